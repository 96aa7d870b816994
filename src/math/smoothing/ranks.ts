import { normalQuantile } from '../normal.ts';

/** A column reduced to the order of its values, so that its distribution does not matter. */
export interface Ranked {
  /** scaled to (0, 1); ties have their mean rank */
  ranks: Float64Array;
  /** normal quantiles of the ranks */
  scores: Float64Array;
}

/** The columns by rank, without constant columns, which explain nothing. */
export function ranked(columns: readonly Float64Array[]): Ranked[] {
  return columns
    .map(ranksOf)
    .filter((ranks) => ranks !== undefined)
    .map((ranks) => ({ ranks, scores: ranks.map(normalQuantile) }));
}

function ranksOf(column: Float64Array): Float64Array | undefined {
  const order = Array.from(column.keys()).sort((a, b) => column[a]! - column[b]!);
  if (column[order[0]!] === column[order.at(-1)!]) return undefined;
  const ranks = new Float64Array(column.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && column[order[to]!] === column[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to) / 2 / column.length;
    from = to;
  }
  return ranks;
}

export function centred(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  return column.map((value) => value - mean);
}
