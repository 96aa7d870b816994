/**
 * Tables of one plan, kept for the next with other numbers: laws that did not change need no new tables. What the last
 * plan did not ask for is let go, so that many sets of numbers take no more memory than two.
 */
export class KeptTables {
  #before = new Map<string, Float64Array | undefined>();
  #now = new Map<string, Float64Array | undefined>();

  /** Another plan begins. */
  next(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  /**
   * @param key names the distribution and what the table is for: the same key promises the same table
   * @param make the table; undefined where it would not be near enough
   */
  table(key: string, make: () => Float64Array | undefined): Float64Array | undefined {
    if (this.#now.has(key)) return this.#now.get(key);
    const table = this.#before.has(key) ? this.#before.get(key) : make();
    this.#now.set(key, table);
    return table;
  }
}
