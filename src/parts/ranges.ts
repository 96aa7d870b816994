/** Numbered work: patients, draws or replicates `first` to `first + count - 1`. */
export interface Range {
  first: number;
  count: number;
}

export const endOf = ({ first, count }: Range): number => first + count;

/**
 * Chooses from kept ranges those with which wanted ranges are covered, each number at most once, and says what is missing.
 *
 * A kept range is taken whole or not at all, since results of a part of it are not known. Where kept ranges overlap, the one
 * that covers most is taken, so a range that was done twice counts once.
 *
 * @param wanted without overlaps, in any order
 * @param isWhole whether a kept range must lie within a single wanted one; otherwise within adjacent ones
 * @returns ranges in order; `missing` is cut where `wanted` is
 */
export function cover<R extends Range>(
  wanted: readonly Range[],
  kept: readonly R[],
  isWhole = false,
): { taken: R[]; missing: Range[] } {
  const places = isWhole ? wanted.toSorted(byFirst) : joined(wanted);
  const taken: R[] = [];
  for (const range of kept.toSorted((a, b) => b.count - a.count || a.first - b.first)) {
    const place = placeOf(places, range.first);
    if (!place || endOf(range) > endOf(place)) continue;
    const at = placeAfter(taken, range.first);
    const [before, after] = [taken[at - 1], taken[at]];
    if ((before && endOf(before) > range.first) || (after && after.first < endOf(range))) continue;
    taken.splice(at, 0, range);
  }
  return { taken, missing: wanted.toSorted(byFirst).flatMap((range) => gapsIn(range, taken)) };
}

/** The parts of a range that none of some ranges covers. */
export function gapsIn(wanted: Range, done: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let at = wanted.first;
  for (const range of joined(done)) {
    if (range.first >= endOf(wanted)) break;
    if (range.first > at) gaps.push({ first: at, count: range.first - at });
    at = Math.max(at, endOf(range));
  }
  if (at < endOf(wanted)) gaps.push({ first: at, count: endOf(wanted) - at });
  return gaps;
}

/** The numbers that more than one of some ranges holds. */
export function overlapsOf(ranges: readonly Range[]): Range[] {
  const overlaps: Range[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const range of ranges.toSorted(byFirst)) {
    const until = Math.min(end, endOf(range));
    if (until > range.first) overlaps.push({ first: range.first, count: until - range.first });
    end = Math.max(end, endOf(range));
  }
  return joined(overlaps);
}

/** Ranges in order, those that touch or overlap made one. */
export function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted(byFirst)) {
    const last = result.at(-1);
    if (!last || endOf(last) < range.first) result.push({ first: range.first, count: range.count });
    else last.count = Math.max(endOf(last), endOf(range)) - last.first;
  }
  return result;
}

/** The k-th of some equal shares of a range, k from 1; shares differ by at most one. */
export function shareOf({ first, count }: Range, { index, of }: Shard): Range {
  const start = (k: number) => first + Number((BigInt(count) * BigInt(k)) / BigInt(of));
  return { first: start(index - 1), count: start(index) - start(index - 1) };
}

/** One of `of` equal shares of the work: `index` from 1 to `of`. */
export interface Shard {
  index: number;
  of: number;
}

const byFirst = (a: Range, b: Range) => a.first - b.first;

/** The range that holds a number, of ranges in order without overlaps. */
function placeOf(ranges: readonly Range[], number: number): Range | undefined {
  const range = ranges[placeAfter(ranges, number) - 1];
  return range && number < endOf(range) ? range : undefined;
}

/** Index of the first range that begins after a number. */
function placeAfter(ranges: readonly Range[], number: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.first <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
