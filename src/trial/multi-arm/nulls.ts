import { withoutEffect } from '../truth.ts';
import type { MultiArmDesign } from './design.ts';

/** A truth under which some experimental arms have no effect. */
export interface ArmsNulls {
  name: string;
  /** indices of the comparisons whose null is true */
  nulls: number[];
  design: MultiArmDesign;
}

/** Of more arms than this, only those sets of true nulls are simulated that leave out one arm or all others. */
const MOST_ARMS = 4;

/**
 * Every configuration of arms without an effect, beside the others as the design has them: an arm without one has the law of control
 * and its own loss to follow-up.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { armsNulls, readTrial, resolveMultiArm } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/multi-arm.yaml', 'utf8'));
 * console.log(armsNulls(resolveMultiArm(trial!).design!)[0]!.name);
 * // no effect at all
 * ```
 */
export function armsNulls(design: MultiArmDesign): ArmsNulls[] {
  const { arms, names } = design;
  const count = names.length;
  const everything = 2 ** count - 1;
  const sets = Array.from({ length: everything }, (_, k) => everything - k).filter((set) => {
    const size = names.filter((_, i) => (set >> i) & 1).length;
    return count <= MOST_ARMS || size === count || size === count - 1 || size === 1;
  });
  return sets.map((set) => {
    const nulls = names.flatMap((_, i) => ((set >> i) & 1 ? [i] : []));
    return {
      name:
        set === everything ? 'no effect at all' : `no effect of ${nulls.map((i) => names[i]!).join(', ')}`,
      nulls,
      design: {
        ...design,
        arms: arms.map((arm, a) => (nulls.includes(a - 1) ? withoutEffect(arms[0]!, arm) : arm)),
      },
    };
  });
}
