import type { CoarseRow } from '../estimates/within-row.ts';
import { plain } from '../media/numbers.ts';
import { betweenRows, finerRows } from '../scenario/off-row.ts';
import type { Scenario } from '../scenario/schema/index.ts';

/** Most medians, and most times, that are mentioned. */
const MOST_NOTES = 3;

/** A median whose row is known, but not its place within the row. */
export interface CoarseMedian {
  /** strategy, endpoint and group of the curve; without names that need no distinction */
  whose: string[];
  row: CoarseRow;
}

/**
 * Notes on limits of the grid, one sentence each: medians in rows with so many events that the place within the row is
 * unknown, and times between rows for which a finer grid would help.
 *
 * @param times at which curves are read: landmarks and restriction times
 */
export function rowNotes(
  coarse: readonly CoarseMedian[],
  times: readonly number[],
  { time }: Pick<Scenario, 'time'>,
): string[] {
  const between = [...new Set(times)].flatMap((at) => {
    const message = betweenRows(at, time);
    return message === undefined ? [] : [`Time ${message}.`];
  });
  return [...atMost(coarse.map((median) => coarseNote(median, time))), ...atMost(between)];
}

function atMost(lines: readonly string[]): string[] {
  const more = lines.length - MOST_NOTES;
  return [...lines.slice(0, MOST_NOTES), ...(more > 0 ? [`... and ${more} more.`] : [])];
}

function coarseNote({ whose, row }: CoarseMedian, time: Scenario['time']): string {
  const finer = finerRows(row.share, time);
  const remedy =
    finer === undefined ? '' : ` rows-per-unit: ${finer} (now ${time['rows-per-unit']}) has shorter rows.`;
  return `Median of ${whose.join(', ')}: the row from ${plain(row.from, 6)} to ${plain(row.to, 6)} holds ${plain(100 * row.share, 1)}% of the patients, and the median lies in this row, but its place within the row is unknown.${remedy}`;
}
