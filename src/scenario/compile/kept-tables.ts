/** Most tables of one size that are kept for their memory. */
const MOST_FREE = 64;

/**
 * A cache of tables between plans with different numbers: an unchanged law needs no new table. Tables that the last
 * plan did not use are dropped, so that memory holds the tables of two plans at most; a new table takes the memory of one that
 * was dropped. So a table must be copied before the plan after the next.
 */
export class KeptTables {
  #before = new Map<string, Float64Array | undefined>();
  #now = new Map<string, Float64Array | undefined>();
  /** tables that are no longer used, by size */
  readonly #free = new Map<number, Float64Array[]>();

  /** Starts the next plan. */
  next(): void {
    for (const [key, table] of this.#before) if (table && !this.#now.has(key)) this.#give(table);
    this.#before = this.#now;
    this.#now = new Map();
  }

  /** Memory for a table; it may hold another one. */
  room(size: number): Float64Array {
    const free = this.#free.get(size);
    if (!free) this.#free.set(size, []);
    return free?.pop() ?? new Float64Array(size);
  }

  /** Keeps the memory of a table of a size that was asked for. */
  #give(table: Float64Array): void {
    const free = this.#free.get(table.length);
    if (free && free.length < MOST_FREE) free.push(table);
  }

  /**
   * @param key identifies the distribution and the kind of table: equal keys mean equal tables
   * @param make makes the table; returns undefined if it is not accurate enough
   */
  table(key: string, make: () => Float64Array | undefined): Float64Array | undefined {
    if (this.#now.has(key)) return this.#now.get(key);
    const table = this.#before.has(key) ? this.#before.get(key) : make();
    this.#now.set(key, table);
    return table;
  }
}
