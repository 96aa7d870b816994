import { orNull, quantileFigure } from '../../estimates/endpoint.ts';
import { cellsOf } from '../../estimates/life-tables.ts';
import { type CoarseRow, unevenRows } from '../../estimates/within-row.ts';
import { exp } from '../../math/elementary.ts';
import type { ProportionReadout } from '../../plan.ts';
import { eventRows } from '../../survival/index.ts';
import { sumCounters } from '../../tally.ts';
import type { Arm } from './arm.ts';
import { type AskedCurve, endpointOf } from './collect.ts';
import { type CompareQuestions, type CurveFigures, figuresOf, ratiosOf, withinFigures } from './figures.ts';
import type { Lives } from './lives.ts';
import { type Batched, type Difference, differenceOf, varianceOfMean } from './paired.ts';
import { type Proportionality, testProportionality } from './proportional.ts';

/** A strategy compared with the reference, for one endpoint and group of patients. */
export interface EndpointComparison {
  title: string;
  survival: (Difference & { at: number; numberNeededToTreat: NumberNeededToTreat | null })[];
  rmst: (Difference & { tau: number })[];
  medians: (Difference & {
    p: number;
    /** rows of the medians that hold too many events to place the median within them */
    coarse?: { reference?: CoarseRow; strategy?: CoarseRow };
  })[];
  hazardRatio: RatioFigure & {
    /** one period between two landmark times each */
    periods: PeriodRatio[];
    proportionality: Proportionality | null;
  };
  /** null if the endpoint censors, or for a subgroup: not every patient's event time is known under both strategies */
  lives: Lives | null;
}

/** The number needed to treat to prevent one event by that time; negative: to cause one. */
export interface NumberNeededToTreat {
  value: number;
  mcse: number;
}

/** A hazard ratio, strategy over reference. */
export interface RatioFigure {
  value: number | null;
  mcse: number | null;
}

export type PeriodRatio = RatioFigure & { from: number; to: number };

/** The first endpoint among all patients, then the other endpoints, subgroups and proportions. */
export interface Comparison extends Omit<EndpointComparison, 'title'> {
  endpoint: string;
  endpointTitle: string;
  endpoints: Record<string, EndpointComparison>;
  subgroups: Record<
    string,
    { title: string; patients: Difference; endpoints: Record<string, EndpointComparison> }
  >;
  proportions: Record<string, Difference & { title: string }>;
}

/**
 * A difference of this many standard errors is taken as real. By chance it occurs once in 6,000 differences with 64
 * batches, once in 900 with 16.
 */
export const BEYOND_CHANCE = 4;

/** Whether a difference between two strategies is beyond chance. */
export function isBeyondChance({ difference, mcse }: Pick<Difference, 'difference' | 'mcse'>): boolean {
  return (
    difference !== null && difference !== 0 && mcse !== null && Math.abs(difference) >= BEYOND_CHANCE * mcse
  );
}

export function comparisonOf(
  reference: Arm,
  arm: Arm,
  asked: readonly AskedCurve[],
  timed: readonly string[],
  questions: CompareQuestions,
): Comparison {
  const endpoints = asked.map((curve, k) => compareCurve(reference, arm, curve, k, timed, questions));
  const within = (subgroup: string | undefined) =>
    asked.flatMap((curve, k) =>
      curve.subgroup === subgroup ? [[curve.endpoint, endpoints[k]!] as const] : [],
    );
  const [[endpoint, first], ...others] = within(undefined) as [
    [string, EndpointComparison],
    ...[string, EndpointComparison][],
  ];
  const subgroups = [...new Set(asked.flatMap(({ subgroup }) => subgroup ?? []))];
  const proportions = compareProportions(reference, arm);
  const { title: endpointTitle, ...figures } = first;
  return {
    endpoint,
    endpointTitle,
    ...figures,
    endpoints: Object.fromEntries(others),
    subgroups: Object.fromEntries(
      subgroups.map((name) => {
        const { title } = reference.plan.readout.subgroups.find((one) => one.name === name)!;
        const patients = compareSizes(reference, arm, name);
        return [name, { title, patients, endpoints: Object.fromEntries(within(name)) }];
      }),
    ),
    proportions,
  };
}

function compareCurve(
  reference: Arm,
  arm: Arm,
  asked: AskedCurve,
  k: number,
  timed: readonly string[],
  questions: CompareQuestions,
): EndpointComparison {
  const endpoint = endpointOf(arm.plan, asked.endpoint);
  const a = figuresOf(reference.pooled!.tables[k]!, questions);
  const b = figuresOf(arm.pooled!.tables[k]!, questions);
  const unevenOf = (arm: Arm, { curve }: CurveFigures) =>
    unevenRows(curve.survival, curve.size, arm.plan.hasFixedTimes);
  const [unevenA, unevenB] = [unevenOf(reference, a), unevenOf(arm, b)];
  const within = [withinFigures(a.curve, unevenA, questions), withinFigures(b.curve, unevenB, questions)];
  const coarse = coarseRows(
    quantileFigure(a.curve, unevenA, 0.5).coarse,
    quantileFigure(b.curve, unevenB, 0.5).coarse,
  );
  type Read = (figures: Omit<CurveFigures, 'curve'>) => number;
  const batched = (arm: Arm, pooled: CurveFigures, isShare: boolean, read: Read, error: number): Batched => ({
    value: read(pooled),
    batches: arm.batches.map(({ figures }) => read(figures[k]!)),
    least: isShare ? 1 / pooled.curve.size : 0,
    within: error,
  });
  const difference = (read: Read, isShare = false) =>
    differenceOf(
      batched(reference, a, isShare, read, read(within[0]!)),
      batched(arm, b, isShare, read, read(within[1]!)),
    );
  const ratios = ratiosOf(eventRows({ reference: a.curve, compared: b.curve }), questions);
  const ratio = (log: number, batches: readonly number[]): RatioFigure => {
    const value = exp(log);
    const mcse = value * Math.sqrt(varianceOfMean(batches));
    return { value: orNull(value), mcse: orNull(mcse) };
  };
  const byBatch = arm.ratios.map((curves) => curves[k]!);
  const index = asked.subgroup === undefined ? timed.indexOf(asked.endpoint) : -1;
  return {
    title: endpoint.title,
    survival: questions.at.map((at, i) => {
      const survivalDifference = difference(({ survival }) => survival[i]!, true);
      return { at, ...survivalDifference, numberNeededToTreat: numberNeededToTreat(survivalDifference) };
    }),
    rmst: questions.rmst.map((tau, i) => ({ tau, ...difference(({ rmst }) => rmst[i]!) })),
    medians: [{ p: 0.5, ...difference(({ median }) => median), ...coarse }],
    hazardRatio: {
      ...ratio(
        ratios.overall,
        byBatch.map(({ overall }) => overall),
      ),
      periods: questions.periods.map((to, i) => ({
        from: questions.periods[i - 1] ?? 0,
        to,
        ...ratio(
          ratios.periods[i]!,
          byBatch.map(({ periods }) => periods[i]!),
        ),
      })),
      proportionality: testProportionality(byBatch.map(({ periods }) => periods)),
    },
    lives: index < 0 ? null : arm.lives[index]!.result(),
  };
}

function coarseRows(
  reference?: CoarseRow,
  strategy?: CoarseRow,
): Pick<EndpointComparison['medians'][number], 'coarse'> {
  if (!reference && !strategy) return {};
  return { coarse: { ...(reference && { reference }), ...(strategy && { strategy }) } };
}

/** By the delta method; null unless the difference is beyond chance. */
function numberNeededToTreat({ difference, mcse }: Difference): NumberNeededToTreat | null {
  if (difference === null || mcse === null || !isBeyondChance({ difference, mcse })) return null;
  return { value: 1 / difference, mcse: mcse / difference ** 2 };
}

/** Proportions that both strategies have. If a name occurs twice, the last one counts, as in a run. */
function compareProportions(reference: Arm, arm: Arm): Record<string, Difference & { title: string }> {
  const byName = ({ plan }: Arm) =>
    new Map(plan.readout.proportions.map((proportion) => [proportion.name, proportion]));
  const others = byName(reference);
  return Object.fromEntries(
    [...byName(arm).values()].flatMap((proportion) => {
      const other = others.get(proportion.name);
      if (!other) return [];
      return [
        [
          proportion.name,
          { title: proportion.title, ...differenceOf(shareIn(reference, other), shareIn(arm, proportion)) },
        ],
      ];
    }),
  );
}

/** The share of all patients who belong to a subgroup, compared. */
function compareSizes(reference: Arm, arm: Arm, subgroup: string): Difference {
  const shareOf = (arm: Arm) => {
    const { cells, subgroups } = arm.plan.readout;
    const index = subgroups.findIndex(({ name }) => name === subgroup);
    const counters = (some: readonly number[]) => some.map((cell) => cells[cell]!.counter);
    return shareIn(arm, {
      hits: counters(cellsOf(arm.plan, index)),
      among: counters(cellsOf(arm.plan)),
    });
  };
  return differenceOf(shareOf(reference), shareOf(arm));
}

function shareIn(
  { pooled, batches }: Arm,
  { hits, among }: Pick<ProportionReadout, 'hits' | 'among'>,
): Batched {
  const read = (counters: Float64Array) => sumCounters({ counters }, hits) / sumCounters({ counters }, among);
  return {
    value: read(pooled!.counters),
    batches: batches.map(({ counters }) => read(counters)),
    least: 1 / sumCounters(pooled!, among),
  };
}
