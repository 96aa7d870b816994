import type { Executor } from '../../run/executor.ts';
import { simulateTrial } from '../simulate.ts';
import type { Outline } from './cells.ts';

/** A mean of so many trials knows a fraction to a few thousandths. */
const TRIALS = 500;
/** No Z is as large. */
const NEVER = 1e9;

/**
 * Information fractions of a design whose arms are strategies, for which there is no closed form: the mean numbers of
 * events at its looks over those at the last. Rounded to hundredths, as a protocol has them, and always of the same
 * trials, so that the boundaries belong to the design and not to the seed.
 */
export async function fractionsBySimulation(
  design: Outline,
  executor: Executor,
  signal?: AbortSignal,
): Promise<number[]> {
  const none = design.looks.map(() => -Infinity);
  const boundaries = {
    fractions: design.looks.map((_, k) => (k + 1) / design.looks.length),
    efficacy: design.looks.map(() => NEVER),
    futility: none,
    binding: false,
  };
  const { looks } = await simulateTrial(
    { ...design, boundaries },
    { seed: 'information fractions', replicates: TRIALS, executor, signal },
  );
  const last = looks[looks.length - 1]!.events.value;
  return looks.map(({ events }, k) =>
    k === looks.length - 1 ? 1 : Math.round((100 * events.value) / last) / 100,
  );
}
