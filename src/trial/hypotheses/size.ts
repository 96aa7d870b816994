import type { Simulated } from '../operating-characteristics.ts';
import { checkTargetMcse } from '../simulate.ts';
import {
  checkSearched,
  type FindSizeOptions,
  type FoundSize,
  plannedReplicates,
  replicatesFor,
  searchSize,
  sizesAllowed,
} from '../size.ts';
import { shareOf } from '../summarise.ts';
import type { HypothesesCharacteristics } from './characteristics.ts';
import type { HypothesesDesign } from './design.ts';
import type { HypothesesRecord } from './record.ts';
import { hypothesesReplicates, type SimulateHypothesesOptions } from './simulate.ts';
import { summariseHypotheses } from './summarise.ts';

export interface FindHypothesesSizeOptions
  extends SimulateHypothesesOptions,
    Pick<FindSizeOptions, 'target' | 'start' | 'step' | 'most' | 'targetMcse'> {
  /** the trial at a number of patients */
  designAt(size: number): HypothesesDesign;
  /** whose power it is: a hypothesis by its name, any, all, or the success of the design */
  of: string;
}

/**
 * The smallest trial of several hypotheses with a target power, by simulation, as `findSize` for one endpoint. Trials of different
 * sizes share the seed, not their patients.
 *
 * @throws NoSizeError if no size up to the largest has the power
 * @throws RangeError if the power cannot be searched for, or for an unknown `of`
 *
 * @example
 * ```ts
 * import { findHypothesesSize, inlineExecutor, readTrial, resolveHypotheses } from 'sojourn';
 *
 * const { trial } = readTrial(`
 * trial: A small trial of two endpoints
 * unit: month
 * arms:
 *   control: { progression: { median: 8 }, death: { hazard: 0.01 }, death-after-progression: { median: 12 } }
 *   treatment: { progression: { hazard-ratio: 0.6 }, death-after-progression: { hazard-ratio: 0.8 } }
 * patients: 200
 * accrual: { duration: 12 }
 * test: log-rank
 * hypotheses: { PFS: {}, OS: {} }
 * graph: holm
 * analyses: [{ time: 30 }]
 * `);
 * const { size } = await findHypothesesSize({
 *   designAt: (patients) => resolveHypotheses({ ...trial!, patients }).design!,
 *   of: 'PFS',
 *   target: 0.8,
 *   start: 200,
 *   step: 2,
 *   most: 2000,
 *   seed: '1',
 *   replicates: 200,
 *   executor: inlineExecutor(),
 * });
 * console.log(size);
 * // 212
 * ```
 */
export async function findHypothesesSize(
  options: FindHypothesesSizeOptions,
): Promise<FoundSize<HypothesesCharacteristics>> {
  const { designAt, of, target, targetMcse, start, onProgress, ...others } = options;
  checkTargetMcse(targetMcse);
  const { alpha, hypotheses, success } = designAt(start);
  const replicates = replicatesFor(target, options.replicates, targetMcse);
  checkSearched(target, alpha, replicates);
  const h = hypotheses.findIndex(({ name }) => name === of);
  if (h < 0 && of !== 'any' && of !== 'all' && !(of === 'success' && success))
    throw new RangeError(`the power of ${of} is not known, must be of a hypothesis, any, all or success`);
  const planned = plannedReplicates(replicates);
  let done = 0;
  const recordOf = async (size: number, count: number, share: number, estimate: boolean) => {
    const record = await hypothesesReplicates(designAt(size), {
      ...{ ...others, replicates: count, estimate },
      onProgress: (some) => onProgress?.(Math.min(done + some * share, planned), planned),
    });
    done += count * share;
    return record;
  };
  const allowed = sizesAllowed(options);
  return searchSize(
    {
      ...{ replicates, allowed },
      powerOf: (simulated) => powerOf(simulated, h, of),
      async powers(requested, count) {
        const sizes = [...new Set(requested.map(allowed))].sort((a, b) => a - b);
        const points = [];
        for (const size of sizes) {
          const isClaimed = claimsOf(await recordOf(size, count, 1 / sizes.length, false), h, of);
          points.push({ size, isClaimed, power: shareOf(count, isClaimed) });
        }
        return points;
      },
      alone: async (size) => summariseHypotheses(designAt(size), await recordOf(size, replicates, 1, true)),
    },
    options,
  );
}

function powerOf(
  { hypotheses, any, all, success }: HypothesesCharacteristics,
  h: number,
  of: string,
): Simulated {
  if (h >= 0) return hypotheses[h]!.rejected;
  return of === 'any' ? any : of === 'all' ? all : success!;
}

/** Whether replicate r has what the power is of. */
function claimsOf({ rejectedAt, success }: HypothesesRecord, h: number, of: string): (r: number) => boolean {
  const { width, values } = rejectedAt;
  const isRejected = (r: number, k: number) => values[r * width + k]! >= 0;
  if (h >= 0) return (r) => isRejected(r, h);
  if (of === 'success') return (r) => success.values[r] === 1;
  const own = Array.from({ length: width }, (_, k) => k);
  return of === 'any' ? (r) => own.some((k) => isRejected(r, k)) : (r) => own.every((k) => isRejected(r, k));
}
