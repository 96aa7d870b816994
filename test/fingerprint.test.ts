import { describe, expect, it } from 'vitest';
import { countsByName, fingerprint, fingerprintOf } from '../src/fingerprint.ts';
import type { EndpointReadout, Readout } from '../src/plan.ts';
import type { Tally } from '../src/tally.ts';
import { patients, strategiesOf, tallyOf, textOf } from './engine/simulated.ts';

const [pair] = strategiesOf(textOf('stage-iv-rectal.yaml'), 'stage-iv-rectal');
const tally = tallyOf(pair!.plan, 'fingerprint', patients(2000));
const known = fingerprint([tally]);

/** The same counts with other numbers of tracks and counters. */
function relaid(of: Tally, track: (old: number) => number, counter: (old: number) => number): Tally {
  const { stride, readout } = of;
  const tracks = new Float64Array(of.tracks.length);
  for (let old = 0; old * stride < tracks.length; old++)
    tracks.set(of.tracks.subarray(old * stride, (old + 1) * stride), track(old) * stride);
  const counters = new Float64Array(of.counters.length);
  of.counters.forEach((value, old) => {
    counters[counter(old)] = value;
  });
  const endpointCell = ({ events, censored, observed }: EndpointReadout['cells'][number]) => ({
    events: events.map((list) => list.map(track)),
    censored: censored.map(track),
    observed: observed && {
      events: observed.events.map(track),
      censored: observed.censored.map(track),
    },
  });
  const moved: Readout = {
    ...readout,
    cells: readout.cells.map((cell) => ({ ...cell, counter: counter(cell.counter) })),
    endpoints: readout.endpoints.map((endpoint) => ({
      ...endpoint,
      cells: endpoint.cells.map(endpointCell),
    })),
    states: readout.states.map((state) => ({
      ...state,
      atZero: state.atZero.map(counter),
      entries: state.entries.map(track),
      exits: state.exits.map(track),
    })),
    ways: readout.ways.map((way) => ({
      ...way,
      tracks: way.tracks.map(track),
      counters: way.counters.map(counter),
    })),
    proportions: readout.proportions.map((one) => ({
      ...one,
      hits: one.hits.map(counter),
      among: one.among.map(counter),
    })),
  };
  return { ...of, tracks, counters, readout: moved };
}

describe('a fingerprint', () => {
  const count = tally.tracks.length / tally.stride;

  it('does not depend on which track or counter keeps a count', () => {
    const backwards = relaid(
      tally,
      (old) => count - 1 - old,
      (old) => tally.counters.length - 1 - old,
    );
    expect(backwards.tracks).not.toEqual(tally.tracks);
    expect(fingerprint([backwards])).toBe(known);
  });

  it('does not depend on the order of cells, endpoints, states or proportions', () => {
    const { readout } = tally;
    const turned: Readout = {
      cells: readout.cells.toReversed(),
      subgroups: readout.subgroups,
      endpoints: readout.endpoints
        .toReversed()
        .map((endpoint) => ({ ...endpoint, cells: endpoint.cells.toReversed() })),
      states: readout.states.toReversed(),
      ways: readout.ways.toReversed(),
      proportions: readout.proportions.toReversed(),
    };
    expect(fingerprint([{ ...tally, readout: turned }])).toBe(known);
  });

  it('tells apart a single patient in a single row of any count', () => {
    const [small] = strategiesOf(textOf('reversible.yaml'), 'reversible');
    const few = countsByName(tallyOf(small!.plan, 'fingerprint', patients(100)));
    const known = fingerprintOf([few]);
    for (const [i, [name, counts]] of few.entries()) {
      for (const row of [0, counts.length - 1]) {
        const changed = few.map(([other, values], k): [readonly string[], ArrayLike<number>] => {
          const own = Float64Array.from(values);
          if (k === i) own[row]! += 1;
          return [other, own];
        });
        expect(fingerprintOf([changed]), `${name.join(' ')} row ${row}`).not.toBe(known);
      }
    }
  });

  it('tells apart the same counts under another name, and strategies in another order', () => {
    const named = countsByName(tally);
    const renamed = named.map(([name, counts]): (typeof named)[number] => [[...name, 'x'], counts]);
    expect(fingerprintOf([renamed])).not.toBe(known);
    expect(fingerprintOf([renamed, named])).not.toBe(fingerprintOf([named, renamed]));
    expect(fingerprintOf([named, []])).not.toBe(known);
  });

  it('takes what was never counted for not there', () => {
    expect(fingerprintOf([[...countsByName(tally), [['endpoint', 'never'], new Float64Array(7)]]])).toBe(
      known,
    );
  });

  it('has every count by a name of its own', () => {
    const names = countsByName(tally).map(([name]) => JSON.stringify(name));
    expect(new Set(names).size).toBe(names.length);
  });
});
