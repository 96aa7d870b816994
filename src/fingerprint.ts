import type { EndpointReadout, Readout } from './plan.ts';
import { sumCounters, sumTracks, type Tally } from './tally.ts';

/** Counts by grid row, or a single count, each with the name of what is counted. */
export type NamedCounts = [name: readonly string[], counts: ArrayLike<number>][];

/**
 * A 64-bit hash of all counts, in hexadecimal: two runs with equal fingerprints have equal counts.
 *
 * The hash covers counts with the names of what they count (a cause of an endpoint among patients of certain subgroups,
 * entries into a state, a proportion), not the tracks in which a compiler stores them. So another layout of the same
 * model has the same fingerprint.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, fingerprint, inlineExecutor, simulate } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const tally = await simulate(plans['usual-care']!, { seed: '1', n: 10_000, executor: inlineExecutor() });
 * console.log(fingerprint([tally]));
 * // cd0aeea0f1f9ba13
 * ```
 */
export function fingerprint(tallies: readonly Tally[]): string {
  const found = new Fingerprint();
  for (const tally of tallies) found.add(countsByName(tally));
  return found.text();
}

/** Every count of a tally with its name. */
export function countsByName(tally: Tally): NamedCounts {
  const { readout } = tally;
  const rows = (tracks: readonly number[]) => sumTracks(tally, tracks);
  const cells = readout.cells.map((cell) => membersOf(readout, cell.member));
  return [
    [['patients'], [tally.n]],
    ...countersByName(readout, tally.counters),
    ...readout.endpoints.flatMap((endpoint) =>
      endpoint.cells.flatMap((cell, i) => endpointCounts(endpoint, cell, cells[i]!, rows)),
    ),
    ...readout.states.flatMap(
      ({ name, entries, exits }): NamedCounts => [
        [['state', name, 'entries'], rows(entries)],
        [['state', name, 'exits'], rows(exits)],
      ],
    ),
    ...readout.ways.map(({ from, to, tracks }): NamedCounts[number] => [
      ['way', from, to, 'times'],
      rows(tracks),
    ]),
  ];
}

/** The counts of patients that have no time, with their names. */
export function countersByName(readout: Readout, counters: Float64Array): NamedCounts {
  const count = (which: readonly number[]) => [sumCounters({ counters }, which)];
  return [
    ...readout.cells.map(({ member, counter }): NamedCounts[number] => [
      ['cell', ...membersOf(readout, member)],
      count([counter]),
    ]),
    ...readout.states.map(({ name, atZero }): NamedCounts[number] => [
      ['state', name, 'at 0'],
      count(atZero),
    ]),
    ...readout.ways.map(({ from, to, counters: which }): NamedCounts[number] => [
      ['way', from, to, 'count'],
      count(which),
    ]),
    ...readout.proportions.flatMap(
      ({ name, hits, among }): NamedCounts => [
        [['proportion', name, 'hits'], count(hits)],
        [['proportion', name, 'among'], count(among)],
      ],
    ),
  ];
}

/** The subgroups of a cell, ordered by name. */
function membersOf({ subgroups }: Readout, member: readonly boolean[]): string[] {
  return subgroups
    .filter((_, k) => member[k])
    .map(({ name }) => name)
    .sort();
}

function endpointCounts(
  { name, causes }: EndpointReadout,
  { events, censored, observed }: EndpointReadout['cells'][number],
  members: readonly string[],
  rows: (tracks: readonly number[]) => Float64Array,
): NamedCounts {
  const of = (...what: string[]) => ['endpoint', name, ...what, 'of', ...members];
  return [
    ...causes.map((cause, k): NamedCounts[number] => [of('event', cause), rows(events[k]!)]),
    [of('censored'), rows(censored)],
    ...(observed
      ? ([
          [of('observed', 'event'), rows(observed.events)],
          [of('observed', 'censored'), rows(observed.censored)],
        ] satisfies NamedCounts)
      : []),
  ];
}

/**
 * The fingerprint of named counts, strategy after strategy. The order of names does not matter, and a name without
 * counts is ignored.
 *
 * Two multiply-xor hashes (FNV-1a's prime on 32-bit lanes) over each name, each non-empty row, and the low and high
 * halves of its count. They detect differences; they do not protect against forgery.
 */
export function fingerprintOf(strategies: readonly NamedCounts[]): string {
  const found = new Fingerprint();
  for (const counts of strategies) found.add(counts);
  return found.text();
}

/** A fingerprint that is built strategy by strategy, so that counts need not be kept. */
export class Fingerprint {
  readonly #hash = new Hash();
  #strategies = 0;

  add(counts: NamedCounts): void {
    this.#hash.add(this.#strategies++);
    const named = counts.map(([name, values]) => [JSON.stringify(name), values] as const);
    named.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
    for (const [name, values] of named) this.#hash.addCounts(name, values);
  }

  text(): string {
    return this.#hash.text();
  }
}

class Hash {
  #a = 0x811c9dc5;
  #b = 0x9747b28c;

  /** @param value a whole number below 2^53 */
  add(value: number): void {
    const low = value >>> 0;
    const high = (value / 4294967296) >>> 0;
    let a = Math.imul(this.#a ^ low, 0x01000193);
    a = Math.imul(a ^ high ^ (a >>> 15), 0x01000193);
    let b = Math.imul(this.#b ^ low ^ (this.#b >>> 13), 0x85ebca6b);
    b = Math.imul(b ^ high ^ (b >>> 16), 0xc2b2ae35);
    this.#a = a;
    this.#b = b;
  }

  addCounts(name: string, values: ArrayLike<number>): void {
    let isNamed = false;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value === 0) continue;
      if (!isNamed) for (let i = 0; i < name.length; i++) this.add(name.charCodeAt(i));
      isNamed = true;
      this.add(row);
      this.add(value);
    }
  }

  text(): string {
    const hex = (x: number) => (x >>> 0).toString(16).padStart(8, '0');
    return hex(this.#a ^ (this.#a >>> 16)) + hex(this.#b ^ (this.#b >>> 13));
  }
}
