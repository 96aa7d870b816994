import type { Executor } from '../../run/executor.ts';
import { simulateTrial } from '../simulate.ts';
import type { Outline } from './cells.ts';

/** The mean of 500 trials gives a fraction to a few thousandths. */
const TRIALS = 500;
/** A boundary that no Z reaches. */
const UNREACHABLE_Z = 1e9;

/**
 * Information fractions of a design whose arms are strategies, which have no closed form: mean events at each look
 * over those at the last. They are rounded to hundredths, as in a protocol. The seed is fixed, so that the boundaries
 * depend on the design alone.
 */
export async function fractionsBySimulation(
  design: Outline,
  executor: Executor,
  signal?: AbortSignal,
): Promise<number[]> {
  const none = design.looks.map(() => -Infinity);
  const boundaries = {
    fractions: design.looks.map((_, k) => (k + 1) / design.looks.length),
    efficacy: design.looks.map(() => UNREACHABLE_Z),
    futility: none,
    binding: false,
  };
  const { looks } = await simulateTrial(
    // as planned: rules would need the boundaries
    { ...design, boundaries, adaptation: undefined },
    { seed: 'information fractions', replicates: TRIALS, executor, signal },
  );
  const last = looks[looks.length - 1]!.events.value;
  return looks.map(({ events }, k) =>
    k === looks.length - 1 ? 1 : Math.round((100 * events.value) / last) / 100,
  );
}
