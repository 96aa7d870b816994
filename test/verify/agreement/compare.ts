import { normalSurvival } from '../../../src/math/normal.ts';
import type { NamedFigure } from './figures.ts';

/** One strategy by two generators. */
export interface Comparison {
  scenario: string;
  strategy: string;
  /** compared */
  figures: number;
  worst: { figure: string; z: number };
  /** how many have |z| > 3, and how many would in the mean if each z were normal */
  beyond: number;
  expected: number;
}

/** Two sets of figures of the same strategy, one beside the other. */
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
 * Figures without an error are exact and must be equal: infinitely far apart if they are not. One that either side
 * does not have, as a median that is reached by one of them just before the horizon, is not compared: survival there
 * is.
 */
export function deviation(one: NamedFigure, other: NamedFigure): number | undefined {
  const numbers = [one.value, other.value, one.mcse, other.mcse];
  if (numbers.some((number) => number === null || Number.isNaN(number))) return undefined;
  const difference = one.value! - other.value!;
  if (difference === 0) return 0;
  return difference / Math.hypot(one.mcse!, other.mcse!);
}
