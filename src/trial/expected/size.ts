import type { TrialDesign } from '../design.ts';
import { closedFormOf } from './index.ts';

/**
 * The smallest size at which the closed form has a power, as a start and a comparison for the simulated one.
 *
 * @param designAt the design at a size; null where it is none, such as looks at no event
 * @param step sizes are multiples of it
 * @param most the largest that is looked at
 * @returns null where there is no closed form; Infinity where no size has the power
 */
export function closedFormSize(
  designAt: (size: number) => TrialDesign | null,
  target: number,
  { step, most }: { step: number; most: number },
): number | null {
  const powerAt = (steps: number): number | null => {
    const design = designAt(steps * step);
    return design && (closedFormOf(design).closedForm?.power ?? null);
  };
  const largest = Math.floor(most / step);
  let high = 1;
  for (;;) {
    const power = powerAt(high);
    // of few patients there may be none
    if (power === null && high * step > 1000) return null;
    if (power !== null && power >= target) break;
    if (high === largest) return power === null ? null : Infinity;
    high = Math.min(largest, 2 * high);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const power = powerAt(middle);
    if (power !== null && power >= target) high = middle;
    else low = middle;
  }
  return high * step;
}
