import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generators } from '../../src/kernel/generators.ts';
import { Layout } from '../../src/kernel/memory.ts';
import { engines, machineOf } from '../../src/kernel/primitives/index.ts';
import type { Machine, MachineOf, Primitives } from '../../src/kernel/primitives/primitives.ts';
import { lookUp, lookUpMap, MAP_SIZE, TABLE_SIZE } from '../../src/kernel/tables.ts';
import { packPieces } from '../../src/scenario/compile/pieces.ts';

/** Patients in a column; the primitives go over fewer of them. */
const ROOM = 80;

/** Where the test's columns are. Every engine gets the same numbers in the same places. */
function layOut() {
  const layout = new Layout();
  const integers = () => layout.reserve(ROOM * 4);
  const doubles = () => layout.reserve(ROOM * 8);
  return {
    patients: integers(),
    draws: integers(),
    labels: integers(),
    visits: integers(),
    times: doubles(),
    others: doubles(),
    memory: doubles(),
    yes: { patients: integers(), times: doubles() },
    no: { patients: integers(), times: doubles() },
    counts: layout.reserve(4 * ROWS * 4),
    table: layout.reserve(TABLE_SIZE * 8),
    map: layout.reserve(MAP_SIZE * 8),
    pieces: layout.reserve(2000 * 8),
    end: layout.size,
  };
}

const ROWS = 101;
const PER_UNIT = 8;
const HORIZON = 12;
const at = layOut();

/** A piecewise-linear cumulative hazard with a level stretch. */
const PIECES = packPieces({
  times: Float64Array.of(0, 1, 3, 4.5),
  hazards: Float64Array.of(0, 0.5, 0.5, 3),
  lastRate: 2,
});

/** Numbers that mean something to every primitive, of one random seed. */
function furnish({ memory: { i32, u32, f64 } }: Machine, seed: number): void {
  let state = seed;
  // any numbers will do; these are a Weyl sequence, scrambled
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    const x = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    return (x ^ (x >>> 15)) >>> 0;
  };
  const kinds = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff];
  // each patient once, in an order of its own
  const order = Array.from({ length: ROOM }, (_, i) => i).sort(() => (next() & 1) - 0.5);
  for (let i = 0; i < ROOM; i++) {
    i32[(at.patients >> 2) + i] = order[i]!;
    u32[(at.draws >> 2) + i] = next() % 5 === 0 ? kinds[next() % kinds.length]! : next();
    i32[(at.labels >> 2) + i] = (next() % 3) * ROWS;
    i32[(at.visits >> 2) + i] = 1 + (next() % 4);
    // times on rows of the grid, at 0, at and after the horizon, and never
    const time = [0, (next() % 200) / PER_UNIT, HORIZON, Number.POSITIVE_INFINITY, next() / 2 ** 28];
    f64[(at.times >> 3) + i] = time[next() % time.length]!;
    f64[(at.others >> 3) + i] = next() / 2 ** 28;
    f64[(at.memory >> 3) + i] = 0.25 + next() / 2 ** 30;
  }
  for (let i = 0; i < TABLE_SIZE; i++) f64[(at.table >> 3) + i] = next() / 2 ** 30;
  for (let i = 0; i < MAP_SIZE; i++) f64[(at.map >> 3) + i] = next() / 2 ** 30;
  f64.set(PIECES, at.pieces >> 3);
}

const from = { patients: at.patients, times: at.times };

/** Every primitive once, on n patients. */
const calls: Record<keyof Primitives, (p: Primitives, n: number, word: number) => unknown> = {
  iota: (p, n) => p.iota(at.patients, n),
  fill: (p, n) => p.fill(at.times, n, 1.5),
  label: (p, n, word) => p.label(at.labels, n, word),
  draw: (p, n, word) => p.draw(at.patients, n, word, word ^ 77, ~word, at.draws),
  drawVisit: (p, n, word) => p.drawVisit(at.patients, n, word, word ^ 77, ~word, at.visits, at.draws),
  philox: (p, n, word) => p.philox(at.patients, n, word, word ^ 77, ~word, at.draws),
  philoxVisit: (p, n, word) => p.philoxVisit(at.patients, n, word, word ^ 77, ~word, at.visits, at.draws),
  bend: (p, n, word) => {
    const threshold = word >>> 0 || 1;
    p.bend(at.draws, n, { threshold, low: 2 ** 31 / threshold, high: 2 ** 31 / (2 ** 32 - threshold) });
  },
  count: (p, n, word) => p.count(at.draws, n, word >>> 0),
  sample: (p, n) => p.sample(at.table, at.draws, n, at.times),
  even: (p, n, word) => p.even(at.draws, n, 3, (word >>> 0) / 2 ** 28, at.times),
  race: (p, n) => p.race(at.table, at.draws, n, at.times, at.labels, 7),
  earlier: (p, n) => p.earlier(at.others, n, at.times, at.labels, 7),
  never: (p, n, word) => p.never(at.draws, n, word >>> 0, at.times),
  map: (p, n) => p.map(at.map, n, at.times),
  piecesHazard: (p, n) => p.piecesHazard(at.pieces, n, at.others),
  piecesTime: (p, n) => p.piecesTime(at.pieces, n, at.others),
  copy: (p, n) => p.copy(at.times, n, at.others),
  add: (p, n) => p.add(at.times, n, at.others),
  subtract: (p, n) => p.subtract(at.times, n, at.others),
  notBefore: (p, n) => p.notBefore(at.times, n, at.others),
  remember: (p, n) => p.remember(at.patients, n, at.times, at.memory),
  recall: (p, n) => p.recall(at.patients, n, at.memory, at.times),
  scale: (p, n) => p.scale(at.patients, n, at.memory, at.times),
  visit: (p, n) => p.visit(at.patients, n, at.visits),
  tally: (p, n) => p.tally(at.times, at.labels, n, at.counts, ROWS - 1, PER_UNIT),
  note: (p, n) => p.note(at.times, n, at.counts + 4 * ROWS, ROWS - 1, PER_UNIT),
  observe: (p, n, word) => {
    // the track of the censored may stand before that of the events
    const tracks = word & 1 ? [ROWS, 3 * ROWS] : [2 * ROWS, 0];
    const [event, censored] = tracks.map((row) => at.counts + 4 * row) as [number, number];
    p.observe(at.times, at.others, n, event, censored, ROWS - 1, PER_UNIT);
  },
  gather: (p, n) => p.gather(at.labels, n, at.draws),
  descend: (p, n, word) => p.descend(at.labels, n, word),
  advance: (p, n) =>
    p.advance(at.times, at.labels, at.patients, n, ROWS, HORIZON, at.yes.patients, at.yes.times),
  expire: (p, n) => p.expire(at.times, at.patients, n, HORIZON, at.yes.patients, at.yes.times),
  split: (p, n, word) => p.split(at.draws, word >>> 0, from, n, at.yes, at.no),
  splitPatients: (p, n, word) =>
    p.splitPatients(at.draws, word >>> 0, at.patients, n, at.yes.patients, at.no.patients),
  part: (p, n) => p.part(at.times, at.others, from, n, at.yes, at.no),
  splitOdds: (p, n) => p.splitOdds(at.draws, at.memory, from, n, at.yes, at.no),
};

/** Columns that patients are appended to hold garbage behind the last one. */
const appended = ['advance', 'expire', 'split', 'splitPatients', 'part', 'splitOdds'];

const BYTES = Math.ceil(at.end / 65536) * 65536;
const machines = engines.map(({ name, machineOf }) => ({ name, machine: machineOf(BYTES) }));

describe.each(Object.keys(calls) as (keyof Primitives)[])('%s', (name) => {
  it('gives the same bits by every engine, however many patients', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), fc.integer(), fc.integer(), (n, word, seed) => {
        const results = machines.map(({ machine }) => {
          // what is before the first column is the primitives' own
          machine.memory.i32.fill(0, at.patients >> 2);
          furnish(machine, seed);
          const before = machine.memory.i32.slice();
          const answer = calls[name](machine.primitives, n, word);
          return { answer, touched: touched(before, machine.memory.i32, name, n, answer as number) };
        });
        for (const result of results) expect(result).toEqual(results[0]);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

/** What a call wrote: the first n of the test's columns, or as many as were appended. */
function touched(
  before: Int32Array,
  after: Int32Array,
  name: string,
  n: number,
  moved: number,
): Record<string, number[]> {
  const read = (place: number, words: number) => [...after.subarray(place >> 2, (place >> 2) + words)];
  const columns: Record<string, number[]> = {
    patients: read(at.patients, n),
    draws: read(at.draws, n),
    labels: read(at.labels, n),
    times: read(at.times, 2 * n),
    others: read(at.others, 2 * n),
    // scattered to: all of it
    visits: read(at.visits, ROOM),
    memory: read(at.memory, 2 * ROOM),
    counts: read(at.counts, 4 * ROWS),
  };
  if (appended.includes(name)) {
    Object.assign(columns, {
      yesPatients: read(at.yes.patients, moved),
      yesTimes: read(at.yes.times, 2 * moved),
      noPatients: read(at.no.patients, n - moved),
      noTimes: read(at.no.times, 2 * (n - moved)),
    });
  }
  // tables are never written
  for (const place of [at.table, at.map, at.pieces]) expect(after[place >> 2], name).toBe(before[place >> 2]);
  return columns;
}

/** What no column should hold, and what a law at the end of its domain, or a ratio, may put there. */
const nasty = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0],
  ...[Number.MIN_VALUE, 2e-320, 2 ** -1022, 1e-310, 2 ** -41, 2 ** -40, 1e-9],
  ...[4095.999, 4096, 4097, 2 ** 31, 2 ** 32, 2 ** 52, 2 ** 53, 1e100, 1e300, Number.MAX_VALUE],
  ...[HORIZON, HORIZON + 1e-12, (ROWS - 1) / PER_UNIT, ROWS / PER_UNIT, (ROWS + 1) / PER_UNIT],
].flatMap((value) => [value, -value]);

describe.each(Object.keys(calls) as (keyof Primitives)[])(
  '%s, whatever doubles are in its columns,',
  (name) => {
    it('stays within its columns and gives the same numbers by every engine', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 70 }), fc.integer(), fc.integer(), (n, word, seed) => {
          const results = machines.map(({ machine }) => {
            machine.memory.i32.fill(0, at.patients >> 2);
            furnish(machine, seed);
            const { f64 } = machine.memory;
            // behind the patients of the call too: a vector loop may read those
            for (let i = 0; i < ROOM; i++) {
              const any = (salt: number) =>
                nasty[((Math.imul(i + salt, 0x9e3779b9) ^ seed) >>> 0) % nasty.length]!;
              for (const [salt, place] of [at.times, at.others, at.memory].entries())
                f64[(place >> 3) + i] = any(7 * salt);
            }
            const before = machine.memory.i32.slice();
            const answer = calls[name](machine.primitives, n, word);
            return { answer, ...whereAndWhat(before, machine, name, n, answer as number) };
          });
          for (const { strays, ...result } of results) {
            expect(strays).toEqual([]);
            expect(result).toEqual({ ...results[0], strays: undefined });
          }
        }),
        { seed: 2, numRuns: 60 },
      );
    });
  },
);

/** A line behind a column may be written over. */
const SPARE = 64;

/** Words changed outside of what a call may write, and the numbers in what it wrote; one NaN is like another. */
function whereAndWhat(
  before: Int32Array,
  { memory: { i32, f64 } }: Machine,
  name: string,
  n: number,
  moved: number,
) {
  const integers = [at.patients, at.draws, at.labels, at.visits, at.yes.patients, at.no.patients];
  const doubles = [at.times, at.others, at.memory, at.yes.times, at.no.times];
  const mine = [
    ...integers.map((place) => ({ place, bytes: ROOM * 4 + SPARE })),
    ...doubles.map((place) => ({ place, bytes: ROOM * 8 + SPARE })),
    { place: at.counts, bytes: 4 * ROWS * 4 },
  ];
  const strays: number[] = [];
  for (let word = at.patients >> 2; word < i32.length; word++) {
    const place = word * 4;
    if (
      i32[word] !== before[word] &&
      !mine.some((one) => place >= one.place && place < one.place + one.bytes)
    )
      strays.push(place);
  }
  const integersAt = (place: number, count: number) => [...i32.subarray(place >> 2, (place >> 2) + count)];
  const doublesAt = (place: number, count: number) => [...f64.subarray(place >> 3, (place >> 3) + count)];
  const kept = appended.includes(name) ? moved : 0;
  return {
    strays,
    patients: integersAt(at.patients, n),
    draws: integersAt(at.draws, n),
    labels: integersAt(at.labels, n),
    counts: integersAt(at.counts, 4 * ROWS),
    times: doublesAt(at.times, n),
    others: doublesAt(at.others, n),
    memory: doublesAt(at.memory, ROOM),
    yes: [integersAt(at.yes.patients, kept), doublesAt(at.yes.times, kept)],
  };
}

const freshly = (name: (typeof engines)[number]['name']): Machine => {
  const machine = (machineOf(name) satisfies MachineOf)(BYTES);
  furnish(machine, 5);
  return machine;
};

describe.each(engines.map(({ name }) => name))('%s', (name) => {
  it.each(generators)('draws as the definition of $name says', ({ name: generator, draw }) => {
    const { primitives: p, memory } = freshly(name);
    const [first, k1, k2] = [3_000_000_000 | 0, 123_456_789, -987_654_321];
    const patients = memory.i32.slice(at.patients >> 2, (at.patients >> 2) + 77);
    const drawn = () => [...memory.i32.subarray(at.draws >> 2, (at.draws >> 2) + 77)];
    const plain = generator === 'philox' ? p.philox : p.draw;
    plain(at.patients, 77, first, k1, k2, at.draws);
    expect(drawn()).toEqual([...patients].map((patient) => draw(k1, k2, (first + patient) | 0, 0)));
    const visited = generator === 'philox' ? p.philoxVisit : p.drawVisit;
    visited(at.patients, 77, first, k1, k2, at.visits, at.draws);
    const visits = memory.i32.subarray(at.visits >> 2, (at.visits >> 2) + ROOM);
    expect(drawn()).toEqual(
      [...patients].map((patient) => draw(k1, k2, (first + patient) | 0, visits[patient]! - 1)),
    );
  });

  it('counts what is before time 0 in row 0 and what is no number as never', () => {
    const { primitives: p, memory } = freshly(name);
    const times = [-1e300, -1, -0, 0, 1e-300, HORIZON, 1e300, Number.POSITIVE_INFINITY, Number.NaN];
    memory.f64.set(times, at.times >> 3);
    memory.i32.fill(0, at.counts >> 2, (at.counts >> 2) + ROWS);
    p.note(at.times, times.length, at.counts, ROWS - 1, PER_UNIT);
    const counts = memory.i32.subarray(at.counts >> 2, (at.counts >> 2) + ROWS);
    expect([counts[0], counts[1], counts[HORIZON * PER_UNIT], counts[ROWS - 1]]).toEqual([4, 1, 1, 3]);
  });

  it('takes infinite odds for a certain yes, and what is no number for a no', () => {
    const { primitives: p, memory } = freshly(name);
    const odds = [Number.POSITIVE_INFINITY, 1e300, 1e18, 0, -0, -1, Number.NEGATIVE_INFINITY, Number.NaN];
    memory.f64.set(odds, at.memory >> 3);
    memory.i32.set([0, 0x7fffffff, -1, 0, 0x7fffffff, -1, 0, 0], at.draws >> 2);
    const patients = [...memory.i32.subarray(at.patients >> 2, (at.patients >> 2) + odds.length)];
    expect(p.splitOdds(at.draws, at.memory, from, odds.length, at.yes, at.no)).toBe(3);
    const told = (place: number, count: number) => [...memory.i32.subarray(place >> 2, (place >> 2) + count)];
    expect(told(at.yes.patients, 3)).toEqual(patients.slice(0, 3));
    expect(told(at.no.patients, 5)).toEqual(patients.slice(3));
  });

  it('reads quantile tables and maps as their definition says', () => {
    const { primitives: p, memory } = freshly(name);
    const draws = [...memory.i32.subarray(at.draws >> 2, (at.draws >> 2) + 77)];
    p.sample(at.table, at.draws, 77, at.times);
    const times = memory.f64.subarray(at.times >> 3, (at.times >> 3) + 77);
    expect([...times]).toEqual(draws.map((x) => lookUp(memory.f64, at.table >> 3, x)));
    const values = [...memory.f64.subarray(at.others >> 3, (at.others >> 3) + 77)];
    p.map(at.map, 77, at.others);
    const mapped = memory.f64.subarray(at.others >> 3, (at.others >> 3) + 77);
    expect([...mapped]).toEqual(values.map((value) => lookUpMap(memory.f64, at.map >> 3, value)));
  });
});
