import { kindOfTarget, publishedFigure, type TargetKind } from '../../estimates/targets.ts';
import { unknownName } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import { exp, ln } from '../../math/elementary.ts';
import { Z_95 } from '../../math/normal.ts';
import type { RawTarget, Scenario } from '../../scenario/schema/index.ts';
import { strategyOf } from '../../scenario/targets.ts';

/** A published figure on the scale on which its error is nearly normal. */
export interface LikelihoodTarget {
  /** among the targets of the scenario */
  index: number;
  raw: RawTarget;
  strategy: string;
  /** of a hazard ratio, what it is over: another strategy or another subgroup */
  over: { strategy?: string; subgroup?: string } | undefined;
  kind: TargetKind;
  /** as published; of counts the share */
  published: number;
  /** part of the likelihood; else only predicted */
  isFitted: boolean;
  /** whose error goes with that of other targets; undefined: by itself */
  cohort: string | undefined;
  /** of a target by itself: its standard error on the scale, and its counts if they are its likelihood; NaN within a cohort */
  error: number;
  counts: { events: number; of: number } | undefined;
  /** a share of the information: 1 unless given */
  weight: number;
  /** standard deviation of what the model itself is off by, on the scale */
  discrepancy: number;
}

/** Survival and shares by their logit, times and ratios by their logarithm. */
export function toScale({ kind }: Pick<LikelihoodTarget, 'kind'>, value: number): number {
  return isPositive(kind) ? ln(value) : ln(value / (1 - value));
}

export function fromScale({ kind }: Pick<LikelihoodTarget, 'kind'>, scaled: number): number {
  return isPositive(kind) ? exp(scaled) : 1 / (1 + exp(-scaled));
}

/** A time or a ratio, and no share. */
export function isPositive(kind: TargetKind): boolean {
  return kind === 'median' || kind === 'hazard-ratio';
}

/** A share of n patients, moved off 0 and 1 by half a patient. */
export function offEnds(share: number, patients: number): number {
  const least = 0.5 / (patients + 1);
  return Math.min(1 - least, Math.max(least, share));
}

/**
 * The targets that can be judged: those marked `calibration`, which make the likelihood, and the others, which are predicted.
 *
 * @returns what is wrong: targets without a design, unknown cohorts
 */
export function likelihoodTargets(scenario: Scenario): { targets: LikelihoodTarget[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const cohorts = scenario.calibrate?.cohorts ?? {};
  const [first] = Object.keys(scenario.strategies);
  const sizesOf = (name: string): Record<string, number> => {
    const { arms, patients, strategy } = cohorts[name]!;
    return arms ?? { [strategy ?? first!]: patients! };
  };
  const targets = scenario.targets.flatMap((raw, index): LikelihoodTarget[] => {
    const wrong = (message: string, key?: string) => {
      problems.push({
        path: key === undefined ? ['targets', index] : ['targets', index, key],
        message,
        severity: 'error',
      });
      return [];
    };
    const strategy = strategyOf(scenario, raw);
    const kind = kindOfTarget(raw);
    if (raw.cohort !== undefined && !Object.hasOwn(cohorts, raw.cohort))
      return wrong(unknownName('cohort', raw.cohort, Object.keys(cohorts)), 'cohort');
    const over = overOf(scenario, raw);
    const isIn = (name: string) =>
      Object.hasOwn(sizesOf(name), strategy) &&
      (over?.strategy === undefined || Object.hasOwn(sizesOf(name), over.strategy));
    const ofStrategy = Object.keys(cohorts).filter(isIn);
    const cohort = raw.cohort ?? (ofStrategy.length === 1 ? ofStrategy[0] : undefined);
    if (cohort !== undefined && !isIn(cohort))
      return wrong(`cohort ${cohort} is of another strategy than the target`, 'cohort');
    const published = publishedFigure(
      raw,
      cohort !== undefined && raw.subgroup === undefined ? sizesOf(cohort)[strategy] : undefined,
    );
    if (!(published >= 0) || (!isPositive(kind) && published > 1))
      return wrong('say of how many patients the figure is, such as of: 120', undefined);
    // of a strategy without a cohort the figures are predicted, where others have one
    const isFitted =
      (raw.calibration ?? false) && (cohort !== undefined || Object.keys(cohorts).length === 0);
    const counts =
      cohort === undefined && kind === 'proportion' && raw.events !== undefined && raw.of !== undefined
        ? { events: raw.events, of: raw.of }
        : undefined;
    const error = cohort === undefined ? errorOf(raw, kind, published) : NaN;
    if (cohort === undefined && Number.isNaN(error))
      return isFitted
        ? wrong('nothing says how precise the figure is; give it a cohort, an interval, or events and of')
        : [];
    return [
      {
        ...{ index, raw, strategy, over, kind, published, isFitted, cohort, error, counts },
        weight: raw.weight ?? 1,
        discrepancy: (raw.discrepancy ?? 0) * slopeAt(kind, published),
      },
    ];
  });
  if (!targets.some(({ isFitted }) => isFitted) && problems.length === 0)
    problems.push({
      path: ['targets'],
      message: 'no target makes the likelihood; mark one or more with calibration: true',
      severity: 'error',
    });
  return { targets, problems };
}

function overOf({ strategies }: Scenario, { over }: RawTarget): LikelihoodTarget['over'] {
  if (over === undefined) return undefined;
  return Object.hasOwn(strategies, over) ? { strategy: over } : { subgroup: over };
}

/** How much the scale changes for one unit of the figure. */
export function slopeAt(kind: TargetKind, published: number): number {
  return isPositive(kind) ? 1 / published : 1 / (published * (1 - published) || 1);
}

/** The standard error of a target by itself, on its scale; NaN where nothing tells it. */
function errorOf({ interval, events, of }: RawTarget, kind: TargetKind, published: number): number {
  if (interval) {
    const [lower, upper] = interval.map((end) => toScale({ kind }, end)) as [number, number];
    const error = (upper - lower) / (2 * Z_95);
    if (Number.isFinite(error)) return error;
  }
  if (events === undefined || of === undefined || isPositive(kind)) return NaN;
  const share = offEnds(published, of);
  return 1 / Math.sqrt(of * share * (1 - share));
}

/** Variance of the rounding of a printed figure, on its scale. */
export function roundingOf({ raw, kind, published }: LikelihoodTarget): number {
  if (raw.events !== undefined || raw['at-risk'] !== undefined) return 0;
  // 0.6 is 60%: a share has two decimals at least
  const decimals = Math.max(isPositive(kind) ? 0 : 2, String(published).split('.')[1]?.length ?? 0);
  return (10 ** (-2 * decimals) / 12) * slopeAt(kind, published) ** 2;
}
