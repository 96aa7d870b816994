import { normalSurvival } from '../../../src/math/normal.ts';
import type { NamedFigure } from './figures.ts';

/** One strategy, simulated with two generators. */
export interface Comparison {
  scenario: string;
  strategy: string;
  /** number of figures compared */
  figures: number;
  worst: { figure: string; z: number };
  /** the number of |z| > 3, and its expectation if each z were standard normal */
  beyond: number;
  expected: number;
}

/** Compares two sets of figures of the same strategy. */
export function compareFigures(
  scenario: string,
  strategy: string,
  some: readonly NamedFigure[],
  others: readonly NamedFigure[],
): Comparison {
  const deviations = some.flatMap((one, i) => {
    const z = deviation(one, others[i]!);
    return z === undefined ? [] : [{ figure: one.name, z }];
  });
  return {
    scenario,
    strategy,
    figures: deviations.length,
    worst: deviations.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a), { figure: 'none', z: 0 }),
    beyond: deviations.filter(({ z }) => Math.abs(z) > 3).length,
    expected: deviations.length * 2 * normalSurvival(3),
  };
}

/**
 * The difference of two independent figures over its standard error.
 *
 * Figures without an error are exact and must be equal; if not, z is infinite. A figure that one side does not have is
 * not compared, such as a median that one of them reaches just before the horizon; survival there is compared.
 */
export function deviation(one: NamedFigure, other: NamedFigure): number | undefined {
  const numbers = [one.value, other.value, one.mcse, other.mcse];
  if (numbers.some((number) => number === null || Number.isNaN(number))) return undefined;
  const difference = one.value! - other.value!;
  if (difference === 0) return 0;
  return difference / Math.hypot(one.mcse!, other.mcse!);
}
