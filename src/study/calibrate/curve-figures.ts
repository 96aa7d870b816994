import type { CohortFigure } from './cohort.ts';
import type { Sorted } from './sorted-arm.ts';

/** The figures to read from one curve, in the order of their times. */
export interface Curve {
  arm: number;
  endpoint: number;
  group: number;
  times: { at: number; place: number; isSurvival: boolean }[];
  medians: number[];
  events: number[];
}

export function curvesOf(figures: readonly CohortFigure[]): Curve[] {
  const curves = new Map<string, Curve>();
  figures.forEach((figure, place) => {
    if (figure.kind === 'size' || figure.kind === 'share' || figure.kind === 'hazard-ratio') return;
    const { arm, endpoint, group } = figure;
    const key = `${arm} ${endpoint} ${group}`;
    const curve = curves.get(key) ?? { arm, endpoint, group, times: [], medians: [], events: [] };
    curves.set(key, curve);
    if (figure.kind === 'median') curve.medians.push(place);
    else if (figure.kind === 'events') curve.events.push(place);
    else curve.times.push({ at: figure.at, place, isSurvival: figure.kind === 'survival' });
  });
  for (const { times } of curves.values()) times.sort((a, b) => a.at - b.at);
  return [...curves.values()];
}

/** Survival below this is rounding error, and counts as 0. */
const NONE = 1e-12;

/** The loop over patients has no branches: groups and events are unpredictable, and mispredicted branches would be slow. */
export function readCurve(
  { sorted, group, times: asked, medians, events }: Curve & { sorted: Sorted },
  values: Float64Array,
  of: Float64Array,
  offset: number,
): void {
  const { count, times, isEvent, groups } = sorted;
  let size = 0;
  for (let k = 0; k < count; k++) size += (groups[k]! & group) === 0 ? 0 : 1;
  let atRisk = size;
  let survival = 1;
  let seen = 0;
  let k = 0;
  const toEnd = medians.length > 0 || events.length > 0;
  let median = NaN;
  let isFlat = false;
  let last = 0;
  for (let next = 0; next < asked.length || (next === asked.length && toEnd); next++) {
    const one = asked[next];
    const before = one ? one.at : Number.POSITIVE_INFINITY;
    if (toEnd)
      for (; k < count && times[k]! <= before; k++) {
        if ((groups[k]! & group) === 0) continue;
        if (isEvent[k] === 1) {
          survival *= 1 - 1 / atRisk;
          seen++;
          if (Number.isNaN(median) && survival <= 0.5 + NONE) {
            median = times[k]!;
            isFlat = survival >= 0.5 - NONE;
          } else if (isFlat) {
            // if the curve is exactly one half between two events, the median is halfway between them
            median = (median + times[k]!) / 2;
            isFlat = false;
          }
        }
        last = times[k]!;
        atRisk--;
      }
    else
      for (; k < count && times[k]! <= before; k++) {
        const isIn = (groups[k]! & group) === 0 ? 0 : 1;
        survival *= 1 - (isIn & isEvent[k]!) / (atRisk + (atRisk === 0 ? 1 : 0));
        atRisk -= isIn;
      }
    if (!one) break;
    // patients with exactly this time were followed up to it
    const tied = tiedBefore(sorted, group, one.at, k);
    // follow-up ended while patients were still free of the event
    const isOpen = size === 0 || (atRisk === 0 && tied === 0 && survival > NONE);
    values[offset + one.place] = one.isSurvival ? (isOpen ? NaN : survival) : (atRisk + tied) / size;
    of[offset + one.place] = size;
  }
  if (isFlat) median = (median + last) / 2;
  for (const place of medians) {
    values[offset + place] = median;
    of[offset + place] = size;
  }
  for (const place of events) {
    values[offset + place] = seen / size;
    of[offset + place] = size;
  }
}

/** Number of patients of a group before a place whose time equals the given time. */
function tiedBefore({ times, groups }: Sorted, group: number, time: number, place: number): number {
  let tied = 0;
  for (let k = place - 1; k >= 0 && times[k] === time; k--) tied += (groups[k]! & group) === 0 ? 0 : 1;
  return tied;
}
