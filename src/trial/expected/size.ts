import type { TrialDesign } from '../design.ts';
import { closedFormOf } from './index.ts';

/**
 * The smallest size at which the closed form has the target power. It is the start of a search by simulation, and a
 * comparison for it.
 *
 * @param designAt the design at a size; null if it is not possible, such as looks at 0 events
 * @param step sizes are multiples of this
 * @param most the largest size to try
 * @returns null if there is no closed form; Infinity if no size has the power
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
    // a trial of a few patients may have no closed form
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
