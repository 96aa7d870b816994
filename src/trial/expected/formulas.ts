import { lachinFoulkesPatients, lachinFoulkesPower } from '../../formulas/lachin-foulkes.ts';
import { driftOfRootEvent, eventsForPower } from '../../formulas/log-rank-events.ts';
import { hazardAt, risingTimes } from '../../formulas/piecewise-hazard.ts';
import type { TwoArms } from '../../formulas/two-arms.ts';
import { sum } from '../../math/sum.ts';
import { crossingProbabilities } from '../../sequential/crossing.ts';
import { driftForPower } from '../../sequential/operating-characteristics.ts';
import type { TrialDesign } from '../design.ts';

/** The result of a textbook formula for a design. */
export interface FormulaAnswer {
  name: 'Schoenfeld' | 'Freedman' | 'Lachin-Foulkes';
  /** power at the design's size; for a two-sided test, in either direction */
  power: number;
  /** events and patients for the target power, not rounded; null without a target, or if no number suffices */
  events: number | null;
  patients: number | null;
}

/** The hazard ratio, if it is the same in all strata at all times; else null. */
export function proportionalRatio(strata: readonly TwoArms[]): number | null {
  const ratios = strata.flatMap(({ control, treatment }) =>
    risingTimes(control.hazard.starts, treatment.hazard.starts)
      .map((t) => [hazardAt(control.hazard, t), hazardAt(treatment.hazard, t)] as const)
      .filter(([c, t]) => c > 0 || t > 0)
      .map(([c, t]) => t / c),
  );
  const [first = Number.NaN] = ratios;
  const isOne = ratios.every((ratio) => Math.abs(ratio - first) <= 1e-9 * first);
  return first > 0 && first < Infinity && isOne ? first : null;
}

/**
 * Results of the formulas that assume proportional hazards. Empty if hazards are not proportional, or for tests other
 * than the log-rank and Cox.
 *
 * @param events expected at each look
 * @param times calendar times of the looks
 */
export function formulaAnswers(
  design: TrialDesign,
  strata: readonly TwoArms[],
  { events, times }: { events: readonly number[]; times: readonly number[] },
  target?: number,
): FormulaAnswer[] {
  const hazardRatio = proportionalRatio(strata);
  if (hazardRatio === null) return [];
  const answers = answersAt(design, hazardRatio, events, target);
  const [only, more] = strata;
  if (answers.length === 0 || times.length > 1 || more || !only) return answers;
  const { alpha, sides } = design;
  const [t] = times as [number];
  const options = { alpha, sides, margin: marginOf(design) };
  const size =
    target === undefined || !isBetter(design, hazardRatio)
      ? null
      : lachinFoulkesPatients(only, t, { ...options, power: target });
  const lachinFoulkes: FormulaAnswer = {
    name: 'Lachin-Foulkes',
    power: lachinFoulkesPower(only, t, options),
    events: size?.events.total ?? null,
    patients: size?.patients ?? null,
  };
  return [...answers, lachinFoulkes];
}

/** Results of the formulas that need only the numbers of events and a hazard ratio; the arms may be strategies. */
export function answersAt(
  design: TrialDesign,
  hazardRatio: number,
  events: readonly number[],
  target?: number,
): FormulaAnswer[] {
  const { test, boundaries, sides, patients, allocation } = design;
  if (test.kind !== 'log-rank' && test.kind !== 'cox') return [];
  const margin = marginOf(design);
  const share = allocation[1]! / sum(allocation);
  const bounds = { ...boundaries, sides };
  const last = events[events.length - 1]!;
  const names = margin === 1 ? (['Schoenfeld', 'Freedman'] as const) : (['Schoenfeld'] as const);
  return names.map((name): FormulaAnswer => {
    const effect = { hazardRatio, margin, share };
    const formula = name.toLowerCase();
    const each = driftOfRootEvent(effect, formula);
    const { efficacy, opposite } = crossingProbabilities(
      bounds,
      events.map((d) => each * Math.sqrt(d)),
    );
    const needed =
      target === undefined || !isBetter(design, hazardRatio)
        ? null
        : eventsForPower(effect, { drift: driftForPower(bounds, target), sides }, formula);
    // patients: the design's ratio of patients to events
    return {
      name,
      power: sum(efficacy) + sum(opposite),
      events: needed,
      patients: needed === null ? null : (needed * patients) / last,
    };
  });
}

function marginOf({ test }: TrialDesign): number {
  return test.kind === 'cox' ? test.margin : 1;
}

function isBetter(design: TrialDesign, ratio: number): boolean {
  return design.sides === 2 ? ratio !== marginOf(design) : ratio < marginOf(design);
}
