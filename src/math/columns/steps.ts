import { exp, pow } from '../elementary.ts';
import { mixing } from '../mixing.ts';

/**
 * One step of a function that is computed for a whole column at once. `positive` replaces numbers that are not above
 * 0 by 0. `mixed` and `unmixed` are the two directions of `mixing`; the cured fraction is at least `TINY_CURE`.
 */
export type Step =
  | { does: 'divide' | 'times' | 'plus' | 'at-most' | 'power'; by: number }
  | { does: 'positive' | 'exp' }
  | { does: 'mixed' | 'unmixed'; cure: number };

/** Applies the steps to one number: the scalar twin of the loops over columns. */
export function stepped(steps: readonly Step[], x: number): number {
  return steps.reduce((value, step) => afterStep(step, value), x);
}

function afterStep(step: Step, x: number): number {
  switch (step.does) {
    case 'divide':
      return x / step.by;
    case 'times':
      return x * step.by;
    case 'plus':
      return x + step.by;
    case 'at-most':
      return Math.min(x, step.by);
    case 'power':
      return pow(x, step.by);
    case 'positive':
      return x > 0 ? x : 0;
    case 'exp':
      return exp(x);
    case 'mixed':
      return mixing(step.cure).hazard(x);
    case 'unmixed':
      return mixing(step.cure).inverse(x);
  }
}
