import { Z_95 } from '../math/normal.ts';
import type { TrialDesign } from './design.ts';
import type { OperatingCharacteristics, Simulated } from './operating-characteristics.ts';
import { type PowerLine, type PowerPoint, powerLine } from './power-line.ts';
import { isClaim } from './replicate/conduct.ts';
import { checkTargetMcse, type SimulateTrialOptions, simulateReplicates, simulateTrial } from './simulate.ts';
import { summarise } from './summarise.ts';

export interface FindSizeOptions extends Omit<SimulateTrialOptions, 'truth'> {
  /** the trial at a size; sizes share the arms, and differ in patients, accrual, looks */
  designAt(size: number): TrialDesign;
  /** the power wanted */
  target: number;
  /** where to begin: the closed form's answer, or a guess */
  start: number;
  /** sizes are multiples of it: a block of the allocation */
  step: number;
  /** the largest that is looked at */
  most: number;
}

export interface FoundSize {
  /** the smallest size with the power wanted, as the fitted curve has it */
  size: number;
  /** 95% Monte Carlo interval of the size */
  lower: number;
  upper: number;
  /** the trial of that size, as simulateTrial has it with the same seed */
  simulated: OperatingCharacteristics;
  /** simulated at sizes around it, by nested trials: the smaller have the first patients of the larger */
  curve: { size: number; power: Simulated }[];
  /** behind each point of the curve */
  replicates: number;
}

/** No size that is looked at has the power wanted. */
export class NoSizeError extends Error {
  override name = 'NoSizeError';
}

/** Replicates of the first looks around; more for a power so near 1 that few of them would miss it. */
const SCOUTS = 500;
/** So many of the trials at a size must succeed, and as many fail, for a power to be told from others. */
const LEAST_OF_EITHER = 10;
/** Powers that are searched for: below, small trials have no smooth power; above, none could be told from 1. */
const SEARCHED = { least: 0.1, most: 0.999 };
/** Times that sizes of another magnitude are tried. */
const MOST_ROUNDS = 20;
/** Sizes of the curve, as shares of the size found. */
const SHARES = [0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3];
/** Sizes of the first look, as shares of the start; extended upwards or downwards until the target lies between. */
const FIRST = [0.5, 0.7, 1, 1.4, 2];

/**
 * Whether a power is one that is searched for by simulation.
 *
 * @param error one-sided, that the design spends
 * @throws RangeError with the powers that are
 */
export function checkSearched(target: number, error: number, replicates: number): void {
  const least = Math.max(SEARCHED.least, Number((2 * error).toPrecision(3)));
  if (!(target >= least && target <= SEARCHED.most))
    throw new RangeError(
      `a power of ${target} is outside the range that is searched; must be from ${least} to ${SEARCHED.most}`,
    );
  const needed = Math.ceil(LEAST_OF_EITHER / (1 - target) - 1e-6);
  if (replicates < needed)
    throw new RangeError(
      `a power of ${target} cannot be told from others by ${replicates} trials at a size; must be simulated by ${needed} or more (--replicates)`,
    );
}

/**
 * The smallest trial with the power wanted, by simulation.
 *
 * A few replicates at sizes far apart find where to look, more replicates near it find the size: on the probit scale
 * power is nearly a straight line in the root of the size, and a line fitted there by weighted least squares tells where
 * it reaches the target. All sizes share their patients, so that the curve is smooth in the size. There are as many
 * replicates as make the power at that size as precise as is asked for.
 *
 * @throws NoSizeError where no size up to the largest has the power; RangeError where a design cannot be simulated, or the
 *   power is none that is searched for: see `checkSearched`
 */
export async function findSize(options: FindSizeOptions): Promise<FoundSize> {
  const search = searchOf(options);
  checkSearched(options.target, 0, search.replicates);
  const { replicates, powers, alone, allowed } = search;
  const { target, step } = options;
  const centre = await scouted(search, options);
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
  // of a few patients the curve is no line
  while (isShort(simulated.rejected, target) && size < largest) simulated = await alone((size += step));
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

/** What a search simulates with. */
interface Search {
  /** of the curve, and of the trial in the end */
  replicates: number;
  /** powers at some sizes or those allowed nearest to them, increasing, by nested trials */
  powers(sizes: readonly number[], replicates: number): Promise<PowerPoint[]>;
  /** a trial by itself */
  alone(size: number): Promise<OperatingCharacteristics>;
  /** the size nearest to one that is allowed */
  allowed(size: number): number;
}

/** Replicates that make a power as precise as is asked for, and no fewer than are asked for. */
export function replicatesFor(target: number, least: number, targetMcse: number | undefined): number {
  const forMcse = targetMcse === undefined ? 0 : (target * (1 - target)) / (targetMcse * targetMcse);
  return Math.max(least, Math.ceil(1.02 * forMcse));
}

/** @throws RangeError unless the precision is above 0 */
function searchOf(options: FindSizeOptions): Search {
  const { target, targetMcse, step, most, onProgress } = options;
  checkTargetMcse(targetMcse);
  const replicates = replicatesFor(target, options.replicates, targetMcse);
  const allowed = (size: number) =>
    Math.min(Math.max(step, Math.round(size / step) * step), most - (most % step));
  const planned = 2 * (replicates + SCOUTS);
  let done = 0;
  const common = {
    ...options,
    truth: 'alternative' as const,
    onProgress: (some: number) => onProgress?.(Math.min(done + some, planned), planned),
  };
  return {
    replicates,
    allowed,
    async powers(wanted, count) {
      const sizes = [...new Set(wanted.map(allowed))].sort((a, b) => a - b);
      const designs = sizes.map((size) => options.designAt(size));
      const records = await simulateReplicates(designs, { ...common, replicates: count });
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
 * About where the power is reached; undefined where the smallest trial that is allowed has it.
 *
 * @throws NoSizeError
 */
async function scouted(
  { powers, replicates, allowed }: Search,
  { start, step, most, target }: FindSizeOptions,
): Promise<number | undefined> {
  const powersAround = (centre: number, shares: readonly number[], count: number) =>
    powers(
      shares.map((share) => share * centre),
      Math.min(count, replicates),
    );
  const scouts = Math.max(SCOUTS, Math.ceil(LEAST_OF_EITHER / (1 - target)));
  let centre = start;
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const points = await powersAround(centre, FIRST, scouts);
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
        `with size ${last.size} the power is ${last.power.value.toFixed(3)}, and ${most} is the largest that is searched: no size was found for ${target}`,
      );
    centre = isReached ? centre / 3 : Math.min(centre * 3, most / 2);
  }
  throw new NoSizeError(`no size was found whose power is ${target}`);
}

const pointsOf = (points: readonly PowerPoint[]): FoundSize['curve'] =>
  points.map(({ size, power }) => ({ size, power }));

/** Below the target by more than luck. */
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
