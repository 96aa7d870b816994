import { clopperPearson } from '../math/binomial.ts';
import type { Plan } from '../plan.ts';
import type { RawTarget, Scenario } from '../scenario/schema/index.ts';
import { targetsOf } from '../scenario/targets.ts';
import { curveWithErrors, type ErrorsOnDemand } from '../survival/greenwood.ts';
import { sumCounters, type Tally } from '../tally.ts';
import { errorFromInterval, type Figure, quantileFigure, share, survivalFigure } from './endpoint.ts';
import { cellsOf, lifeTablesOf } from './life-tables.ts';
import { unevenRows } from './within-row.ts';

/** Which figure a target has: hazard ratios and counts of a follow-up are for calibration, and no run tells them. */
export type TargetKind = EvaluatedTarget['kind'] | 'hazard-ratio' | 'at-risk' | 'events';

/** A published figure and the simulated one. */
export interface EvaluatedTarget {
  name: string;
  endpoint?: string;
  subgroup?: string;
  proportion?: string;
  at?: number;
  kind: 'survival' | 'median' | 'proportion';
  published: number;
  /** null if no interval is published and none can be computed */
  interval: [number, number] | null;
  /** source of the interval */
  intervalFrom: string | null;
  simulated: number | null;
  mcse: number | null;
  /** whether the simulated figure is in the interval; null without an interval */
  inside: boolean | null;
  calibration: boolean;
}

/** Of some targets, how many have an interval, and in how many the simulated figure is inside. */
export interface Verdict {
  inside: number;
  judged: number;
}

/** Verdicts on all targets, on those used for calibration, and on the others. */
export function verdictsOf(
  targets: readonly Pick<EvaluatedTarget, 'inside' | 'calibration'>[],
): Record<'all' | 'fitted' | 'others', Verdict> {
  const verdict = (some: typeof targets): Verdict => ({
    inside: some.filter(({ inside }) => inside === true).length,
    judged: some.filter(({ inside }) => inside !== null).length,
  });
  return {
    all: verdict(targets),
    fitted: verdict(targets.filter(({ calibration }) => calibration)),
    others: verdict(targets.filter(({ calibration }) => !calibration)),
  };
}

/**
 * Evaluates the targets of a plan's strategy.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, evaluateTargets, inlineExecutor, simulate } from 'sojourn';
 *
 * const text = readFileSync('scenarios/stage-iv-rectal.yaml', 'utf8');
 * const { scenario, plans } = checkScenario(text, { compileOnly: () => ['study-schedule'] });
 * const plan = plans['study-schedule']!;
 * const tally = await simulate(plan, { seed: '1', n: 10_000, executor: inlineExecutor() });
 * const targets = evaluateTargets(scenario!, plan, tally);
 * console.log(targets.length);
 * // 74
 * ```
 */
export function evaluateTargets(scenario: Scenario, plan: Plan, tally: Tally): EvaluatedTarget[] {
  // several targets may use the same curve
  const curves = new Map<string, ErrorsOnDemand>();
  const curveOf = (target: RawTarget): ErrorsOnDemand => {
    const key = JSON.stringify([target.endpoint, target.subgroup]);
    const curve = curves.get(key) ?? curveFor(target, plan, tally);
    curves.set(key, curve);
    return curve;
  };
  return targetsOf(scenario, plan.strategy).flatMap((target) => {
    const kind = kindOfTarget(target);
    if (kind !== 'survival' && kind !== 'median' && kind !== 'proportion') return [];
    const simulated =
      target.proportion === undefined
        ? readCurve(target, curveOf(target), plan.hasFixedTimes)
        : readShare(target.proportion, plan, tally);
    const interval = intervalOf(target);
    const inside =
      interval && simulated ? interval[0] <= simulated.value && simulated.value <= interval[1] : null;
    const evaluated: EvaluatedTarget = {
      name: titleOfTarget(target),
      endpoint: target.endpoint,
      subgroup: target.subgroup,
      proportion: target.proportion,
      at: target.at,
      kind,
      published: publishedFigure(target),
      interval,
      intervalFrom: target.interval
        ? (target['interval-from'] ?? 'published')
        : interval
          ? 'exact (Clopper-Pearson)'
          : null,
      simulated: simulated?.value ?? null,
      mcse: simulated?.mcse ?? null,
      inside,
      calibration: target.calibration ?? false,
    };
    return [evaluated];
  });
}

/** Which figure a target has. */
export function kindOfTarget(target: RawTarget): TargetKind {
  if (target.survival !== undefined) return 'survival';
  if (target.median !== undefined) return 'median';
  if (target.proportion !== undefined) return 'proportion';
  if (target['hazard-ratio'] !== undefined) return 'hazard-ratio';
  return target['at-risk'] === undefined ? 'events' : 'at-risk';
}

/**
 * The figure as it was published: a share from 0 to 1, a time or a ratio.
 *
 * @param patients what counts are of, where the target does not say
 */
export function publishedFigure(target: RawTarget, patients?: number): number {
  const { survival, median, value, 'hazard-ratio': ratio, 'at-risk': atRisk, events, of } = target;
  return survival ?? median ?? ratio ?? value ?? (atRisk ?? events!) / (of ?? patients ?? NaN);
}

function intervalOf(target: RawTarget): [number, number] | null {
  if (target.interval) return target.interval;
  return target.proportion !== undefined && target.events !== undefined
    ? clopperPearson(target.events, target.of!)
    : null;
}

/** The name of a target, or its figure in words: `OS at 12, completed`. */
export function titleOfTarget(target: RawTarget): string {
  const { name, endpoint, subgroup, proportion, at, over, strategy } = target;
  if (name !== undefined) return name;
  if (proportion !== undefined) return proportion;
  const whom = subgroup === undefined ? '' : `, ${subgroup}`;
  const kind = kindOfTarget(target);
  if (kind === 'hazard-ratio')
    return `hazard ratio of ${endpoint}, ${subgroup ?? strategy ?? 'the first strategy'} over ${over}`;
  if (kind === 'at-risk') return `at risk for ${endpoint} at ${at}${whom}`;
  if (kind === 'events') return `events of ${endpoint}${whom}`;
  return kind === 'survival' ? `${endpoint} at ${at}${whom}` : `median ${endpoint}${whom}`;
}

function readShare(name: string, { readout }: Plan, tally: Tally): Figure {
  const proportion = readout.proportions.find((proportion) => proportion.name === name)!;
  return share(sumCounters(tally, proportion.hits), sumCounters(tally, proportion.among));
}

function curveFor({ endpoint, subgroup }: RawTarget, plan: Plan, tally: Tally): ErrorsOnDemand {
  const { endpoints, subgroups } = plan.readout;
  const group = subgroup === undefined ? undefined : subgroups.findIndex(({ name }) => name === subgroup);
  const readout = endpoints.find(({ name }) => name === endpoint)!;
  return curveWithErrors(lifeTablesOf(plan, tally, readout, [cellsOf(plan, group)])[0]!);
}

function readCurve(
  { survival, at }: RawTarget,
  curve: ErrorsOnDemand,
  hasFixedTimes = false,
): Figure | undefined {
  if (curve.size === 0) return undefined;
  const uneven = unevenRows(curve.survival, curve.size, hasFixedTimes);
  if (survival !== undefined) return survivalFigure(curve, uneven, at!);
  const median = quantileFigure(curve, uneven, 0.5);
  return Number.isNaN(median.value) ? undefined : { value: median.value, mcse: errorFromInterval(median) };
}
