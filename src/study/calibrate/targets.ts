import { type EvaluatedTarget, kindOfTarget, publishedFigure } from '../../estimates/targets.ts';
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
  kind: EvaluatedTarget['kind'];
  /** as published */
  published: number;
  /** part of the likelihood; else only predicted */
  isFitted: boolean;
  /** whose error goes with that of other targets; undefined: by itself */
  cohort: string | undefined;
  /** on the scale: of a target by itself; NaN within a cohort */
  error: number;
}

/** Survival and shares by their logit, times by their logarithm. */
export function toScale({ kind }: Pick<LikelihoodTarget, 'kind'>, value: number): number {
  return kind === 'median' ? ln(value) : ln(value / (1 - value));
}

export function fromScale({ kind }: Pick<LikelihoodTarget, 'kind'>, scaled: number): number {
  return kind === 'median' ? exp(scaled) : 1 / (1 + exp(-scaled));
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
    const [kind, published] = [kindOfTarget(raw), publishedFigure(raw)];
    if (raw.cohort !== undefined && !Object.hasOwn(cohorts, raw.cohort))
      return wrong(unknownName('cohort', raw.cohort, Object.keys(cohorts)), 'cohort');
    const ofStrategy = Object.keys(cohorts).filter((name) => (cohorts[name]!.strategy ?? first) === strategy);
    const cohort = raw.cohort ?? (ofStrategy.length === 1 ? ofStrategy[0] : undefined);
    if (cohort !== undefined && (cohorts[cohort]!.strategy ?? first) !== strategy)
      return wrong(`cohort ${cohort} is of another strategy than the target`, 'cohort');
    // of a strategy without a cohort the figures are predicted, where others have one
    const isFitted =
      (raw.calibration ?? false) && (cohort !== undefined || Object.keys(cohorts).length === 0);
    const error = cohort === undefined ? errorOf(raw, kind, published) : NaN;
    if (cohort === undefined && Number.isNaN(error))
      return isFitted
        ? wrong('nothing says how precise the figure is; give it a cohort, an interval, or events and of')
        : [];
    return [{ index, raw, strategy, kind, published, isFitted, cohort, error }];
  });
  if (!targets.some(({ isFitted }) => isFitted) && problems.length === 0)
    problems.push({
      path: ['targets'],
      message: 'no target makes the likelihood; mark one or more with calibration: true',
      severity: 'error',
    });
  return { targets, problems };
}

/** The standard error of a target by itself, on its scale; NaN where nothing tells it. */
function errorOf(
  { interval, events, of }: RawTarget,
  kind: LikelihoodTarget['kind'],
  published: number,
): number {
  if (interval) {
    const [lower, upper] = interval.map((end) => toScale({ kind }, end)) as [number, number];
    const error = (upper - lower) / (2 * Z_95);
    return Number.isFinite(error) ? error : NaN;
  }
  if (events === undefined || of === undefined || kind === 'median') return NaN;
  const share = offEnds(published, of);
  return 1 / Math.sqrt(of * share * (1 - share));
}
