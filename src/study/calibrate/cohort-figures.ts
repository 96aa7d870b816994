import type { ArmColumns, CohortFigure } from './cohort.ts';
import { collectRisks, logHazardRatio, riskRoom } from './cox-figure.ts';
import { curvesOf, readCurve } from './curve-figures.ts';
import { Buckets, type Sorted, sortedRoom } from './sorted-arm.ts';

/** Reads the figures of one cohort after another and reuses its memory. */
export interface CohortReader {
  /**
   * Writes the figures of a cohort, and how many patients are behind each, from place `at` on. NaN: the cohort does not show it,
   * as with nobody in a group, or follow-up that ends before; of a hazard ratio the figure is its logarithm.
   */
  read(cohort: number, values: Float64Array, of: Float64Array, at: number): void;
}

/**
 * Survival is Kaplan and Meier's, a median the first time at which it is one half or less, a hazard ratio that of a Cox model
 * with the one covariate.
 *
 * @param horizon end of the simulation; no patient is observed for longer
 */
export function cohortReader(
  arms: readonly ArmColumns[],
  figures: readonly CohortFigure[],
  horizon: number,
): CohortReader {
  const room = new Map<string, Sorted>();
  const curves = curvesOf(figures);
  const pairs = figures.flatMap((figure, place) =>
    figure.kind === 'hazard-ratio' ? [{ ...figure, place }] : [],
  );
  const sizes = figures.flatMap((figure, place) => (figure.kind === 'size' ? [{ ...figure, place }] : []));
  const shares = figures.flatMap((figure, place) => (figure.kind === 'share' ? [{ ...figure, place }] : []));
  const needed = [...curves, ...pairs, ...pairs.map((pair) => ({ ...pair, arm: pair.over.arm }))];
  const orders = [...new Map(needed.map((one) => [`${one.arm} ${one.endpoint}`, one])).values()];
  for (const { arm, endpoint } of orders) room.set(`${arm} ${endpoint}`, sortedRoom(arms[arm]!.size));
  const sortedOf = (arm: number, endpoint: number) => room.get(`${arm} ${endpoint}`)!;
  const read = curves.map((curve) => ({ ...curve, sorted: sortedOf(curve.arm, curve.endpoint) }));
  const sorted = orders.map(({ arm, endpoint }) => ({
    arm: arms[arm]!,
    endpoint,
    into: sortedOf(arm, endpoint),
  }));
  const buckets = new Buckets(Math.max(...arms.map(({ size }) => size)), horizon);
  const risk = riskRoom(arms.reduce((sum, { size }) => sum + size, 0));
  return {
    read(cohort, values, of, at) {
      for (const { arm, endpoint, into } of sorted) buckets.sort(arm, endpoint, cohort, into);
      for (const curve of read) readCurve(curve, values, of, at);
      for (const { arm, group, place } of sizes) {
        const { size, groups } = arms[arm]!;
        const end = (cohort + 1) * size;
        let hits = 0;
        for (let i = cohort * size; i < end; i++) hits += (groups[i]! & group) === 0 ? 0 : 1;
        values[at + place] = hits / size;
        of[at + place] = size;
      }
      for (const { arm, share, place } of shares) {
        const { shares: own, size } = arms[arm]!;
        const { hit, miss } = own[share]!;
        const end = (cohort + 1) * size;
        let hits = 0;
        let among = 0;
        for (let i = cohort * size; i < end; i++) {
          const isHit = hit[i]! < Number.POSITIVE_INFINITY ? 1 : 0;
          hits += isHit;
          among += isHit | (miss[i]! < Number.POSITIVE_INFINITY ? 1 : 0);
        }
        values[at + place] = hits / among;
        of[at + place] = among;
      }
      for (const { arm, endpoint, group, over, place } of pairs) {
        collectRisks(sortedOf(arm, endpoint), group, sortedOf(over.arm, endpoint), over.group, risk);
        values[at + place] = logHazardRatio(risk);
        of[at + place] = risk.events;
      }
    },
  };
}
