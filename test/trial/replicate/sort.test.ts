/** The order of patients and the rank of events, against plain sorting. */
import { describe, expect, it } from 'vitest';
import { eventTimes } from '../../../src/trial/replicate/event-times.ts';
import { sortNumbers, sortPatients, sortRoom } from '../../../src/trial/replicate/sort.ts';
import { trialColumns } from '../../../src/trial/replicate/trial-columns.ts';

/** Numbers on (0, 1) that no two runs have different: multiples of the golden ratio. */
const spread = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => ((i + from + 1) * 0.618_033_988_749_895) % 1);

const samples: Record<string, number[]> = {
  nobody: [],
  one: [3],
  'two the same': [2, 2],
  'all at time 0': [0, 0, 0],
  even: spread(500).map((u) => 40 * u),
  'rising and falling': [...Array(100).keys(), ...[...Array(100).keys()].reverse()],
  'a few distinct ones': spread(300).map((u) => Math.floor(5 * u)),
  'of very different size': spread(300).map((u, i) => u * 10 ** ((i % 30) - 15)),
  'closer than the places': spread(300).map((u) => 30 + u * 1e-9),
};

describe.each(Object.entries(samples))('%s', (_, values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const largest = sorted.at(-1) ?? 0;

  it('come in increasing order', () => {
    const into = new Float64Array(values.length);
    const column = Float64Array.from(values);
    // also where the largest that could be is far from the largest that is there
    for (const most of [largest, 1000 * largest]) {
      sortNumbers(column, values.length, most, sortRoom(values.length), into);
      expect([...into]).toEqual(sorted);
    }
  });

  it('keep their bytes', () => {
    const n = values.length;
    const empty = () => ({ times: new Float64Array(n), codes: new Uint8Array(n), strata: new Uint8Array(n) });
    const from = { ...empty(), times: Float64Array.from(values) };
    for (let i = 0; i < n; i++) [from.codes[i], from.strata[i]] = [i % 4, i % 7];
    const into = empty();
    sortPatients(from, n, largest, true, sortRoom(n), into);
    expect([...into.times]).toEqual(sorted);
    const shown = ({ times, codes, strata }: typeof into) =>
      Array.from(times, (time, i) => `${time} ${codes[i]} ${strata[i]}`).sort();
    expect(shown(into)).toEqual(shown(from));
  });
});

describe.each([
  [1, 'looked up one by one'],
  [2, 'looked up one by one, two of a trial'],
  [3, 'put in order'],
])('%i ranks, %s', (ranks) => {
  it('are found, whatever the trials before were like', () => {
    const trial = trialColumns(400);
    const known = eventTimes(ranks, 400, sortRoom(400));
    // what was learnt of one trial is of no use for the next: a thousand times later, or earlier
    for (const [k, scale] of [1, 1000, 1, 0.001, 50, 60, 20, 1e-6, 1e6].entries()) {
      const values = spread(399, 17 * k).map((u) => scale * u * u * u);
      trial.eventTimes.set(values);
      trial.events = values.length;
      const sorted = [...values].sort((a, b) => a - b);
      known.read(trial);
      expect(known.count).toBe(399);
      for (const d of [1, 40, 399, 200, 2]) expect(known.nth(d), `${d} of ${scale}`).toBe(sorted[d - 1]);
    }
  });
});
