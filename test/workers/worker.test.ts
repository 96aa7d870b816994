/** The far end of the pool, at this end: what runs in threads is not seen by coverage. */
import { expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { fastestEngine } from '../../src/kernel/primitives/index.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { addChunk, emptyTally } from '../../src/tally.ts';
import { roomForCounts } from '../../workers/counts.ts';
import { pack, unpack } from '../../workers/pool/parcel.ts';
import { ping, work } from '../../workers/pool/worker.ts';
import { endlessPlan, expectedPrint, planOf } from './plans.ts';

const SEED = 'parcels';
const plan = planOf('reversible');
const DEFAULTS = { engine: fastestEngine(), generator: 'triple32' } as const;
const { graph } = plan;
const job = { graph, graphId: 'a plan', ...DEFAULTS, keys: streamKeys(SEED, graph.streams) };

it('a graph comes out of its parcel as it went in', () => {
  const parcel = pack(job);
  expect(unpack(parcel)).toEqual(graph);
  expect(parcel.keys).toEqual(job.keys);
  expect(parcel.tables.buffer).toBeInstanceOf(SharedArrayBuffer);
});

it('the worker answers', () => {
  expect(ping()).toBe(true);
});

it('the worker fills in the counts of a chunk, over those of another', async () => {
  const counts = roomForCounts(graph, 3000);
  const parcel = pack(job);
  await work({ parcel, chunk: { first: 5000, count: 3000 }, attempt: 1, counts });
  expect(await work({ parcel, chunk: { first: 0, count: 1000 }, attempt: 1, counts })).toEqual({});
  const tally = emptyTally(plan);
  addChunk(tally, { first: 0, count: 1000 }, counts);
  expect(fingerprint([tally])).toBe(expectedPrint(plan, SEED, 1000));
});

it('the worker names the state that never ends', async () => {
  const endless = endlessPlan();
  const parcel = pack({
    graph: endless.graph,
    graphId: 'endless',
    ...DEFAULTS,
    keys: streamKeys(SEED, endless.graph.streams),
  });
  const task = { parcel, chunk: { first: 0, count: 1 }, attempt: 1, counts: roomForCounts(endless.graph, 1) };
  expect(await work(task)).toEqual({ endless: 'here -> there' });
});
