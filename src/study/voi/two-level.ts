import { OverrideError } from '../../scenario/overrides.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import type { Uncertainty } from '../../uncertainty/items.ts';
import type { DrawJob } from '../psa/index.ts';
import { uncertaintyFor } from '../psa/needed.ts';
import { momentsOf } from '../psa/summary.ts';
import { variantSimulator } from '../variants/simulate.ts';
import { withReference } from './evppi.ts';

/** EVPPI by draws within draws. */
export interface TwoLevel {
  /** the bias of the inner means taken out */
  value: number;
  /** Monte Carlo standard error over the outer draws */
  mcse: number;
  /** with the bias: the best of means with an error is too good */
  uncorrected: number;
}

export interface TwoLevelOptions {
  job: DrawJob;
  /** by name */
  outcome: string;
  /** names of what would be known */
  numbers: readonly string[];
  /** draws of what would be known */
  outer: number;
  /** draws of the rest for each of them; even */
  inner: number;
  /** told after each outer draw */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/**
 * What it is worth to know some numbers, without a regression: for each draw of these, many draws of the rest tell which strategy
 * is best on average. It takes outer times inner draws, and checks what the regression says.
 *
 * Draws and patients are other ones than those of a probabilistic analysis with the same seed. Draws whose numbers cannot be
 * together are left out.
 *
 * @throws RangeError where what would be known is drawn together with what would not; where an outer draw has fewer than two inner draws that can be, or an outcome is not reached
 */
export async function twoLevelEvppi(options: TwoLevelOptions): Promise<TwoLevel> {
  const { job, outcome, numbers, outer, inner, onProgress, signal } = options;
  const { scenario, strategies, patients } = job;
  const seed = JSON.stringify(['two-level', job.seed, ...numbers]);
  const uncertainty = uncertaintyFor(job);
  const draws = parameterDraws(scenario, uncertainty, seed);
  mustBeApart(uncertainty, numbers);
  const isKnown = uncertainty.drawn.map(({ name }) => numbers.includes(name));
  const simulator = variantSimulator({ ...job, seed });
  const k = simulator.outcomes.findIndex(({ name }) => name === outcome);
  const column = () => strategies.slice(1).map(() => new Float64Array(outer));
  const halves = [column(), column()] as const;
  for (let o = 0; o < outer; o++) {
    // other tasks run here, such as the handling of an abort
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const known = draws.valuesOf(o);
    const counts = [0, 0];
    for (let i = 0; i < inner; i++) {
      const draw = o * inner + i;
      const values = draws.valuesOf(draw).map((value, p) => (isKnown[p] ? known[p]! : value));
      try {
        const figures = simulator.figuresOf(draws.scenarioWith(values), draw * patients);
        const reference = figures[0]!.values[k]!;
        const half = i % 2;
        counts[half]!++;
        halves[half]!.forEach((one, s) => {
          one[o]! += figures[s + 1]!.values[k]! - reference;
        });
      } catch (error) {
        if (!(error instanceof OverrideError)) throw error;
      }
    }
    if (counts.includes(0))
      throw new RangeError(
        `${numbers.join(', ')}: of ${inner} draws of the rest ${counts[0]! + counts[1]!} can be together with outer draw ${o}; ask for more inner draws`,
      );
    halves.forEach((half, h) => {
      for (const one of half) one[o]! /= counts[h]!;
    });
    onProgress?.((o + 1) * inner, outer * inner);
  }
  if (halves.flat().some((one) => one.some(Number.isNaN)))
    throw new RangeError(`${outcome} is not reached in some draws; choose another outcome`);
  return nestedValue(halves);
}

/** The rest must not depend on what is known: its draws take no notice of that. */
function mustBeApart({ joints, orders }: Uncertainty, numbers: readonly string[]): void {
  for (const { names } of [...joints, ...orders]) {
    const known = names.filter((name) => numbers.includes(name));
    if (known.length > 0 && known.length < names.length)
      throw new RangeError(
        `${numbers.join(', ')}: ${names.join(', ')} are drawn together, so that draws within draws can know all of them or none; name all`,
      );
  }
}

/**
 * The value of knowing from means over inner draws, the mean of two halves of them. The best of means that have an error is too
 * good by what falls as 1 over the draws behind them: by twice as much in a half, so that the halves tell the bias.
 *
 * @param halves strategy by strategy but the reference, the mean difference from the reference by outer draw
 *
 * Source: Richardson's extrapolation; the antithetic halves after Giles & Goda (2019), Statistics and Computing 29:739.
 */
export function nestedValue(halves: readonly [readonly Float64Array[], readonly Float64Array[]]): TwoLevel {
  const [first, second] = halves.map(withReference) as [Float64Array[], Float64Array[]];
  const whole = first.map((one, s) => one.map((value, o) => (value + second[s]![o]!) / 2));
  const means = whole.map((one) => momentsOf(one).mean);
  const chosen = whole[means.indexOf(Math.max(...means))]!;
  const best = (columns: readonly Float64Array[], o: number) => Math.max(...columns.map((one) => one[o]!));
  const corrected = chosen.map((own, o) => 2 * best(whole, o) - (best(first, o) + best(second, o)) / 2 - own);
  const { mean, spread } = momentsOf(corrected);
  return {
    value: mean,
    mcse: Math.sqrt(spread / corrected.length),
    uncorrected: momentsOf(chosen.map((own, o) => best(whole, o) - own)).mean,
  };
}
