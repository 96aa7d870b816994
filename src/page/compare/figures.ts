import type { CompareAnswer, CompareStrategy } from '../../answers/compare/schema.ts';
import type { Curve } from '../../estimates/curves.ts';
import { limitsOf, limitsOfRatio } from '../../estimates/intervals.ts';
import { type Form, writtenWithError } from '../../media/form.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { EndpointComparison } from '../../study/compare/index.ts';
import { modelDiagram } from '../diagrams.ts';
import type { Figure } from '../figures/figure.ts';
import { type ForestRow, forestFigure } from '../figures/forest.ts';
import { linesFigure } from '../figures/lines.ts';
import { survivalFigure } from '../figures/survival.ts';
import { idOf } from '../ids.ts';
import { type PsaReport, uncertaintyFigures } from '../psa/figures.ts';
import { curveOf, endpointTitle, largestError, seriesOf, timeOf } from '../survival.ts';
import { capitalised, within } from '../words.ts';
import { responseFigures } from './response.ts';

/** The content of the page of a comparison. */
export interface CompareReport {
  scenario: Scenario;
  answer: CompareAnswer;
  /** curves of the reference and every strategy: all patients, and subgroups */
  curves: readonly Curve[];
  /** the command line that reproduces the page */
  command: string;
  /** the same comparison by parameter draws */
  draws?: PsaReport;
}

export interface CompareFigures {
  /** with --vary: the differences as functions of the varied values */
  response: Figure[];
  /** for each endpoint, all strategies together */
  survival: Figure[];
  /** with parameter draws: bands around survival, and differences with their uncertainty intervals */
  uncertainty: Figure[];
  /** each strategy together with the reference */
  pairs: { strategy: string; figure: Figure }[];
  /** differences and ratios for each endpoint */
  forests: { endpoint: string; title: string; figures: Figure[] }[];
  subgroups: Figure[];
  model: Figure[];
}

/** Up to this many strategies, every endpoint has all figures; with more, only the first endpoint. */
const MOST_FULL = 5;

/**
 * All figures of a comparison, by content.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, compare, compareQuestions, inlineExecutor, questionsOf } from 'sojourn';
 * import { compareFigures, figuresIn } from 'sojourn/page';
 *
 * const endpoints = ['survival'];
 * const text = readFileSync('scenarios/illness-death.yaml', 'utf8');
 * const { scenario, plans } = checkScenario(text, { asked: () => ({ endpoints, times: { endpoints } }) });
 * const { 'usual-care': reference, prevention } = plans;
 * const result = await compare({
 *   reference: reference!,
 *   plans: [prevention!],
 *   endpoints,
 *   seed: '1',
 *   n: 10_000,
 *   questions: compareQuestions(questionsOf(scenario!), scenario!.time.horizon),
 *   executor: inlineExecutor(),
 * });
 * const provenance = {
 *   program: 'sojourn' as const,
 *   version: '1',
 *   seed: '1',
 *   n: 10_000,
 *   threads: 1,
 *   seconds: 1,
 *   patientsPerSecond: 20_000,
 *   scenario: { file: 'illness-death.yaml', sha256: '', title: scenario!.scenario },
 *   fingerprint: result.fingerprint,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   batches: result.batches,
 * };
 * const comparisons = { prevention: { ...result.comparisons.prevention!, title: 'Prevention' } };
 * const answer = { provenance, reference: { name: 'usual-care', title: 'Usual care' }, set: [], comparisons };
 * const report = {
 *   scenario: scenario!,
 *   answer,
 *   curves: [],
 *   command: 'sojourn compare illness-death.yaml -n 10k',
 * };
 * console.log(figuresIn(compareFigures(report)).length);
 * // 6
 * ```
 */
export function compareFigures(report: CompareReport): CompareFigures {
  const { scenario, answer } = report;
  const model = [modelDiagram(scenario, answer.reference.name, 'model-diagram')];
  const response = responseFigures(scenario, answer);
  const uncertainty = report.draws ? uncertaintyFigures(report.draws) : [];
  if (!answer.comparisons)
    return { response, survival: [], uncertainty, pairs: [], forests: [], subgroups: [], model };
  const entries = Object.entries(answer.comparisons);
  const [, first] = entries[0]!;
  const endpoints = [first.endpoint, ...Object.keys(first.endpoints)];
  const strategies = [answer.reference.name, ...entries.map(([name]) => name)];
  const isMany = entries.length > 1;
  return {
    response,
    survival: endpoints.map((endpoint) =>
      curvesFigure(report, idOf('survival', endpoint), endpoint, 'all', strategies),
    ),
    uncertainty,
    pairs: isMany
      ? entries.map(([strategy]) => ({
          strategy,
          figure: curvesFigure(report, idOf('pair', endpoints[0]!, strategy), endpoints[0]!, 'all', [
            strategies[0]!,
            strategy,
          ]),
        }))
      : [],
    forests: endpoints.map((endpoint, i) => {
      const isBrief = i > 0 && entries.length > MOST_FULL;
      const figures = forestsOf(report, endpoint, rowsOf(entries, endpoint), isBrief);
      return {
        endpoint,
        title: endpointTitle(scenario, endpoint),
        figures: isBrief ? [figures.means, figures.ratios].flat() : Object.values(figures).flat(),
      };
    }),
    subgroups: Object.keys(first.subgroups).flatMap((group) =>
      endpoints
        .slice(0, 2)
        .map((endpoint) =>
          curvesFigure(report, idOf('subgroup', endpoint, group), endpoint, group, strategies.slice(0, 4)),
        ),
    ),
    model,
  };
}

function curvesFigure(
  { scenario, answer, curves }: CompareReport,
  id: string,
  endpoint: string,
  group: string,
  strategies: readonly string[],
): Figure {
  const found = strategies.flatMap((strategy) => curveOf(curves, strategy, endpoint, group) ?? []);
  const title = endpointTitle(scenario, endpoint);
  const names = (strategy: string) =>
    strategy === answer.reference.name
      ? answer.reference.title
      : (answer.comparisons?.[strategy]?.title ?? strategy);
  const titleOfGroup = scenario.subgroups[group]?.title ?? group;
  const among = group === 'all' ? '' : ` among: ${titleOfGroup}`;
  const pair = strategies.length === 2 ? `: ${names(strategies[1]!)}` : '';
  return survivalFigure({
    id,
    title: `${title}${among}${pair}`,
    caption: `The same ${whole(answer.provenance.n)} simulated patients under ${strategies.length === 2 ? 'both strategies' : 'each strategy'}${among === '' ? '' : `, among: ${within(titleOfGroup)}`}; 95% Monte Carlo bands of each curve, not of their difference (MCSE at most ${largestError(found)}).`,
    ...timeOf(scenario),
    yLabel: title,
    series: found.map((curve, i) =>
      seriesOf(curve, { name: curve.strategy, title: names(curve.strategy), colour: i }),
    ),
  });
}

interface Row {
  title: string;
  found: Omit<EndpointComparison, 'title'>;
}

function rowsOf(entries: readonly [string, CompareStrategy][], endpoint: string): Row[] {
  return entries.map(([, entry]) => ({
    title: entry.title,
    found: endpoint === entry.endpoint ? entry : entry.endpoints[endpoint]!,
  }));
}

/** Differences in survival at each landmark and in restricted means, hazard ratios, and hazard ratios by period. */
function forestsOf(
  { scenario, answer }: CompareReport,
  endpoint: string,
  rows: readonly Row[],
  isBrief: boolean,
): Record<'survival' | 'means' | 'ratios' | 'periods', Figure[]> {
  const title = endpointTitle(scenario, endpoint);
  const { unit } = scenario.time;
  const reference = answer.reference.title;
  const from = within(reference);
  const errors = `Bars: 95% Monte Carlo intervals of the paired difference, from ${answer.provenance.batches} batches of the same patients, using common random numbers; they show the error of the simulation alone.`;
  const [first] = rows as [Row];
  const survival = first.found.survival.map(({ at }, i) => ({
    at,
    rows: rows.flatMap(({ title: label, found }): ForestRow[] => {
      const { difference, mcse } = found.survival[i]!;
      return rowOf(label, difference, mcse, { as: 'percent', signed: true }, `at ${plain(at)} ${unit}s`);
    }),
  }));
  const taus = first.found.rmst.length;
  const means = first.found.rmst.flatMap(({ tau }, i) =>
    (isBrief && i < taus - 1 ? [] : rows).flatMap(({ title: label, found }): ForestRow[] => {
      const { difference, mcse } = found.rmst[i]!;
      return rowOf(label, difference, mcse, { as: 'figure', signed: true }, `up to ${plain(tau)} ${unit}s`);
    }),
  );
  const ratios = rows.flatMap(({ title: label, found }): ForestRow[] => {
    const { value, mcse } = found.hazardRatio;
    if (value === null || mcse === null) return [];
    const shown = writtenWithError(value, mcse, { as: 'figure' });
    return [{ label, value, ...limitsOfRatio(value, mcse), shown }];
  });
  const difference = (id: string, what: string, axis: string, all: readonly ForestRow[]): Figure[] =>
    all.length === 0
      ? []
      : [
          forestFigure({
            id: idOf(id, endpoint),
            title: `${title}: ${what}`,
            caption: `Strategy minus ${from}, in ${axis}; above 0 favours the strategy. In brackets: MCSE. ${errors}`,
            rows: all,
            scale: 'linear',
            line: 0,
            favours: [`favours ${reference}`, 'favours the strategy'],
            axisLabel: `Difference in ${axis}`,
            headers: ['Strategy', 'Difference (MCSE)'],
          }),
        ];
  return {
    // with many strategies, a figure of all times would be too high for a page
    survival:
      rows.length > MOST_FULL
        ? survival.flatMap(({ at, rows: own }) =>
            difference(
              `differences-at-${plain(at)}`,
              `difference in survival at ${plain(at)} ${unit}s`,
              'percentage points',
              own.map(({ group: _, ...row }) => row),
            ),
          )
        : difference(
            'differences',
            'difference in survival',
            'percentage points',
            survival.flatMap(({ rows: own }) => own),
          ),
    means: difference('means', 'difference in restricted mean survival time', `${unit}s`, means),
    ratios:
      ratios.length === 0
        ? []
        : [
            forestFigure({
              id: idOf('ratios', endpoint),
              title: `${title}: hazard ratio`,
              caption: `Strategy over ${from}, marginal, by Cox’s model up to the horizon; below 1 favours the strategy. In brackets: MCSE. ${errors}`,
              rows: ratios,
              scale: 'log',
              line: 1,
              favours: ['favours the strategy', `favours ${reference}`],
              axisLabel: 'Hazard ratio',
              headers: ['Strategy', 'Ratio (MCSE)'],
            }),
          ],
    periods: ratiosOverTime(endpoint, title, rows, scenario, reference),
  };
}

function rowOf(
  label: string,
  value: number | null,
  mcse: number | null,
  form: Form,
  group: string,
): ForestRow[] {
  if (value === null || mcse === null) return [];
  const scale = form.as === 'percent' ? 100 : 1;
  const shown = writtenWithError(value, mcse, form);
  return [{ label, value: value * scale, ...limitsOf(value * scale, mcse * scale), shown, group }];
}

/** A sentence on the test of proportional hazards. */
function ratiosOverTime(
  endpoint: string,
  title: string,
  rows: readonly Row[],
  { time }: Scenario,
  reference: string,
): Figure[] {
  const series = rows.flatMap(({ title: label, found }, i) => {
    const points = found.hazardRatio.periods.flatMap(({ from, to, value, mcse }) => {
      if (value === null || mcse === null || value === 0) return [];
      const limits = { y: value, ...limitsOfRatio(value, mcse) };
      return [
        { x: from, ...limits },
        { x: to, ...limits },
      ];
    });
    return points.length === 0 ? [] : [{ name: label, title: label, colour: i, points, step: true }];
  });
  if (series.length === 0) return [];
  return [
    linesFigure({
      id: idOf('ratio-over-time', endpoint),
      title: `${title}: hazard ratio over time`,
      caption: `Hazard ratio over ${within(reference)} by Cox’s model within each period between landmarks; where it changes over time, a single hazard ratio does not summarise the effect. Bands: 95% Monte Carlo intervals.`,
      x: { label: `${capitalised(time.unit)}s since ${time.origin}` },
      y: { label: 'Hazard ratio', type: 'log' },
      line: 1,
      until: time['data-until'],
      series,
    }),
  ];
}
