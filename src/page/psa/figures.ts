import type { PsaAnswer } from '../../answers/psa/schema.ts';
import { type Form, written } from '../../media/form.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { bestOf, type Outcome, type PsaResult, shrunk, summaryOf } from '../../study/psa/index.ts';
import type { Figure } from '../figures/figure.ts';
import { type ForestRow, forestFigure } from '../figures/forest.ts';
import { linesFigure } from '../figures/lines.ts';
import { scatterFigure } from '../figures/scatter.ts';
import { survivalFigure } from '../figures/survival.ts';
import { idOf } from '../ids.ts';
import { endpointTitle, timeOf } from '../survival.ts';
import { capitalised, within } from '../words.ts';

/** What the page of an analysis by parameter draws is made of. */
export interface PsaReport {
  scenario: Scenario;
  answer: PsaAnswer;
  result: PsaResult;
  /** the command line that gives all of it again */
  command: string;
}

export interface PsaFigures {
  /** of each endpoint, all strategies together, with bands of the parameters */
  bands: Figure[];
  /** who is best over time */
  best: Figure[];
  /** differences, or figures, with their uncertainty intervals */
  intervals: Figure[];
  /** which numbers move the main outcome */
  tornado: Figure[];
  /** two outcomes over draws */
  scatter: Figure[];
  /** mean and interval over the number of draws */
  convergence: Figure[];
}

/** Rows of a tornado, the largest first. */
const MOST_ROWS = 12;
/** Numbers of draws at which convergence is shown. */
const POINTS = 50;

/**
 * All figures of an analysis by parameter draws, by what they show.
 *
 * @internal
 */
export function psaFigures(report: PsaReport): PsaFigures {
  const endpoints = Object.keys(Object.values(report.answer.strategies)[0]!.endpoints);
  const isCompared = report.result.table.strategies.length > 1;
  return {
    bands: endpoints.map((endpoint, e) => bandsFigure(report, endpoint, e)),
    best: isCompared ? endpoints.flatMap((endpoint, e) => bestFigure(report, endpoint, e)) : [],
    intervals: intervalsFigure(report),
    tornado: tornadoFigure(report),
    scatter: scatterOf(report),
    convergence: convergenceFigure(report),
  };
}

/**
 * What a comparison shows of its draws: bands around survival, and differences with their uncertainty intervals. Ids are apart from
 * those of the comparison's own figures.
 *
 * @internal
 */
export function uncertaintyFigures(report: PsaReport): Figure[] {
  const endpoints = Object.keys(Object.values(report.answer.strategies)[0]!.endpoints);
  return [
    ...endpoints.map((endpoint, e) => bandsFigure(report, endpoint, e, 'bands')),
    ...intervalsFigure(report),
  ];
}

const titleOf = ({ answer }: PsaReport, strategy: string) => answer.strategies[strategy]!.title;

function bandsFigure(report: PsaReport, endpoint: string, e: number, id = 'survival'): Figure {
  const { scenario, answer, result } = report;
  const { table, curveTimes } = result;
  const { draws, n } = answer.provenance;
  const title = endpointTitle(scenario, endpoint);
  return survivalFigure({
    id: idOf(id, endpoint),
    title,
    caption: `Mean of ${whole(draws)} parameter draws of ${whole(n)} patients each. Bands: 95% uncertainty intervals of the evidence at each time, the chance of the patients taken out.`,
    ...timeOf(scenario),
    yLabel: title,
    series: table.strategies.map((name, s) => {
      const [mean, lower, upper] = [
        table.curves.mean(s, e),
        table.curves.quantile(s, e, 0.025),
        table.curves.quantile(s, e, 0.975),
      ];
      return {
        ...{ name, title: titleOf(report, name), colour: s, step: false, rows: [], published: [] },
        points: curveTimes.map((time, t) => ({
          ...{ time, value: mean[t]!, lower: lower[t]!, upper: upper[t]! },
        })),
      };
    }),
  });
}

/** Chance of the highest survival at each time. */
function bestFigure(report: PsaReport, endpoint: string, e: number): Figure[] {
  const { scenario, result } = report;
  const { table, curveTimes } = result;
  const { curves, strategies } = table;
  const found = curveTimes.flatMap((time, t) => {
    // at the start all are alive
    if (time === 0) return [];
    const columns = strategies.map((_, s) => curves.kept(s, e, t));
    const variances = strategies.map((_, s) =>
      new Float64Array(columns[s]!.length).fill(curves.pairedVariance(s, e, t)),
    );
    const best = bestOf(strategies, columns, variances);
    return best ? [{ time, best: best.best }] : [];
  });
  if (found.length < 2) return [];
  const title = endpointTitle(scenario, endpoint);
  const { unit, origin } = scenario.time;
  return [
    linesFigure({
      id: idOf('best', endpoint),
      title: `Chance of being best: ${title}`,
      caption: `Percent of ${whole(curves.kept(0, e, 0).length)} parameter draws in which a strategy has the highest survival at a time, the chance of the patients taken out; ties are shared. MCSE at most ${plain(50 / Math.sqrt(curves.kept(0, e, 0).length), 1)} percentage points from the number of draws.`,
      x: { label: `${capitalised(unit)}s since ${origin}`, unit, domain: [0, scenario.time.horizon] },
      y: { label: 'Percent of the draws', domain: [0, 100] },
      until: scenario.time['data-until'],
      series: strategies.map((name, s) => ({
        ...{ name, title: titleOf(report, name), colour: s },
        points: found.map(({ time, best }) => ({
          ...{ x: time, y: 100 * best[name]!.value, lower: null, upper: null },
        })),
      })),
    }),
  ];
}

/** Every figure that is in view, with its interval. */
function intervalsFigure(report: PsaReport): Figure[] {
  const { answer, result, scenario } = report;
  const names = result.table.strategies;
  const isCompared = names.length > 1;
  const { unit } = scenario.time;
  const shown = isCompared ? names.slice(1) : names;
  const rowsOf = (kind: Outcome['unit']): ForestRow[] =>
    result.table.outcomes.flatMap((outcome, k) => {
      if (outcome.unit !== kind || outcome.kind === 'proportion' || outcome.kind === 'lives') return [];
      return shown.flatMap((strategy): ForestRow[] => {
        const figure = result.strategies[strategy]![k]!;
        const summary = isCompared ? figure.difference : figure.summary;
        if (!summary || summary.mean === null || summary.lower === null || summary.upper === null) return [];
        const scale = kind === 'share' ? 100 : 1;
        const form: Form = {
          as: kind === 'share' ? 'percent' : 'figure',
          ...(isCompared && kind !== 'ratio' && { signed: true }),
        };
        const ends = Math.max(summary.mcseLower ?? 0, summary.mcseUpper ?? 0) || null;
        return [
          {
            label: shown.length === 1 ? outcome.name : titleOf(report, strategy),
            value: summary.mean * scale,
            lower: summary.lower * scale,
            upper: summary.upper * scale,
            shown: `${written(summary.mean, summary.mcse, form)} (${written(summary.lower, ends, form)} to ${written(summary.upper, ends, form)})`,
            ...(shown.length > 1 && { group: outcome.name }),
          },
        ];
      });
    });
  const reference = titleOf(report, answer.reference);
  const figures = (['share', 'time', 'ratio'] as const).flatMap((kind): Figure[] => {
    const rows = rowsOf(kind);
    if (rows.length === 0) return [];
    const isRatio = kind === 'ratio';
    const what = isRatio
      ? 'Hazard ratio'
      : `${isCompared ? 'Difference in' : 'In'} ${kind === 'time' ? `${unit}s` : isCompared ? 'percentage points' : 'percent'}`;
    return [
      forestFigure({
        id: `intervals-${kind}`,
        title: isRatio ? 'Hazard ratios and their uncertainty' : `${what}, and its uncertainty`,
        caption: `Mean and 95% uncertainty interval of the evidence${isCompared ? `; strategy ${isRatio ? 'over' : 'less'} ${within(reference)}` : ''}. The chance of the patients is taken out.`,
        rows,
        scale: isRatio ? 'log' : 'linear',
        line: isRatio ? 1 : isCompared ? 0 : Math.min(...rows.map(({ lower }) => lower!)),
        favours: !isCompared
          ? ['', '']
          : isRatio
            ? ['favours the strategy', `favours ${reference}`]
            : [`favours ${reference}`, 'favours the strategy'],
        axisLabel: what,
        headers: ['Outcome', 'Mean (95% interval)'],
      }),
    ];
  });
  return figures;
}

/** How the mean of the main outcome answers to each number at the ends of its interval. */
function tornadoFigure(report: PsaReport): Figure[] {
  const { result, scenario } = report;
  const { table, drivers } = result;
  const name = report.answer.advice.outcome;
  const outcome = table.outcomes.find((one) => one.name === name);
  if (!outcome || outcome.unit === 'ratio') return [];
  const isCompared = table.strategies.length > 1;
  const figure = result.strategies[table.strategies[isCompared ? 1 : 0]!]![table.outcomes.indexOf(outcome)]!;
  const mean = (isCompared ? figure.difference : figure.summary)?.mean ?? null;
  if (mean === null) return [];
  const isShare = outcome.unit === 'share';
  const scale = isShare ? 100 : 1;
  const number = (value: number) => String(Number(value.toPrecision(3))).replace('-', '−');
  const rows = (drivers[name]?.parameters ?? [])
    .flatMap(({ name: label, ends }) =>
      ends ? [{ label, ends, width: Math.abs(ends.high.mean - ends.low.mean) }] : [],
    )
    .sort((a, b) => b.width - a.width)
    .slice(0, MOST_ROWS)
    .map(
      ({ label, ends: { low, high } }): ForestRow => ({
        label,
        value: mean * scale,
        lower: Math.min(low.mean, high.mean) * scale,
        upper: Math.max(low.mean, high.mean) * scale,
        shown: `${number(low.mean * scale)} at ${number(low.at)}, ${number(high.mean * scale)} at ${number(high.at)}`,
      }),
    );
  if (rows.length === 0) return [];
  const of = isCompared
    ? `the difference of ${within(titleOf(report, table.strategies[1]!))} from ${within(titleOf(report, table.strategies[0]!))}`
    : within(titleOf(report, table.strategies[0]!));
  const axis = `${name}, ${isShare ? (isCompared ? 'percentage points' : '%') : `${scenario.time.unit}s`}`;
  return [
    forestFigure({
      id: 'tornado',
      title: `What moves ${name}`,
      caption: `${capitalised(of)}: its mean where a number is at the ends of its 95% interval and all others are as they are drawn, by regression on ${whole(table.draws)} draws; square: the mean of all draws. The widest first. sojourn dsa simulates each end by itself.`,
      rows,
      scale: 'linear',
      line: isCompared ? 0 : mean * scale,
      favours: isCompared
        ? [`favours ${titleOf(report, table.strategies[0]!)}`, 'favours the strategy']
        : ['', ''],
      axisLabel: axis,
      headers: ['Number', 'Mean at both ends'],
    }),
  ];
}

/** Differences, or figures, of two outcomes that tell different things. */
function scatterOf(report: PsaReport): Figure[] {
  const { result, scenario } = report;
  const { table } = result;
  const isCompared = table.strategies.length > 1;
  const everybody = table.outcomes.flatMap((outcome, k) =>
    outcome.subgroup === undefined && outcome.isBenefit && outcome.kind !== 'median' ? [{ outcome, k }] : [],
  );
  const endpoints = [...new Set(everybody.map(({ outcome }) => outcome.of))];
  const lastOf = (endpoint: string | undefined, kind: Outcome['kind']) =>
    everybody.findLast(({ outcome }) => outcome.of === endpoint && outcome.kind === kind);
  const first = lastOf(endpoints[0], 'rmst') ?? lastOf(endpoints[0], 'survival');
  const second =
    endpoints.length > 1
      ? (lastOf(endpoints[1], 'rmst') ?? lastOf(endpoints[1], 'survival'))
      : lastOf(endpoints[0], 'survival');
  if (!first || !second || first === second || table.draws < 3) return [];
  const columnOf = (s: number, { outcome, k }: typeof first) => {
    const scale = outcome.unit === 'share' ? 100 : 1;
    const reference = table.column(0, k);
    const own = table.column(s, k).map((value, d) => (isCompared ? value - reference[d]! : value));
    return shrunk(own, isCompared ? table.pairedVariance(s, k) : table.variance(s, k)).map(
      (value) => value * scale,
    );
  };
  const series = table.strategies.flatMap((name, s) => {
    if (isCompared && s === 0) return [];
    const [x, y] = [columnOf(s, first), columnOf(s, second)];
    return isSpread(x) && isSpread(y) ? [{ name, title: titleOf(report, name), colour: s, x, y }] : [];
  });
  if (series.length === 0) return [];
  const label = ({ outcome }: typeof first) =>
    `${isCompared ? 'Difference in ' : ''}${outcome.name}, ${outcome.unit === 'share' ? (isCompared ? 'percentage points' : '%') : `${scenario.time.unit}s`}`;
  const from = isCompared ? ` Strategy less ${within(titleOf(report, table.strategies[0]!))}.` : '';
  return [
    scatterFigure({
      id: 'two-outcomes',
      title: `${first.outcome.name} and ${second.outcome.name} over the draws`,
      caption: `A point a parameter draw, the chance of the patients taken out (at most 400 points are drawn); large point: the mean; ellipse: 95% of the draws if they are normal.${from}`,
      x: { label: label(first) },
      y: { label: label(second) },
      hasZero: isCompared,
      series,
    }),
  ];
}

/** Whether a figure varies, as far as digits go. */
function isSpread(values: Float64Array): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return values.every(Number.isFinite) && high - low > 1e-6 * Math.max(Math.abs(low), Math.abs(high));
}

/** Whether more draws would move the mean and the interval. */
function convergenceFigure(report: PsaReport): Figure[] {
  const { result, scenario, answer } = report;
  const { table } = result;
  const isCompared = table.strategies.length > 1;
  const k = table.outcomes.findIndex(({ name }) => name === answer.advice.outcome);
  const s = isCompared ? 1 : 0;
  const outcome = table.outcomes[k]!;
  const reference = table.column(0, k);
  const column = table.column(s, k).map((value, d) => (isCompared ? value - reference[d]! : value));
  if (column.some(Number.isNaN) || outcome.unit === 'ratio' || column.length < 10) return [];
  const variance = isCompared ? table.pairedVariance(s, k) : table.variance(s, k);
  const scale = outcome.unit === 'share' ? 100 : 1;
  const counts = [
    ...new Set(
      Array.from({ length: POINTS }, (_, i) => Math.max(5, Math.round((column.length * (i + 1)) / POINTS))),
    ),
  ];
  const what = outcome.unit === 'share' ? (isCompared ? 'percentage points' : '%') : `${scenario.time.unit}s`;
  const title = titleOf(report, table.strategies[s]!);
  return [
    linesFigure({
      id: 'convergence',
      title: `${outcome.name} by the number of draws`,
      caption: `${capitalised(within(title))}${isCompared ? ` less ${within(titleOf(report, table.strategies[0]!))}` : ''}: mean, and band: 95% uncertainty interval of the evidence, of the first draws. Where both still move more draws are needed.`,
      x: { label: 'Parameter draws' },
      y: { label: `${isCompared ? 'Difference in ' : ''}${outcome.name}, ${what}` },
      ...(isCompared && { line: 0 }),
      series: [
        {
          ...{ name: table.strategies[s]!, title, colour: s },
          points: counts.map((count) => {
            const { mean, lower, upper } = summaryOf(column.subarray(0, count), variance);
            return { x: count, y: mean! * scale, lower: lower! * scale, upper: upper! * scale };
          }),
        },
      ],
    }),
  ];
}
