/** Some numbers of each replicate, one replicate after the other. */
export interface Column {
  width: number;
  values: Float64Array;
}

/** Columns with a row for each replicate; they grow by doubling. */
export interface GrowingColumns<K extends string> {
  columns: Record<K, Column>;
  /** Makes room for a row. */
  reach(r: number): void;
  /** Writes some columns of a row, for which there is room. */
  write<W extends K>(r: number, row: Readonly<Record<W, ArrayLike<number>>>, keys: readonly W[]): void;
}

/** @param widths numbers of each replicate, by column */
export function growingColumns<K extends string>(widths: Readonly<Record<K, number>>): GrowingColumns<K> {
  let capacity = 1024;
  const names = Object.keys(widths) as K[];
  const columns = Object.fromEntries(
    names.map((name): [K, Column] => [
      name,
      { width: widths[name], values: new Float64Array(capacity * widths[name]) },
    ]),
  ) as Record<K, Column>;
  return {
    columns,
    reach(r) {
      if (r < capacity) return;
      capacity *= 2;
      for (const name of names) {
        const grown = new Float64Array(capacity * widths[name]);
        grown.set(columns[name].values);
        columns[name].values = grown;
      }
    },
    write(r, row, keys) {
      for (const key of keys) {
        const { width, values } = columns[key];
        const own = row[key];
        // for so few numbers quicker than to set a part of a column
        for (let k = 0; k < width; k++) values[r * width + k] = own[k]!;
      }
    },
  };
}
