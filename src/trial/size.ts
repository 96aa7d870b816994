import type { TrialDesign } from './design.ts';
import type { OperatingCharacteristics, Simulated } from './operating-characteristics.ts';
import { type PowerLine, type PowerPoint, powerLine } from './power-line.ts';
import { EFFICACY } from './replicate/conduct.ts';
import { type SimulateTrialOptions, simulateReplicates, simulateTrial } from './simulate.ts';
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
 * it reaches the target. All sizes share their patients, so that the curve is smooth in the size. There are as many
 * replicates as make the power at that size as precise as is asked for.
 *
 * @throws NoSizeError where no size up to the largest has the power; RangeError where a design cannot be simulated
 */
export async function findSize(options: FindSizeOptions): Promise<FoundSize> {
  const { target, step, most, targetMcse, onProgress } = options;
  if (targetMcse !== undefined && !(targetMcse > 0))
    throw new RangeError(`the Monte Carlo standard error wanted is ${targetMcse}, must be above 0`);
  const rounded = (size: number) =>
    Math.min(Math.max(step, Math.round(size / step) * step), most - (most % step));
  const ascending = (sizes: readonly number[]) => [...new Set(sizes.map(rounded))].sort((a, b) => a - b);
  const forMcse = targetMcse === undefined ? 0 : (target * (1 - target)) / (targetMcse * targetMcse);
  const replicates = Math.max(options.replicates, Math.ceil(1.02 * forMcse));
  const planned = 2 * (replicates + SCOUTS);
  let done = 0;
  const during = (some: number) => onProgress?.(Math.min(done + some, planned), planned);
  const powers = async (sizes: readonly number[], count: number): Promise<PowerPoint[]> => {
    const designs = sizes.map((size) => options.designAt(size)).reverse();
    const records = await simulateReplicates(designs, {
      ...options,
      ...{ truth: 'alternative', replicates: count, onProgress: during },
    });
    done += count;
    const points = records.map((record, i): PowerPoint => {
      const { rejected: power } = summarise(designs[i]!, record, 'alternative');
      return {
        size: sizes[designs.length - 1 - i]!,
        power,
        isClaimed: (r) => record.decision[r] === EFFICACY,
      };
    });
    return points.reverse();
  };
  const alone = async (size: number): Promise<OperatingCharacteristics> => {
    const simulated = await simulateTrial(options.designAt(size), {
      ...options,
      ...{ truth: 'alternative', replicates, onProgress: during },
    });
    done += replicates;
    return simulated;
  };

  let centre = options.start;
  for (let round = 0; ; round++) {
    const points = await powers(
      ascending(FIRST.map((share) => share * centre)),
      Math.min(SCOUTS, replicates),
    );
    const [first, last] = [points[0]!, points.at(-1)!];
    const isReached = last.power.value >= target;
    const isBelow = first.power.value < target;
    if (!isBelow && first.size === step) {
      // a block of the allocation is enough
      const curve = pointsOf(await powers(ascending([step, 2 * step]), replicates));
      return { size: step, lower: step, upper: step, simulated: await alone(step), curve, replicates };
    }
    if (isReached && isBelow) {
      centre = sizeOn(points, target, step);
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
  centre = sizeOn(near, target, step);
  const curve = await powers(ascending(SHARES.map((share) => share * centre)), replicates);
  const line = risingLine(curve);
  const root = line.rootAt(target);
  let size = Math.min(rounded(most), Math.max(step, Math.ceil((root * root) / step - 1e-9) * step));
  let simulated = await alone(size);
  // of a few patients the curve is no line
  while (isShort(simulated.rejected, target) && size < rounded(most)) simulated = await alone((size += step));
  const error = line.errorAt(target, replicates);
  const limit = (z: number) => {
    const end = Math.max(0, root + z * error);
    return Math.ceil((end * end) / step) * step;
  };
  return {
    size,
    lower: Math.max(step, Math.min(size, limit(-NORMAL_975))),
    upper: Math.max(size, limit(NORMAL_975)),
    simulated,
    curve: pointsOf(curve),
    replicates,
  };
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
