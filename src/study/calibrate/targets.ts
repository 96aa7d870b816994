import { kindOfTarget, publishedFigure, type TargetKind, titleOfTarget } from '../../estimates/targets.ts';
import { unknownName } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import { arcsineRoot, squaredSine } from '../../math/arcsine.ts';
import { exp, ln } from '../../math/elementary.ts';
import { Z_95 } from '../../math/normal.ts';
import type { RawTarget, Scenario } from '../../scenario/schema/index.ts';
import { strategyOf } from '../../scenario/targets.ts';

/** A published figure on the scale on which its error is nearly normal. */
export interface LikelihoodTarget {
  /** index among the targets of the scenario */
  index: number;
  raw: RawTarget;
  /** its name, or its figure in words; with its cohort, where two cohorts have the same figure */
  title: string;
  strategy: string;
  /** reference of a hazard ratio: another strategy or another subgroup */
  over: { strategy?: string; subgroup?: string } | undefined;
  kind: TargetKind;
  /** published value; for counts, the share */
  published: number;
  /** whether it is part of the likelihood; otherwise it is only predicted */
  isFitted: boolean;
  /** the cohort that correlates its error with other targets; undefined without a cohort */
  cohort: string | undefined;
  /** standard error on the scale of a target without a cohort; NaN within a cohort */
  error: number;
  counts: { events: number; of: number } | undefined;
  /** share of its information that is used; by default 1 */
  weight: number;
  /** standard deviation of the model discrepancy, on the scale */
  discrepancy: number;
}

/**
 * The scale of a target: arcsine of the root for survival and shares, logarithm for times and ratios. Covariances of shares hardly
 * change with the parameters on this scale, and many points of one curve have nearly the likelihood of their patients, which they
 * do not have on the scale of the logit.
 */
export function toScale({ kind }: Pick<LikelihoodTarget, 'kind'>, value: number): number {
  return isPositive(kind) ? ln(value) : arcsineRoot(value);
}

export function fromScale({ kind }: Pick<LikelihoodTarget, 'kind'>, scaled: number): number {
  return isPositive(kind) ? exp(scaled) : squaredSine(scaled);
}

/** Whether the figure is a time or a ratio, not a share. */
export function isPositive(kind: TargetKind): boolean {
  return kind === 'median' || kind === 'hazard-ratio';
}

/**
 * The targets of a calibration: those marked `calibration` make up the likelihood, the others are predicted.
 *
 * @returns the targets, and problems: targets without a cohort or an error, unknown cohorts
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
    // if other strategies have a cohort, the targets of a strategy without one are only predicted
    const isFitted =
      (raw.calibration ?? false) && (cohort !== undefined || Object.keys(cohorts).length === 0);
    const counts =
      cohort === undefined && kind === 'proportion' && raw.events !== undefined && raw.of !== undefined
        ? { events: raw.events, of: raw.of }
        : undefined;
    const error = cohort === undefined ? errorOf(raw, kind) : NaN;
    if (cohort === undefined && Number.isNaN(error))
      return isFitted
        ? wrong('nothing says how precise the figure is; give it a cohort, an interval, or events and of')
        : [];
    return [
      {
        ...{
          index,
          raw,
          title: titleOfTarget(raw),
          strategy,
          over,
          kind,
          published,
          isFitted,
          cohort,
          error,
          counts,
        },
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
  const isTwice = ({ title, strategy }: LikelihoodTarget) =>
    targets.filter((other) => other.title === title && other.strategy === strategy).length > 1;
  return {
    targets: targets.map((target) =>
      target.cohort !== undefined && isTwice(target)
        ? { ...target, title: `${target.title} (${target.cohort})` }
        : target,
    ),
    problems,
  };
}

function overOf({ strategies }: Scenario, { over }: RawTarget): LikelihoodTarget['over'] {
  if (over === undefined) return undefined;
  return Object.hasOwn(strategies, over) ? { strategy: over } : { subgroup: over };
}

/** Derivative of the scale by the figure. */
export function slopeAt(kind: TargetKind, published: number): number {
  return isPositive(kind) ? 1 / published : 1 / (2 * Math.sqrt(published * (1 - published)) || 1);
}

/** The standard error of a target without a cohort, on its scale; NaN if its evidence gives none. */
function errorOf({ interval, events, of }: RawTarget, kind: TargetKind): number {
  if (interval) {
    const [lower, upper] = interval.map((end) => toScale({ kind }, end)) as [number, number];
    const error = (upper - lower) / (2 * Z_95);
    if (Number.isFinite(error)) return error;
  }
  if (events === undefined || of === undefined || isPositive(kind)) return NaN;
  return 1 / (2 * Math.sqrt(of));
}

/** Variance of the rounding of a printed figure, on its scale. */
export function roundingOf({ raw, kind, published }: LikelihoodTarget): number {
  if (raw.events !== undefined || raw['at-risk'] !== undefined) return 0;
  // 0.6 is read as 60%: a share has at least two decimals
  const decimals = Math.max(isPositive(kind) ? 0 : 2, String(published).split('.')[1]?.length ?? 0);
  return (10 ** (-2 * decimals) / 12) * slopeAt(kind, published) ** 2;
}
