import { Z_95 } from '../math/normal.ts';
import type { TrialDesign } from './design.ts';
import type { OperatingCharacteristics, Simulated } from './operating-characteristics.ts';
import { type PowerLine, type PowerPoint, powerLine } from './power-line.ts';
import { isClaim } from './replicate/conduct.ts';
import { checkTargetMcse, type SimulateTrialOptions, simulateReplicates, simulateTrial } from './simulate.ts';
import { summarise } from './summarise.ts';

export interface FindSizeOptions extends Omit<SimulateTrialOptions, 'truth'> {
  /** the trial at a size; all sizes share the arms and differ in patients, accrual and looks */
  designAt(size: number): TrialDesign;
  /** the target power */
  target: number;
  /** first size to try: the closed form's answer, or a guess */
  start: number;
  /** sizes are multiples of this: one block of the allocation */
  step: number;
  /** the largest size to try */
  most: number;
}

export interface FoundSize<T = OperatingCharacteristics> {
  /** the smallest size with the target power, by the fitted curve */
  size: number;
  /** 95% Monte Carlo interval of the size */
  lower: number;
  upper: number;
  /** the trial of that size, as `simulateTrial` returns it for the same seed */
  simulated: T;
  /**
   * simulated power at sizes around it; trials are nested: the smaller ones have the first patients of the larger
   * ones
   */
  curve: { size: number; power: Simulated }[];
  /** replicates of each point of the curve */
  replicates: number;
}

/** No size within the search range has the target power. */
export class NoSizeError extends Error {
  override name = 'NoSizeError';
}

/** Replicates per size in the first rounds; more if the target power is so near 1 that few trials fail. */
const SCOUT_REPLICATES = 500;
/** Minimum expected number of successes, and of failures, at a size, so that its power can be estimated. */
const LEAST_EXPECTED = 10;
/**
 * Target powers that can be searched for. Below, the power of small trials is not smooth in the size; above, it
 * cannot be distinguished from 1.
 */
const SEARCHED = { least: 0.1, most: 0.999 };
/** Rounds of the search for the right order of magnitude. */
const MOST_ROUNDS = 20;
/** Sizes of the curve, relative to the size found. */
const SHARES = [0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3];
/** Sizes of the first round, relative to the start; they move up or down until they include the target. */
const FIRST_SHARES = [0.5, 0.7, 1, 1.4, 2];

/**
 * Checks that a target power can be searched for by simulation.
 *
 * @param error one-sided type I error of the design
 * @throws RangeError with the powers that can
 */
export function checkSearched(target: number, error: number, replicates: number): void {
  const least = Math.max(SEARCHED.least, Number((2 * error).toPrecision(3)));
  if (!(target >= least && target <= SEARCHED.most))
    throw new RangeError(`power is ${target}, must be from ${least} to ${SEARCHED.most} to be searched for`);
  const needed = Math.ceil(LEAST_EXPECTED / (1 - target) - 1e-6);
  if (replicates < needed)
    throw new RangeError(
      `${replicates} trials per size are too few to search for a power of ${target}; must be ${needed} or more (--replicates)`,
    );
}

/**
 * The smallest trial with the target power, by simulation.
 *
 * A few replicates at widely spaced sizes find the region. More replicates near it find the size: on the probit
 * scale, power is nearly a straight line in the square root of the size; a weighted least-squares line gives the size
 * at the target. All sizes share patients, so the curve is smooth in the size. The number of replicates gives the
 * power at that size the requested precision.
 *
 * @throws NoSizeError if no size up to the largest has the power
 * @throws RangeError if a design cannot be simulated, or the power cannot be searched for: see `checkSearched`
 *
 * @example
 * ```ts
 * import { findSize, inlineExecutor, readTrial, resolveTrial } from 'sojourn';
 *
 * const { trial } = readTrial(`
 * trial: A small trial
 * unit: month
 * arms: { control: { median: 12 }, treatment: { hazard-ratio: 0.6 } }
 * endpoint: OS
 * patients: 200
 * accrual: { duration: 12, entry: uniform }
 * allocation: 1:1
 * test: log-rank
 * alpha: 0.025
 * sided: one
 * analyses: [{ time: 30 }]
 * `);
 * const designAt = (patients: number) => resolveTrial({ ...trial!, patients }).design!;
 * const { size, lower, upper } = await findSize({
 *   designAt,
 *   target: 0.8,
 *   start: 200,
 *   step: 2,
 *   most: 2000,
 *   seed: '1',
 *   replicates: 500,
 *   executor: inlineExecutor(),
 * });
 * console.log(size, lower, upper);
 * // 188 176 202
 * ```
 */
export async function findSize(options: FindSizeOptions): Promise<FoundSize> {
  const search = searchOf(options);
  checkSearched(options.target, 0, search.replicates);
  return searchSize(search, options);
}

/**
 * The search of `findSize`, whatever is simulated.
 *
 * @throws NoSizeError
 */
export async function searchSize<T>(
  search: SizeSearch<T>,
  options: Pick<FindSizeOptions, 'start' | 'step' | 'most' | 'target'>,
): Promise<FoundSize<T>> {
  const { replicates, powers, alone, allowed, powerOf } = search;
  const { target, step } = options;
  const centre = await scoutSize(search, options);
  if (centre === undefined) {
    const curve = pointsOf(await powers([step, 2 * step], replicates));
    return { size: step, lower: step, upper: step, simulated: await alone(step), curve, replicates };
  }
  const curve = await powers(
    SHARES.map((share) => share * centre),
    replicates,
  );
  const line = risingLine(curve);
  const root = line.rootAt(target);
  const upwards = (end: number) => Math.ceil((end * end) / step - 1e-9) * step;
  const largest = allowed(Infinity);
  let size = Math.min(largest, Math.max(step, upwards(root)));
  let simulated = await alone(size);
  // with few patients the power is not linear
  while (isShort(powerOf(simulated), target) && size < largest) simulated = await alone((size += step));
  const reach = Z_95 * line.errorAt(target, replicates);
  return {
    size,
    lower: Math.max(step, Math.min(size, upwards(Math.max(0, root - reach)))),
    upper: Math.max(size, upwards(root + reach)),
    simulated,
    curve: pointsOf(curve),
    replicates,
  };
}

/** The simulations that a search uses. */
export interface SizeSearch<T> {
  /** for the curve, and for the final trial */
  replicates: number;
  /** powers at the given sizes, each moved to the nearest allowed size; sizes increase, trials are nested */
  powers(sizes: readonly number[], replicates: number): Promise<PowerPoint[]>;
  /** the operating characteristics at one size */
  alone(size: number): Promise<T>;
  powerOf(simulated: T): Simulated;
  /** the allowed size nearest to a size */
  allowed(size: number): number;
}

/** The number of replicates that gives the target precision, at least `least`. */
export function replicatesFor(target: number, least: number, targetMcse: number | undefined): number {
  const forMcse = targetMcse === undefined ? 0 : (target * (1 - target)) / (targetMcse * targetMcse);
  return Math.max(least, Math.ceil(1.02 * forMcse));
}

/** Sizes are multiples of the step, up to the largest: the one nearest to a size. */
export function sizesAllowed({ step, most }: Pick<FindSizeOptions, 'step' | 'most'>) {
  return (size: number): number =>
    Math.min(Math.max(step, Math.round(size / step) * step), most - (most % step));
}

/** Replicates that a search takes at least, for its progress. */
export const plannedReplicates = (replicates: number): number => 2 * (replicates + SCOUT_REPLICATES);

/** @throws RangeError unless the precision is above 0 */
function searchOf(options: FindSizeOptions): SizeSearch<OperatingCharacteristics> {
  const { target, targetMcse, onProgress } = options;
  checkTargetMcse(targetMcse);
  const replicates = replicatesFor(target, options.replicates, targetMcse);
  const allowed = sizesAllowed(options);
  const planned = plannedReplicates(replicates);
  let done = 0;
  const common = {
    ...options,
    truth: 'alternative' as const,
    onProgress: (some: number) => onProgress?.(Math.min(done + some, planned), planned),
  };
  return {
    replicates,
    allowed,
    powerOf: ({ rejected }) => rejected,
    async powers(requested, count) {
      const sizes = [...new Set(requested.map(allowed))].sort((a, b) => a - b);
      const designs = sizes.map((size) => options.designAt(size));
      const records = await simulateReplicates(designs, { ...common, replicates: count, estimate: false });
      done += count;
      return records.map((record, i) => ({
        size: sizes[i]!,
        power: summarise(designs[i]!, record, 'alternative').rejected,
        isClaimed: (r) => isClaim(record.decision[r]!),
      }));
    },
    async alone(size) {
      const simulated = await simulateTrial(options.designAt(size), { ...common, replicates });
      done += replicates;
      return simulated;
    },
  };
}

/**
 * An approximate size with the target power; undefined if the smallest allowed trial has it.
 *
 * @throws NoSizeError
 */
async function scoutSize(
  { powers, replicates, allowed }: Pick<SizeSearch<unknown>, 'powers' | 'replicates' | 'allowed'>,
  { start, step, most, target }: Pick<FindSizeOptions, 'start' | 'step' | 'most' | 'target'>,
): Promise<number | undefined> {
  const powersAround = (centre: number, shares: readonly number[], count: number) =>
    powers(
      shares.map((share) => share * centre),
      Math.min(count, replicates),
    );
  const scouts = Math.max(SCOUT_REPLICATES, Math.ceil(LEAST_EXPECTED / (1 - target)));
  let centre = start;
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const points = await powersAround(centre, FIRST_SHARES, scouts);
    const [first, last] = [points[0]!, points.at(-1)!];
    const isReached = last.power.value >= target;
    const isBelow = first.power.value < target;
    if (!isBelow && first.size === step) return undefined;
    if (isReached && isBelow) {
      const near = await powersAround(sizeOn(points, target, step), SHARES, 2 * scouts);
      return sizeOn(near, target, step);
    }
    if (!isReached && last.size >= allowed(most))
      throw new NoSizeError(
        `with size ${last.size} the power is ${last.power.value.toFixed(3)}, and ${most} is the largest size searched: no size was found for ${target}`,
      );
    centre = isReached ? centre / 3 : Math.min(centre * 3, most / 2);
  }
  throw new NoSizeError(`no size was found whose power is ${target}`);
}

const pointsOf = (points: readonly PowerPoint[]): FoundSize['curve'] =>
  points.map(({ size, power }) => ({ size, power }));

/** Whether the power is below the target by more than Monte Carlo error. */
const isShort = ({ value, mcse }: Simulated, target: number) => value < target - 4 * mcse;

function risingLine(points: readonly PowerPoint[]): PowerLine {
  const line = powerLine(points);
  if (!(line.slope > 0))
    throw new NoSizeError('the power does not rise with the size: more patients do not help');
  return line;
}

function sizeOn(points: readonly PowerPoint[], target: number, step: number): number {
  const root = Math.max(Math.sqrt(step), risingLine(points).rootAt(target));
  return root * root;
}
