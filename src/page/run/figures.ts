import type { RunAnswer, RunStrategy } from '../../answers/run/schema.ts';
import type { Curve } from '../../estimates/curves.ts';
import type { EvaluatedTarget } from '../../estimates/targets.ts';
import { whole } from '../../media/numbers.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { flowDiagram, modelDiagram } from '../diagrams.ts';
import type { Figure } from '../figures/figure.ts';
import { incidenceFigure } from '../figures/incidence.ts';
import { occupancyFigure } from '../figures/occupancy.ts';
import { survivalFigure } from '../figures/survival.ts';
import { idOf } from '../ids.ts';
import { curveOf, endpointTitle, isDrawn, largestError, publishedOf, seriesOf, timeOf } from '../survival.ts';
import { errorOfShares, within } from '../words.ts';

/** The content of the page of a run. */
export interface RunReport {
  scenario: Scenario;
  answer: RunAnswer;
  /** curves of every strategy and endpoint: see `curvesOf` */
  curves: readonly Curve[];
  /** the command line that reproduces the page */
  command: string;
}

/** A figure, and the published figures in it. */
export interface Placed {
  figure: Figure;
  targets?: { strategy: string; target: EvaluatedTarget }[];
}

export type RunFigures = Record<
  'survival' | 'subgroups' | 'incidence' | 'occupancy' | 'flow' | 'model',
  Placed[]
>;

/** Up to this many strategies have figures of their own; with more, only the first, so that the page stays short. */
export const MOST_APART = 4;
/** With more curves, bands and numbers at risk could not be distinguished. */
const MOST_CURVES = 4;

/**
 * All figures of a run, by content.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, type Curve, curvesOf, inlineExecutor, run } from 'sojourn';
 * import { figuresIn, printed, runFigures } from 'sojourn/page';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const curves: Curve[] = [];
 * const result = await run({
 *   scenario: scenario!,
 *   plans: [plans['usual-care']!],
 *   n: 10_000,
 *   seed: '1',
 *   executor: inlineExecutor(),
 *   onStrategy: (plan, tally) => curves.push(...curvesOf(plan, tally, ['survival'])),
 * });
 * const provenance = {
 *   program: 'sojourn' as const,
 *   version: '1',
 *   seed: '1',
 *   n: 10_000,
 *   threads: 1,
 *   seconds: 1,
 *   patientsPerSecond: 10_000,
 *   scenario: { file: 'illness-death.yaml', sha256: '', title: scenario!.scenario },
 *   fingerprint: result.fingerprint,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 * };
 * const answer = { provenance, strategies: result.strategies };
 * const report = { scenario: scenario!, answer, curves, command: 'sojourn run illness-death.yaml -n 10k' };
 * const [first] = figuresIn(runFigures(report));
 * console.log(first!.draw(printed(880)).startsWith('<svg'));
 * // true
 * ```
 */
export function runFigures(report: RunReport): RunFigures {
  const { scenario, answer } = report;
  const strategies = Object.keys(answer.strategies);
  const endpoints = Object.keys(answer.strategies[strategies[0]!]!.endpoints);
  const apart = strategies.slice(0, strategies.length > MOST_APART ? 1 : MOST_APART);
  const each = (draw: (strategy: string, result: RunStrategy) => Placed[]) =>
    apart.flatMap((name) => draw(name, answer.strategies[name]!));
  const byEndpoint = (draw: (name: string, result: RunStrategy, endpoint: string) => Placed[]) =>
    each((name, result) =>
      endpoints
        // a page with all endpoints of all strategies would have dozens of figures
        .filter((_, i) => i === 0 || name === apart[0])
        .flatMap((endpoint) => draw(name, result, endpoint)),
    );
  return {
    survival: endpoints.map((endpoint) => overall(report, endpoint)),
    subgroups: byEndpoint((...of) => bySubgroup(report, ...of)),
    incidence: byEndpoint((...of) => byCause(report, ...of)),
    occupancy: each((name, result) => [{ figure: occupied(scenario, name, result) }]),
    flow: each((name, result) => [{ figure: flowDiagram(scenario, name, result, idOf('ways', name)) }]),
    model: [{ figure: modelDiagram(scenario, strategies[0]!, 'model-diagram') }],
  };
}

/** One endpoint under all strategies. */
function overall({ scenario, answer, curves }: RunReport, endpoint: string): Placed {
  const strategies = Object.entries(answer.strategies);
  const found = strategies.flatMap(([name]) => {
    const curve = curveOf(curves, name, endpoint, 'all');
    return curve ? [curve] : [];
  });
  const title = endpointTitle(scenario, endpoint);
  const one = strategies.length === 1 ? `${within(strategies[0]![1].title)}: ` : '';
  return {
    figure: survivalFigure({
      id: idOf('survival', endpoint),
      title,
      caption: `${one}${within(title)} of ${whole(answer.provenance.n)} simulated patients${strategies.length > 1 ? ' under each strategy' : ''}, with 95% Monte Carlo bands (MCSE at most ${largestError(found)}).${drawnOver(strategies.some(([, { targets }]) => publishedOf(targets, endpoint, undefined).length > 0))}`,
      ...timeOf(scenario),
      yLabel: title,
      series: found.map((curve, i) =>
        seriesOf(curve, {
          name: curve.strategy,
          title: answer.strategies[curve.strategy]!.title,
          colour: i,
          published: publishedOf(answer.strategies[curve.strategy]!.targets, endpoint, undefined),
        }),
      ),
    }),
    targets: strategies.flatMap(([strategy, { targets }]) =>
      targets
        .filter((target) => isDrawn(target, endpoint, undefined))
        .map((target) => ({ strategy, target })),
    ),
  };
}

/** Subgroups with published figures; if there are none, the first few subgroups. */
function bySubgroup(
  { scenario, answer, curves }: RunReport,
  strategy: string,
  result: RunStrategy,
  endpoint: string,
): Placed[] {
  const all = Object.keys(result.subgroups).filter((name) => result.subgroups[name]!.n > 0);
  const spokenOf = all.filter((name) => result.targets.some((target) => isDrawn(target, endpoint, name)));
  const isSilent = result.targets.every(
    ({ kind, subgroup }) => kind !== 'survival' || subgroup === undefined,
  );
  const shown = isSilent ? all.slice(0, MOST_CURVES) : spokenOf;
  const title = endpointTitle(scenario, endpoint);
  const several = Object.keys(answer.strategies).length > 1 ? `, ${result.title}` : '';
  return chunksOf(shown, MOST_CURVES).map((names, part) => {
    const found = names.flatMap((name) => curveOf(curves, strategy, endpoint, name) ?? []);
    const drawn = result.targets.filter((target) => names.some((name) => isDrawn(target, endpoint, name)));
    return {
      figure: survivalFigure({
        id: idOf('subgroups', endpoint, strategy, ...(part === 0 ? [] : [String(part + 1)])),
        title: `${title} by subgroup${several}`,
        caption: `${within(result.title)}, simulated; 95% Monte Carlo bands (MCSE at most ${largestError(found)}). Who belongs to a subgroup may be known only later than time 0.${drawnOver(drawn.length > 0)}`,
        ...timeOf(scenario),
        yLabel: title,
        series: found.map((curve, i) =>
          seriesOf(curve, {
            name: curve.group,
            title: result.subgroups[curve.group]!.title,
            colour: i,
            published: publishedOf(result.targets, endpoint, curve.group),
          }),
        ),
      }),
      targets: drawn.map((target) => ({ strategy, target })),
    };
  });
}

function byCause(
  { scenario, answer, curves }: RunReport,
  strategy: string,
  result: RunStrategy,
  endpoint: string,
): Placed[] {
  const prefix = 'incidence of ';
  const found = curves.filter(
    (curve) =>
      curve.strategy === strategy &&
      curve.endpoint === endpoint &&
      curve.group === 'all' &&
      curve.cause.startsWith(prefix),
  );
  if (found.length === 0) return [];
  const title = endpointTitle(scenario, endpoint);
  const several = Object.keys(answer.strategies).length > 1 ? `, ${result.title}` : '';
  return [
    {
      figure: incidenceFigure({
        id: idOf('causes', endpoint, strategy),
        title: `${title}: which event comes first${several}`,
        caption: `Cumulative incidence by cause (Aalen-Johansen) of ${whole(result.n)} simulated patients, ${within(result.title)}; 95% Monte Carlo bands (MCSE at most ${largestError(found)}).`,
        ...timeOf(scenario),
        yLabel: 'Cumulative incidence',
        series: found.map((curve, i) => {
          const cause = curve.cause.slice(prefix.length);
          const state = scenario.states[cause]?.title ?? cause;
          return { ...seriesOf(curve, { name: cause, title: state, colour: i }), rows: [] };
        }),
      }),
    },
  ];
}

function occupied(scenario: Scenario, strategy: string, { title, n, occupancy }: RunStrategy): Figure {
  const states = { ...scenario.states, ...scenario.strategies[strategy]?.states };
  return occupancyFigure({
    id: idOf('states', strategy),
    title: `States over time: ${title}`,
    caption: `Shares of ${whole(n)} simulated patients in each state; ${errorOfShares(n)}.`,
    ...timeOf(scenario),
    times: occupancy.times,
    states: Object.entries(occupancy.states)
      .filter(([, values]) => values.some((share) => share > 0))
      .map(([name, values]) => ({
        name,
        title: states[name]?.title ?? name,
        values,
        mcse: occupancy.mcse[name]!,
      })),
  });
}

const drawnOver = (isAny: boolean) =>
  isAny ? ' Circles with bars: published figures with their 95% intervals.' : '';

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
