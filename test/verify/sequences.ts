import { BLOCK, type Keys, type Source } from './source.ts';

/** Draws in some order, in endless blocks. A block is valid until the next one is asked for. */
export type Sequence = (source: Source) => Iterable<Uint32Array>;

/** One stream at one visit. */
export interface Column {
  keys: Keys;
  visit: number;
}

const inOrder = Int32Array.from({ length: BLOCK }, (_, i) => i);
const visits = new Int32Array(BLOCK);

/** Patients first, first + 1, ... of a column. */
function drawColumn(source: Source, { keys, visit }: Column, first: number, into: Uint32Array): void {
  if (visit === 0) source.draw(keys, first, inOrder, into);
  else source.drawVisit(keys, first, visits.fill(visit, 0, into.length), into);
}

/** One stream, every k-th patient. */
export function along(keys: Keys, stride = 1): Sequence {
  const patients = inOrder.map((i) => i * stride);
  return function* (source) {
    const block = new Uint32Array(BLOCK);
    for (let first = 0; ; first += BLOCK * stride) {
      source.draw(keys, first, patients, block);
      yield block;
    }
  };
}

/** Patient by patient, each with all columns in order. @param columns their number is a power of two */
export function patientMajor(columns: readonly Column[]): Sequence {
  const rows = BLOCK / columns.length;
  return function* (source) {
    const block = new Uint32Array(BLOCK);
    const draws = new Uint32Array(rows);
    for (let first = 0; ; first += rows) {
      columns.forEach((column, c) => {
        drawColumn(source, column, first, draws);
        for (let row = 0, at = c; row < rows; row++, at += columns.length) block[at] = draws[row]!;
      });
      yield block;
    }
  };
}

/**
 * Column by column, each with patients 0 to size - 1, like small cohorts simulated again and again.
 *
 * @param columnsFrom gives columns from number `first` on
 * @param size of a cohort, a power of two
 */
export function cohorts(
  columnsFrom: (first: number, count: number) => readonly Column[],
  size: number,
): Sequence {
  const count = BLOCK / size;
  return function* (source) {
    const block = new Uint32Array(BLOCK);
    for (let first = 0; ; first += count) {
      columnsFrom(first, count).forEach((column, c) => {
        drawColumn(source, column, 0, block.subarray(c * size, (c + 1) * size));
      });
      yield block;
    }
  };
}
