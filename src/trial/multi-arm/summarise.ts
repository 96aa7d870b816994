import type { Column } from '../growing-columns.ts';
import type { Simulated } from '../operating-characteristics.ts';
import { estimatesOf, kindOf, meanOf, shareOf } from '../summarise.ts';
import { bestArm } from './best.ts';
import type { MultiArmCharacteristics } from './characteristics.ts';
import { FUTILE, type MultiArmDesign, NOT_SELECTED, REJECTED } from './design.ts';
import type { MultiArmRecord } from './record.ts';

/** Summarises the replicates so far, in their order. */
export function summariseMultiArm(design: MultiArmDesign, record: MultiArmRecord): MultiArmCharacteristics {
  const { looks, names, test } = design;
  const { replicates } = record;
  const [count, width] = [names.length, names.length + 1];
  const read =
    ({ width: own, values }: Column, k = 0) =>
    (r: number) =>
      values[r * own + k]!;
  const stopped = read(record.stopped);
  const state = names.map((_, i) => read(record.state, i));
  const endedAt = names.map((_, i) => read(record.endedAt, i));
  const share = (holds: (r: number) => boolean) => shareOf(replicates, holds);
  const mean = (value: (r: number) => number, among?: (r: number) => boolean) =>
    meanOf(replicates, value, among);
  const isRejected = (i: number, r: number) => state[i]!(r) === REJECTED;
  const first = (r: number) => {
    let least = Infinity;
    for (let i = 0; i < count; i++) if (isRejected(i, r)) least = Math.min(least, endedAt[i]!(r));
    return least;
  };
  const atEnd =
    ({ values, width: own }: Column, each: number, place: number) =>
    (r: number) =>
      values[r * own + stopped(r) * each + place]!;
  /** whether a comparison is in the trial after look k, in trials that reach it */
  const isActive = (i: number, k: number, r: number) =>
    stopped(r) >= k && (endedAt[i]!(r) < 0 ? stopped(r) > k : endedAt[i]!(r) > k);
  const best = bestArm(design);
  const arms = Array.from({ length: width }, (_, a) => a);
  return {
    replicates,
    comparisons: names.map((_, i) => ({
      rejected: share((r) => isRejected(i, r)),
      looks: looks.map((_, k) => {
        const ends = (own: number) => share((r) => state[i]!(r) === own && endedAt[i]!(r) === k);
        return {
          rejected: ends(REJECTED),
          futile: ends(FUTILE),
          notSelected: ends(NOT_SELECTED),
          active: share((r) => isActive(i, k, r)),
        };
      }),
      estimate: { kind: kindOf(test), ...estimatesOf(estimatesAtEnd(record, i, count)) },
    })),
    any: share((r) => first(r) < Infinity),
    all: share((r) => names.every((_, i) => isRejected(i, r))),
    ...(best !== undefined && { best: share((r) => isRejected(best, r)) }),
    looks: looks.map((_, k) => {
      const isHere = (r: number) => stopped(r) >= k;
      return {
        reached: share(isHere),
        ends: share((r) => stopped(r) === k),
        any: share((r) => first(r) === k),
        time: mean(read(record.time, k), isHere),
        patients: arms.map((a) => mean(read(record.patients, k * width + a), isHere)),
        events: arms.map((a) => mean(read(record.events, k * width + a), isHere)),
        active: mean((r) => names.reduce((sum, _, i) => sum + Number(isActive(i, k, r)), 0), isHere),
      };
    }),
    expected: {
      time: mean(atEnd(record.time, 1, 0)),
      patients: arms.map((a) => mean(atEnd(record.patients, width, a))),
      events: arms.map((a) => mean(atEnd(record.events, width, a))),
      all: mean((r) => arms.reduce((sum, a) => sum + atEnd(record.patients, width, a)(r), 0)),
    },
  };
}

/** Share of trials that reject a true null hypothesis. */
export function armsError(record: MultiArmRecord, nulls: readonly number[]): Simulated {
  const { width, values } = record.state;
  return shareOf(record.replicates, (r) => nulls.some((i) => values[r * width + i] === REJECTED));
}

/** The estimates of a comparison when it ended. */
function estimatesAtEnd(
  { replicates, estimate, stopped, endedAt }: MultiArmRecord,
  i: number,
  count: number,
): Float64Array {
  return Float64Array.from({ length: replicates }, (_, r) => {
    const ended = endedAt.values[r * endedAt.width + i]!;
    const look = ended < 0 ? stopped.values[r]! : ended;
    return estimate.values[r * estimate.width + look * count + i]!;
  });
}
