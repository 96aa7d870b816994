import type { Uncertainty } from '../../uncertainty/items.ts';
import { type DrawExecutor, inlineDraws } from '../draws/executor.ts';
import type { DrawJob } from '../draws/job.ts';
import { uncertaintyFor } from '../draws/needed.ts';
import { momentsOf } from '../psa/summary.ts';
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
  /** here and now unless given; the same answer on any */
  executor?: DrawExecutor;
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
 * @throws RangeError where what would be known is drawn together with what would not; where an outer draw has a half without an
 *   inner draw that can be, an outcome is not reached, or patients are too many
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

/** Patients are told apart by 32 bits. */
const MOST_PATIENTS = 2 ** 32;

function mustBeTold({ outer, inner, job: { patients } }: TwoLevelOptions): void {
  if (!(outer * inner * patients <= MOST_PATIENTS))
    throw new RangeError(
      `${outer} x ${inner} draws of ${patients} patients are more than ${MOST_PATIENTS}, the most that can be told apart; choose fewer draws or patients`,
    );
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
