import { cover, gapsIn, type Range } from './ranges.ts';

/** A place where results of ranges of work outlive the process, such as a folder. */
export interface Keep {
  /** The results kept of one work. */
  work<T>(of: WorkOf<T>): KeptWork<T>;
}

export interface WorkOf<T> {
  /** for people, such as `strategy watch-and-wait` */
  label: string;
  /** what its numbers count: patients, draws, replicates */
  unit: string;
  /** all that the results depend on, besides their numbers; plain data with typed arrays */
  question: unknown;
  /**
   * The results of two adjacent ranges as those of one, where that saves memory and space. It may change `a` in place, and
   * never keeps `b`; without `a` it is a copy of `b`. At most 2^31 numbers are joined.
   */
  join?: (a: T | undefined, b: T) => T;
}

export interface KeptWork<T> {
  /** what was kept when the work was opened; ranges may overlap */
  readonly items: readonly KeptItem<T>[];
  /**
   * Keeps the results of a range. They are written after some seconds, or at the end.
   *
   * @param value copied or written before the call returns, if the work has a `join`; otherwise it must not change afterwards
   * @throws Error if it cannot be written
   */
  add(range: Range, value: T): void;
}

export interface KeptItem<T> extends Range {
  /** undefined if it is damaged, or gone since it was found */
  read(): T | undefined;
}

/**
 * Hands over what is kept of some ranges.
 *
 * @returns what is missing
 */
export function takeKept<T>(
  wanted: readonly Range[],
  items: readonly KeptItem<T>[],
  deliver: (range: Range, value: T) => void,
): Range[] {
  for (let left = items; ; ) {
    const { taken, missing } = cover(wanted, left);
    const read = taken.map((item) => ({ item, isRead: false }));
    for (const one of read) {
      const { first, count } = one.item;
      const value = one.item.read();
      if (value === undefined) continue;
      one.isRead = true;
      deliver({ first, count }, value);
    }
    const lost = read.flatMap(({ item, isRead }) => (isRead ? [] : [item]));
    if (lost.length === 0) return missing;
    // smaller ones may cover what a damaged one did
    const got = read.flatMap(({ item, isRead }) => (isRead ? [item] : []));
    wanted = wanted.flatMap((range) => gapsIn(range, got));
    left = left.filter((item) => !lost.includes(item) && !got.includes(item));
  }
}

/**
 * Hands over what is kept of some ranges, does the rest, and keeps that.
 *
 * @param run does ranges that are missing, and delivers each
 * @throws the signal's reason when aborted
 */
export async function runKept<T>(
  wanted: readonly Range[],
  kept: KeptWork<T>,
  deliver: (range: Range, value: T) => void,
  signal: AbortSignal | undefined,
  run: (missing: Range[], deliver: (range: Range, value: T) => void) => Promise<void>,
): Promise<void> {
  const missing = takeKept(wanted, kept.items, (range, value) => {
    signal?.throwIfAborted();
    deliver(range, value);
  });
  if (missing.length === 0) return;
  await run(missing, (range, value) => {
    kept.add(range, value);
    deliver(range, value);
  });
}
