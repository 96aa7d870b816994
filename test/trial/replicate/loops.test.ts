/** The loops over one trial: against plain sorting and counting, and the same by every engine to the last bit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../src/kernel/primitives/index.ts';
import { type Columns, heapColumns } from '../../../src/trial/replicate/columns.ts';
import { type EventTable, eventTable } from '../../../src/trial/replicate/event-table.ts';
import { eventTimes, eventTimesRoom } from '../../../src/trial/replicate/event-times.ts';
import { EVENT, type LookData, TREATED } from '../../../src/trial/replicate/look-data.ts';
import { workshopFor } from '../../../src/trial/replicate/loops/index.ts';
import type { TrialLoops } from '../../../src/trial/replicate/loops/loops.ts';
import { sortedRoom, sortRoom } from '../../../src/trial/replicate/loops/room.ts';
import { sortPatients, sortTimes } from '../../../src/trial/replicate/loops/typescript/sort.ts';
import { type TrialColumns, trialColumns } from '../../../src/trial/replicate/trial-columns.ts';

/** Patients in a column; the loops go over fewer of them. */
const ROOM = 400;

const lookIn = (from: Columns): LookData => ({
  ...sortedRoom(ROOM, from),
  ...{ size: 0, sizes: [0, 0], events: 0 },
});

const workshops = engines.map(({ name }) => ({
  name,
  ...workshopFor(name, (from) => ({
    trial: trialColumns(ROOM, from),
    sort: sortRoom(ROOM, from),
    unsorted: sortedRoom(ROOM, from),
    look: lookIn(from),
    times: from.doubles(ROOM),
    sorted: from.doubles(ROOM),
    draws: [from.doubles(ROOM), from.doubles(ROOM), from.doubles(ROOM)] as const,
    fewRanks: eventTimesRoom(2, ROOM, from),
    manyRanks: eventTimesRoom(3, ROOM, from),
    table: eventTable(ROOM, from),
  })),
}));

/** Numbers on (0, 1) that no two runs have different: multiples of the golden ratio. */
const spread = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => ((i + from + 1) * 0.618_033_988_749_895) % 1);

const samples: Record<string, number[]> = {
  nobody: [],
  one: [3],
  'two the same': [2, 2],
  'three at time 0': [0, 0, 0],
  even: spread(ROOM).map((u) => 40 * u),
  'rising and falling': [...Array(100).keys(), ...[...Array(100).keys()].reverse()],
  'a few distinct ones': spread(300).map((u) => Math.floor(5 * u)),
  'of very different size': spread(300).map((u, i) => u * 10 ** ((i % 30) - 15)),
  'falling, in one place of the digits': [1e9, ...spread(399).map((_, i) => 399 - i)],
  'rising and tied, in one place of the digits': [
    1e9,
    ...spread(399).map((u, i) => (i % 40) + Math.floor(2 * u)),
  ],
  'closer than the places': spread(301).map((u) => 30 + u * 1e-9),
};

describe.each(workshops)('by the loops in $name', ({ loops, room }) => {
  describe.each(Object.entries(samples))('%s', (_, values) => {
    const inOrder = [...values].sort((a, b) => a - b);
    const n = values.length;

    it('come in increasing order', () => {
      room.times.set(values);
      loops.sortTimes(room.times, n, room.sort, room.sorted);
      expect([...room.sorted.subarray(0, n)]).toEqual(inOrder);
    });

    it('keep who they are of', () => {
      // all are there from 0 on, so that who has no event is followed to the cut: the next after the last time
      const { trial } = room;
      const end = 2 * Math.max(1, ...values);
      const isEvent = (i: number) => i % 3 > 0;
      trial.size = n;
      trial.control = n >> 1;
      for (let i = 0; i < n; i++) {
        trial.start[i] = 0;
        trial.time[i] = values[i]!;
        trial.eventAt[i] = isEvent(i) ? values[i]! : Infinity;
        trial.stratum[i] = i % 7;
      }
      for (const at of [end, 1000 * end]) {
        loops.cut(
          trial,
          at,
          undefined,
          { hasStrata: true, sort: room.sort, unsorted: room.unsorted },
          room.look,
        );
        const { times, codes, strata, size, sizes, events } = room.look;
        expect([...times.subarray(0, n)]).toEqual(inOrder);
        const codeOf = (i: number) => (i < n >> 1 ? 0 : TREATED) | (isEvent(i) ? EVENT : 0);
        const told = values.map((time, i) => `${time} ${codeOf(i)} ${i % 7}`);
        expect(Array.from({ length: n }, (_, i) => `${times[i]} ${codes[i]} ${strata[i]}`).sort()).toEqual(
          told.sort(),
        );
        const wanted = values.filter((_, i) => isEvent(i)).length;
        expect({ size, sizes, events }).toEqual({ size: n, sizes: [n >> 1, n - (n >> 1)], events: wanted });
      }
    });
  });

  it.each([
    ['looked up one by one', room.fewRanks],
    ['put in order', room.manyRanks],
  ])('ranks of events are found, %s, whatever the trials before were like', (_, timesRoom) => {
    const known = eventTimes(timesRoom, room.sort, loops);
    // what was learnt of one trial is of no use for the next: a thousand times later, or earlier
    for (const [k, scale] of [1, 1000, 1, 0.001, 50, 60, 20, 1e-6, 1e6].entries()) {
      const values = spread(399, 17 * k).map((u) => scale * u * u * u);
      room.trial.eventTimes.set(values);
      room.trial.events = values.length;
      const sorted = [...values].sort((a, b) => a - b);
      known.read(room.trial);
      expect(known.count).toBe(399);
      for (const d of [1, 40, 399, 200, 2]) expect(known.nth(d), `${d} of ${scale}`).toBe(sorted[d - 1]);
    }
  });
});

/** Times as trials have them: 0, tied ones on a calendar of days, any, and never. */
const time = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 24 }), weight: 3 },
  { arbitrary: fc.double({ min: 0, max: 60, noNaN: true }), weight: 6 },
  { arbitrary: fc.constant(0), weight: 1 },
  { arbitrary: fc.constant(Infinity), weight: 1 },
);
const patient = fc.record({
  entry: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5)),
  event: time,
  lost: time,
  stratum: fc.nat(2),
});
const trialOfSome = fc.record({
  patients: fc.array(patient, { maxLength: 70 }),
  control: fc.nat(70),
  first: fc.nat(3),
  at: fc.double({ min: 0, max: 60, noNaN: true }),
  hasStrata: fc.boolean(),
});

/** The table of a look, and the slopes of Cox's likelihood that it gives. */
function tableBy(loops: TrialLoops, look: LookData, table: EventTable) {
  loops.tabulate(table, look);
  const { rows, tied, times, control, treated, events, treatedEvents } = table;
  const slopes = new Float64Array(3);
  loops.coxSlopes(table, 0.7, slopes);
  const columns = [times, control, treated, events, treatedEvents].map((column) =>
    bits(column.subarray(0, rows)),
  );
  return { rows, tied, columns, slopes: bits(slopes) };
}

const bits = (column: Float64Array) => [...new BigUint64Array(column.slice().buffer)];

describe.each(workshops)('many times by the loops in $name', ({ name }) => {
  const n = 200_000;
  const { loops, room } = workshopFor(name, (from) => ({
    trial: trialColumns(n, from),
    sort: sortRoom(n, from),
    unsorted: sortedRoom(n, from),
    look: { ...sortedRoom(n, from), size: 0, sizes: [0, 0] as [number, number], events: 0 },
    sorted: from.doubles(n),
    select: eventTimesRoom(1, n, from),
  }));

  // by insertion alone each would take minutes; how much work it is, is counted below
  it('are sorted, selected and cut where a late one leaves a single place to all others', () => {
    const values = Float64Array.from({ length: n }, (_, i) => (i === 0 ? 1e12 : 1000 + ((i * 7919) % n)));
    const inOrder = values.toSorted();
    room.trial.eventTimes.set(values);
    room.trial.events = n;
    loops.sortTimes(room.trial.eventTimes, n, room.sort, room.sorted);
    expect(room.sorted).toEqual(inOrder);
    const known = eventTimes(room.select, room.sort, loops);
    known.read(room.trial);
    expect(known.nth(n >> 1)).toBe(inOrder[(n >> 1) - 1]);
    Object.assign(room.trial, { size: n, control: n >> 1 });
    room.trial.start.fill(0);
    room.trial.time.set(values);
    room.trial.eventAt.set(values);
    const cutRoom = { hasStrata: true, sort: room.sort, unsorted: room.unsorted };
    loops.cut(room.trial, 1e12, undefined, cutRoom, room.look);
    expect(room.look.times).toEqual(inOrder);
  });
});

describe('the work of sorting', () => {
  const n = 4000;
  const worst = Float64Array.from({ length: n }, (_, i) => (i === 0 ? 1e12 : 1000 + ((i * 1667) % n)));
  /** By insertion alone it is n^2 / 4 steps of a read and a write: 20 times as much. */
  const most = 12 * n * Math.log2(n);

  it('rises with n log n whatever the times are', () => {
    const [sorted, work] = counted(new Float64Array(n));
    sortTimes(worst, n, sortRoom(n, heapColumns), sorted);
    expect(work()).toBeLessThan(most);
    expect([...sorted]).toEqual([...worst].sort((a, b) => a - b));
  });

  it('of patients too', () => {
    const [times, work] = counted(new Float64Array(n));
    const into = { ...sortedRoom(n, heapColumns), times };
    const unsorted = { ...sortedRoom(n, heapColumns), times: worst.slice() };
    sortPatients(unsorted, n, 1e12, true, sortRoom(n, heapColumns), into);
    expect(work()).toBeLessThan(most);
    expect([...times]).toEqual([...worst].sort((a, b) => a - b));
  });

  /** A column that counts how often a number is read or written. */
  function counted(column: Float64Array): [Float64Array, () => number] {
    let accesses = 0;
    const proxy = new Proxy(column, {
      get(target, key) {
        if (typeof key === 'string' && /^\d/.test(key)) accesses++;
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
      set(target, key, value) {
        accesses++;
        return Reflect.set(target, key, value);
      },
    });
    return [proxy, () => accesses];
  }
});

describe('every engine', () => {
  it('gives the same bits for any trial', () => {
    fc.assert(
      fc.property(trialOfSome, ({ patients, control: some, first, at, hasStrata }) => {
        const n = patients.length;
        const control = Math.min(some, n);
        const results = workshops.map(({ loops, room }) => {
          const { trial, draws, look } = room;
          patients.forEach(({ entry, event, lost, stratum }, i) => {
            [draws[0][first + i], draws[1][first + i], draws[2][first + i]] = [entry, event, lost];
            trial.stratum[i] = stratum;
          });
          const [entry, events, losses] = draws;
          Object.assign(trial, { size: n, control, events: 0 });
          const even = { entry, events, losses, opens: 1.5, length: 24 };
          loops.enrolEvenly({ ...even, first, firstLost: first }, control, 0, trial);
          const treated = first + control;
          loops.enrolEvenly({ ...even, first: treated, firstLost: treated }, n - control, control, trial);
          const found = {
            events: trial.events,
            start: bits(trial.start.subarray(0, n)),
            time: bits(trial.time.subarray(0, n)),
            eventAt: bits(trial.eventAt.subarray(0, n)),
            eventTimes: bits(trial.eventTimes.subarray(0, trial.events)),
          };
          const select = room.fewRanks.select!;
          const ranks = Array.from({ length: trial.events }, (_, d) =>
            loops.nthTime(trial.eventTimes, trial.events, d + 1, 255 / 40, select),
          );
          expect(ranks).toEqual(eventsInOrder(trial));
          const looks = [at, ranks[n >> 2] ?? 0].map((cut, k) => {
            // at the time of an event, fewer may be wanted than are there
            const wanted = k === 0 ? undefined : ranks.indexOf(cut) + 1 || undefined;
            loops.cut(trial, cut, wanted, { hasStrata, sort: room.sort, unsorted: room.unsorted }, look);
            const { size, events, sizes, times, codes, strata } = look;
            return {
              ...{ size, events, sizes: [...sizes], times: bits(times.subarray(0, size)) },
              codes: [...codes.subarray(0, size)],
              strata: hasStrata && [...strata.subarray(0, size)],
              z: bits(Float64Array.of(loops.logRankZ(look))),
              ...tableBy(loops, look, room.table),
            };
          });
          return { ...found, looks };
        });
        for (const result of results) expect(result).toEqual(results[0]);
      }),
      { numRuns: 500 },
    );
  });
});

/** Times that no kernel hands out, among some that it does. */
const weird = fc.oneof(
  { arbitrary: fc.double({ noDefaultInfinity: false }), weight: 4 },
  { arbitrary: fc.double({ min: 0, max: 60, noNaN: true }), weight: 3 },
  {
    arbitrary: fc.constantFrom(
      NaN,
      Infinity,
      -Infinity,
      -0,
      -1,
      -1e300,
      1e300,
      5e-324,
      -5e-324,
      2 ** 31,
      -(2 ** 31),
      2 ** 53,
    ),
    weight: 3,
  },
);

describe.each(workshops)('whatever the times are, by the loops in $name,', ({ loops, room }) => {
  const all = {
    start: room.trial.start,
    time: room.trial.time,
    eventAt: room.trial.eventAt,
    eventTimes: room.trial.eventTimes,
    stratum: room.trial.stratum,
    low: room.sort.low,
    high: room.sort.high,
    places: room.sort.places,
    byLow: room.sort.byLow,
    unsortedTimes: room.unsorted.times,
    unsortedCodes: room.unsorted.codes,
    unsortedStrata: room.unsorted.strata,
    lookTimes: room.look.times,
    lookCodes: room.look.codes,
    lookStrata: room.look.strata,
    times: room.times,
    sorted: room.sorted,
    draws: room.draws[0],
    counts: room.fewRanks.select!.counts,
    near: room.fewRanks.select!.near,
    many: room.manyRanks.sorted!,
    rowTimes: room.table.times,
    control: room.table.control,
    treated: room.table.treated,
    events: room.table.events,
    treatedEvents: room.table.treatedEvents,
  };
  const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

  /** Does something, and finds all columns as they were but for those that it may write to. */
  function leavesOthers(written: readonly (keyof typeof all)[], act: () => void): void {
    const others = (Object.keys(all) as (keyof typeof all)[]).filter((name) => !written.includes(name));
    const before = others.map((name) => bytesOf(all[name]));
    act();
    expect(others.filter((name, k) => bytesOf(all[name]) !== before[k])).toEqual([]);
  }

  const same = (a: readonly number[], b: readonly number[]) =>
    expect(bits(Float64Array.from(a)).sort()).toEqual(bits(Float64Array.from(b)).sort());

  it('none becomes a place outside its column, and none is lost, where times are sorted and ranked', () => {
    fc.assert(
      fc.property(
        fc.array(weird, { maxLength: 60 }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (values, perUnit) => {
          const n = values.length;
          room.times.set(values);
          leavesOthers(['low', 'high', 'places', 'byLow', 'sorted'], () =>
            loops.sortTimes(room.times, n, room.sort, room.sorted),
          );
          const sorted = [...room.sorted.subarray(0, n)];
          same(sorted, values);
          const isOrdered = !values.some(Number.isNaN);
          if (isOrdered)
            expect(sorted.map((one) => one + 0)).toEqual(values.map((one) => one + 0).sort((a, b) => a - b));
          for (const d of [1, (n >> 1) + 1, n].filter((rank) => rank >= 1 && rank <= n)) {
            leavesOthers(['counts', 'near'], () => {
              const found = loops.nthTime(room.times, n, d, perUnit, room.fewRanks.select!);
              if (isOrdered && values.every((one) => one >= 0)) expect(found + 0).toBe(sorted[d - 1]! + 0);
              else expect(values.some((one) => Object.is(one + 0, found + 0))).toBe(true);
            });
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('nor where a trial is cut, and the tests of a look come to an end', () => {
    const person = fc.record({ start: weird, time: weird, eventAt: weird });
    fc.assert(
      fc.property(
        fc.array(person, { maxLength: 60 }),
        fc.nat(60),
        weird,
        fc.option(fc.nat(20), { nil: undefined }),
        fc.boolean(),
        (people, some, at, wanted, hasStrata) => {
          const n = people.length;
          Object.assign(room.trial, { size: n, control: Math.min(some, n), events: 0 });
          people.forEach(({ start, time, eventAt }, i) => {
            room.trial.start[i] = start;
            room.trial.time[i] = time;
            room.trial.eventAt[i] = eventAt;
            room.trial.stratum[i] = i % 3;
          });
          const written = ['low', 'high', 'places', 'byLow'] as const;
          const ofLook = [
            'unsortedTimes',
            'unsortedCodes',
            'unsortedStrata',
            'lookTimes',
            'lookCodes',
            'lookStrata',
          ] as const;
          leavesOthers([...written, ...ofLook], () =>
            loops.cut(
              room.trial,
              at,
              wanted,
              { hasStrata, sort: room.sort, unsorted: room.unsorted },
              room.look,
            ),
          );
          const { size, codes } = room.look;
          expect(size).toBe(people.filter(({ start }) => start <= at).length);
          expect(codes.subarray(0, size).every((code) => code <= (TREATED | EVENT))).toBe(true);
          leavesOthers(['rowTimes', 'control', 'treated', 'events', 'treatedEvents'], () => {
            tableBy(loops, room.look, room.table);
            loops.logRankZ(room.look);
          });
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});

const eventsInOrder = ({ eventTimes: times, events }: TrialColumns) =>
  [...times.subarray(0, events)].sort((a, b) => a - b);
