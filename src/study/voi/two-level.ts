import type { Uncertainty } from '../../uncertainty/items.ts';
import { type DrawExecutor, inlineDraws } from '../draws/executor.ts';
import type { DrawJob } from '../draws/job.ts';
import { uncertaintyFor } from '../draws/needed.ts';
import { momentsOf } from '../psa/summary.ts';
import { withReference } from './evppi.ts';

/** EVPPI by nested draws. */
export interface TwoLevel {
  /** with the bias of the inner means removed */
  value: number;
  /** Monte Carlo standard error over the outer draws */
  mcse: number;
  /** with the bias: the maximum of means with errors is too high */
  uncorrected: number;
}

export interface TwoLevelOptions {
  job: DrawJob;
  /** by name */
  outcome: string;
  /** names of the numbers that would be known */
  numbers: readonly string[];
  /** number of outer draws, of these numbers */
  outer: number;
  /** number of inner draws, of the other numbers, for each outer draw; even */
  inner: number;
  /** the calling thread unless given; the answer is the same on any */
  executor?: DrawExecutor;
  /** called after each outer draw */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/**
 * The EVPPI without a regression: for each outer draw of the numbers, many inner draws of the others determine which strategy
 * is best on average. The work is outer times inner draws. It checks the regression.
 *
 * Draws and patients differ from those of a probabilistic analysis with the same seed. Draws with an impossible combination of
 * values are left out.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, twoLevelEvppi } from 'sojourn';
 *
 * const { scenario } = checkScenario(readFileSync('scenarios/adjuvant.yaml', 'utf8'), { compileOnly: () => [] });
 * const job = {
 *   scenario: scenario!,
 *   strategies: ['observation', 'adjuvant'],
 *   seed: '1',
 *   patients: 400,
 *   questions: { endpoints: ['OS'], at: [], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 * };
 * const asked = { outcome: 'OS RMST(60)', numbers: ['relapse-ratio', 'toxic-death'], outer: 20, inner: 10 };
 * const { value, mcse } = await twoLevelEvppi({ job, ...asked });
 * console.log(value > 0, mcse < 0.2);
 * // true true
 * ```
 *
 * @throws RangeError if known and unknown numbers are drawn jointly, if an outer draw has a half without a possible
 *   inner draw, if an outcome is not reached, or if there are too many patients
 */
export async function twoLevelEvppi(options: TwoLevelOptions): Promise<TwoLevel> {
  const { outcome, numbers, outer, inner, onProgress, signal, executor = inlineDraws() } = options;
  const { strategies } = options.job;
  mustBeTold(options);
  const job = { ...options.job, seed: JSON.stringify(['two-level', options.job.seed, ...numbers]) };
  mustBeApart(uncertaintyFor(job), numbers);
  const others = strategies.length - 1;
  const column = () => Array.from({ length: others }, () => new Float64Array(outer));
  const halves = [column(), column()] as const;
  const short: { draw: number; can: number }[] = [];
  const ranges = Array.from({ length: outer }, (_, first) => ({ first, count: 1 }));
  let done = 0;
  await executor.run(
    { kind: 'nested', job, outcome, numbers, inner },
    ranges,
    ({ first }, { sums, counts }) => {
      if (counts.some(([count]) => count === 0))
        short.push({ draw: first, can: counts[0][0]! + counts[1][0]! });
      halves.forEach((half, h) => {
        half.forEach((one, s) => {
          one[first] = sums[h]![s]! / counts[h]![0]!;
        });
      });
      onProgress?.(++done * inner, outer * inner);
    },
    signal,
  );
  const [least] = short.sort((one, other) => one.draw - other.draw);
  if (least)
    throw new RangeError(
      `${numbers.join(', ')}: of ${inner} draws of the rest ${least.can} can be together with outer draw ${least.draw}; ask for more inner draws`,
    );
  if (halves.flat().some((one) => one.some(Number.isNaN)))
    throw new RangeError(`${outcome} is not reached in some draws; choose another outcome`);
  return nestedValue(halves);
}

/** Patient numbers have 32 bits. */
const MOST_PATIENTS = 2 ** 32;

function mustBeTold({ outer, inner, job: { patients } }: TwoLevelOptions): void {
  if (!(outer * inner * patients <= MOST_PATIENTS))
    throw new RangeError(
      `${outer} x ${inner} draws of ${patients} patients are more than ${MOST_PATIENTS}, the most that can be told apart; choose fewer draws or patients`,
    );
}

/** The draws of the other numbers must not depend on the known ones. */
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
 * The EVPPI from means over inner draws, each the mean of two halves. The maximum of means with errors is too
 * high by a bias that is inversely proportional to their number of draws: twice as large in a half, so the halves give the bias.
 *
 * @param halves by strategy except the reference: the mean difference from the reference, by outer draw
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
