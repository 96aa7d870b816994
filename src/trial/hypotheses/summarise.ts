import type { Column } from '../growing-columns.ts';
import type { Simulated } from '../operating-characteristics.ts';
import { estimatesOf, kindOf, meanOf, shareOf } from '../summarise.ts';
import type { HypothesesCharacteristics } from './characteristics.ts';
import type { HypothesesDesign } from './design.ts';
import type { HypothesesRecord } from './record.ts';

/** Summarises the replicates so far, in their order. */
export function summariseHypotheses(
  { looks, cohorts, hypotheses, success }: HypothesesDesign,
  record: HypothesesRecord,
): HypothesesCharacteristics {
  const { replicates } = record;
  const read =
    ({ width, values }: Column, k = 0) =>
    (r: number) =>
      values[r * width + k]!;
  const estimates = (h: number) => {
    const of = read(record.estimate, h);
    return Float64Array.from({ length: replicates }, (_, r) => of(r));
  };
  const stopped = read(record.stopped);
  const rejectedAt = hypotheses.map((_, h) => read(record.rejectedAt, h));
  const first = (r: number) =>
    rejectedAt.reduce((least, at) => (at(r) >= 0 ? Math.min(least, at(r)) : least), Infinity);
  const last = (r: number) =>
    rejectedAt.some((at) => at(r) < 0) ? Infinity : Math.max(...rejectedAt.map((at) => at(r)));
  const share = (holds: (r: number) => boolean) => shareOf(replicates, holds);
  const mean = (value: (r: number) => number, among?: (r: number) => boolean) =>
    meanOf(replicates, value, among);
  /** at the look where each trial ended */
  const atEnd =
    ({ width, values }: Column, place: number, each: number) =>
    (r: number) =>
      values[r * width + stopped(r) * each + place]!;
  return {
    replicates,
    hypotheses: hypotheses.map(({ test }, h) => ({
      rejected: share((r) => rejectedAt[h]!(r) >= 0),
      looks: looks.map((_, k) => {
        const alpha = read(record.alpha, k * hypotheses.length + h);
        return {
          rejected: share((r) => rejectedAt[h]!(r) === k),
          alpha: mean(alpha, (r) => stopped(r) >= k && !Number.isNaN(alpha(r))),
        };
      }),
      estimate: { kind: kindOf(test), ...estimatesOf(estimates(h)) },
    })),
    any: share((r) => first(r) < Infinity),
    all: share((r) => last(r) < Infinity),
    ...(success && { success: share((r) => record.success.values[r] === 1) }),
    looks: looks.map((_, k) => {
      const isHere = (r: number) => stopped(r) >= k;
      return {
        reached: share(isHere),
        ends: share((r) => stopped(r) === k),
        any: share((r) => first(r) === k),
        all: share((r) => last(r) === k),
        time: mean(read(record.time, k), isHere),
        patients: mean(read(record.patients, k), isHere),
        events: cohorts.map((_, c) => mean(read(record.events, k * cohorts.length + c), isHere)),
      };
    }),
    expected: {
      time: mean(atEnd(record.time, 0, 1)),
      patients: mean(atEnd(record.patients, 0, 1)),
      events: cohorts.map((_, c) => mean(atEnd(record.events, c, cohorts.length))),
    },
  };
}

/** Share of trials that reject a true null hypothesis. */
export function familywiseError(record: HypothesesRecord, nulls: readonly number[]): Simulated {
  const { width, values } = record.rejectedAt;
  return shareOf(record.replicates, (r) => nulls.some((h) => values[r * width + h]! >= 0));
}
