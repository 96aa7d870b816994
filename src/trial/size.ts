import { exp } from '../math/elementary.ts';
import { normalQuantile } from '../math/normal.ts';
import type { TrialDesign } from './design.ts';
import type { Simulated } from './operating-characteristics.ts';
import { type SimulateTrialOptions, simulateReplicates } from './simulate.ts';
import { summarise } from './summarise.ts';

export interface FindSizeOptions extends Omit<SimulateTrialOptions, 'truth' | 'targetMcse'> {
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
  /** simulated at that size */
  power: Simulated;
  /** simulated at sizes around it, by nested trials: the smaller have the first patients of the larger */
  curve: { size: number; power: Simulated }[];
  /** behind the curve and the power */
  replicates: number;
}

/** No size that is looked at has the power wanted. */
export class NoSizeError extends Error {
  override name = 'NoSizeError';
}

/** Replicates of the first looks around. */
const SCOUTS = 500;
/** Sizes of the curve, as shares of the size found. */
const SHARES = [0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3];
/** Sizes of the first look, as shares of the start; extended upwards or downwards until the target lies between. */
const FIRST = [0.5, 0.7, 1, 1.4, 2];
const NORMAL_975 = 1.959963984540054;

/**
 * The smallest trial with the power wanted, by simulation.
 *
 * A few replicates at sizes far apart find where to look, more replicates near it find the size: on the probit scale
 * power is nearly a straight line in the root of the size, and a line fitted there by weighted least squares tells where
 * it reaches the target. All sizes share their patients, so that the curve is smooth in the size.
 *
 * @throws NoSizeError where no size up to the largest has the power; RangeError where a design cannot be simulated
 */
export async function findSize(options: FindSizeOptions): Promise<FoundSize> {
  const { target, step, most, replicates, onProgress } = options;
  const rounded = (size: number) =>
    Math.min(Math.max(step, Math.round(size / step) * step), most - (most % step));
  const ascending = (sizes: readonly number[]) => [...new Set(sizes.map(rounded))].sort((a, b) => a - b);
  const planned = replicates + 2 * SCOUTS;
  let done = 0;
  const powers = async (sizes: readonly number[], count: number) => {
    const designs = sizes.map((size) => options.designAt(size)).reverse();
    const records = await simulateReplicates(designs, {
      ...options,
      truth: 'alternative',
      replicates: count,
      onProgress: (some) => onProgress?.(Math.min(done + some, planned), planned),
    });
    done += count;
    return records
      .map((record, i) => summarise(designs[i]!, record, 'alternative').rejected)
      .reverse()
      .map((power, i) => ({ size: sizes[i]!, power }));
  };

  let centre = options.start;
  for (let round = 0; ; round++) {
    const found = await powers(ascending(FIRST.map((share) => share * centre)), Math.min(SCOUTS, replicates));
    const [first, last] = [found[0]!, found.at(-1)!];
    const isReached = last.power.value >= target;
    const isBelow = first.power.value < target;
    if (!isBelow && first.size === step)
      return smallest(await powers(ascending([step, 2 * step]), replicates), replicates);
    if (isReached && isBelow) {
      centre = sizeAt(found, target, step);
      break;
    }
    if (!isReached && last.size >= rounded(most))
      throw new NoSizeError(
        `with ${last.size} patients the power is ${last.power.value.toFixed(3)}, and ${most} are the most that are looked at: no size was found for ${target}`,
      );
    if (round > 20) throw new NoSizeError(`no size was found whose power is ${target}`);
    centre = isReached ? centre / 3 : Math.min(centre * 3, most / 2);
  }
  const near = await powers(
    ascending(SHARES.map((share) => share * centre)),
    Math.min(2 * SCOUTS, replicates),
  );
  centre = sizeAt(near, target, step);
  const curve = await powers(ascending(SHARES.map((share) => share * centre)), replicates);
  const line = fitted(curve);
  const exact = square((normalQuantile(target) - line.intercept) / line.slope);
  let size = Math.min(rounded(most), Math.max(step, Math.ceil(exact / step - 1e-9) * step));
  const largest = curve.at(-1)!.size;
  // beside the largest, so that it has the patients of the curve
  const powerAt = async (one: number) =>
    (curve.find((point) => point.size === one) ??
      (await powers(ascending([one, largest]), replicates)).find((point) => point.size === one))!.power;
  let power = await powerAt(size);
  // of a few patients the curve is no line
  while (power.value < target - 4 * power.mcse && size < rounded(most)) power = await powerAt((size += step));
  // what the error of the power at the size found makes of the size
  const error = Math.sqrt((target * (1 - target)) / replicates) / densityAt(target);
  const limit = (z: number) =>
    square(Math.max(0, (normalQuantile(target) + z * error - line.intercept) / line.slope));
  return {
    size,
    lower: Math.max(step, Math.ceil(limit(-NORMAL_975) / step) * step),
    upper: Math.max(size, Math.ceil(limit(NORMAL_975) / step) * step),
    power,
    curve,
    replicates,
  };
}

/** A block of the allocation is enough. */
function smallest(curve: FoundSize['curve'], replicates: number): FoundSize {
  const [{ size, power }] = curve as [Point];
  return { size, lower: size, upper: size, power, curve, replicates };
}

interface Point {
  size: number;
  power: Simulated;
}

/** Probit of the power by the root of the size, weighted by what each point tells. */
function fitted(points: readonly Point[]): { intercept: number; slope: number } {
  let [w, wx, wy, wxx, wxy] = [0, 0, 0, 0, 0];
  for (const { size, power } of points) {
    const x = Math.sqrt(size);
    // 0 and 1 have no probit: half a replicate from there, which is where their weight is small
    const value = Math.min(Math.max(power.value, power.mcse / 2), 1 - power.mcse / 2);
    const y = normalQuantile(value);
    const weight = square(densityAt(value) / power.mcse);
    w += weight;
    wx += weight * x;
    wy += weight * y;
    wxx += weight * x * x;
    wxy += weight * x * y;
  }
  const slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
  if (!(slope > 0)) throw new NoSizeError('the power does not rise with the size: more patients do not help');
  return { intercept: (wy - slope * wx) / w, slope };
}

function sizeAt(points: readonly Point[], target: number, step: number): number {
  const { intercept, slope } = fitted(points);
  return square(Math.max(Math.sqrt(step), (normalQuantile(target) - intercept) / slope));
}

/** Not x ** 2, which may differ between JavaScript engines. */
function square(x: number): number {
  return x * x;
}

/** The normal density where the distribution function is p. */
function densityAt(p: number): number {
  const z = normalQuantile(p);
  return exp(-(z * z) / 2) / 2.5066282746310002;
}
