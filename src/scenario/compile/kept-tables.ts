/**
 * A cache of tables between plans with different numbers: an unchanged law needs no new table. Tables that the last
 * plan did not use are dropped, so that memory holds the tables of two plans at most.
 */
export class KeptTables {
  #before = new Map<string, Float64Array | undefined>();
  #now = new Map<string, Float64Array | undefined>();

  /** Starts the next plan. */
  next(): void {
    this.#before = this.#now;
    this.#now = new Map();
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
