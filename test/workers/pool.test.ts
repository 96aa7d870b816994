import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { fastestEngine } from '../../src/kernel/primitives/index.ts';
import type { Chunk } from '../../src/plan.ts';
import { CHUNK } from '../../src/run/chunks.ts';
import { ChunkError } from '../../src/run/executor.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { simulate } from '../../src/run/simulate.ts';
import { addChunk, emptyTally } from '../../src/tally.ts';
import { type PoolOptions, poolExecutor } from '../../workers/pool/pool.ts';
import { watchThreads } from './living-threads.ts';
import { expectedPrint, planOf } from './plans.ts';
import { compileFixtures, shippedWorker } from './shipped-worker.ts';

const SEED = 'mishaps';
const N = 3 * CHUNK;
const plan = planOf('benchmark');
const expected = expectedPrint(plan, SEED, N);
const threads = watchThreads();
const opened: ReturnType<typeof poolExecutor>[] = [];

let fixtureWorker: (name: string) => URL;
beforeAll(async () => {
  fixtureWorker = await compileFixtures();
});

/** A pool with a fixture for a worker. */
const poolOf = (fixture: string, options: PoolOptions = {}) =>
  open({ threads: 2, filename: fixtureWorker(fixture), ...options });

function open(options: PoolOptions) {
  const executor = poolExecutor({ filename: shippedWorker(), ...options });
  opened.push(executor);
  return executor;
}

const run = (executor: ReturnType<typeof poolExecutor>, signal?: AbortSignal) =>
  simulate(plan, { seed: SEED, n: N, executor, signal });

const nothing = () => expect.unreachable();
const DEFAULTS = { engine: fastestEngine(), generator: 'triple32' } as const;
const { graph } = plan;
const job = { graph, graphId: 'pool test', ...DEFAULTS, keys: streamKeys(SEED, graph.streams) };

afterEach(async () => {
  for (const executor of opened.splice(0)) await executor.close();
  expect(threads.size, 'every thread is gone').toBe(0);
});

describe('a chunk whose thread fails is done by another, and nothing shows', () => {
  it.each([
    ['throws', 'throws-once', {}],
    ['throws and lives on', 'rejects-once', {}],
    ['exits', 'exits-once', {}],
    ['exits, the only one', 'exits-once', { threads: 1 }],
    ['runs out of memory', 'eats-memory-once', { heap: 48 }],
  ] as [string, string, PoolOptions][])('a thread that %s', async (_, fixture, options) => {
    const executor = poolOf(fixture, options);
    expect(fingerprint([await run(executor)])).toBe(expected);
    // and once more with the threads as they are now
    expect(fingerprint([await run(executor)])).toBe(expected);
  });
});

describe('a chunk that fails on every thread is named, with the reason', () => {
  it.each([
    ['throws', 'cosmic ray 3', {}],
    ['exits', 'worker exited with code: 3', {}],
    ['eats-memory', 'Worker terminated due to reaching memory limit: JS heap out of memory', { heap: 48 }],
  ] as [string, string, PoolOptions][])('%s', async (fixture, reason, options) => {
    const failure = await run(poolOf(fixture, options)).catch((error) => error);
    expect(failure).toBeInstanceOf(ChunkError);
    expect(failure.message).toBe(`patients ${CHUNK} to ${2 * CHUNK - 1} failed 3 times: ${reason}`);
    expect(failure).toMatchObject({ chunk: { first: CHUNK, count: CHUNK }, attempts: 3 });
    expect(threads.size).toBe(0);
  });

  it('after as many attempts as asked', async () => {
    await expect(run(poolOf('throws', { attempts: 1 }))).rejects.toThrow(/ failed: cosmic ray 1$/);
  });
});

describe('threads that cannot be had', () => {
  it.each([
    ['throws-at-start', /^worker threads could not start: no such library/],
    ['exits-at-start', /^worker threads could not start: worker exited with code: 4/],
    ['not-there', /^worker threads could not start: .*not-there/],
  ])('%s', async (fixture, message) => {
    const executor = poolOf(fixture);
    await expect(run(executor)).rejects.toThrow(message);
    expect(threads.size).toBe(0);
    await expect(run(executor), 'a second time').rejects.toThrow(message);
  });

  it('are missed when they were there before', async () => {
    // the fixture's threads start until this file tells them not to: they share no memory
    const tombstone = join(tmpdir(), `sojourn-test-tombstone-${process.pid}`);
    rmSync(tombstone, { force: true });
    try {
      await expect(run(poolOf('cannot-come-back'))).rejects.toThrow(
        /^worker threads could not be replaced: no room for another thread/,
      );
    } finally {
      rmSync(tombstone, { force: true });
    }
  });

  it.each([0, 1.5, Number.NaN])('%s threads', (number) => {
    expect(() => poolExecutor({ threads: number })).toThrow(`threads is ${number}, must be a whole number`);
  });
});

describe('an abort', () => {
  /** Aborts when the chunks have had time to begin. They take longer than a test may, so that what ends was aborted. */
  async function abortIn(start: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const stop = new AbortController();
    const reason = new Error('seen enough');
    setTimeout(() => stop.abort(reason), 200);
    await expect(start(stop.signal)).rejects.toBe(reason);
    expect(threads.size).toBe(0);
  }

  it('ends a thread in the middle of a long chunk', async () => {
    const executor = open({ threads: 2 });
    await executor.run(job, [{ first: 0, count: 1 }], () => {});
    const long: Chunk[] = [0, 1].map((i) => ({ first: i * 2 ** 30, count: 2 ** 30 }));
    await abortIn((signal) => executor.run(job, long, nothing, signal));
  });

  it('ends a thread that hangs', async () => {
    const executor = poolOf('hangs');
    await executor.run(job, [{ first: 0, count: 1 }], () => {});
    await abortIn((signal) => run(executor, signal));
  });

  it('ends threads that have hardly begun', async () => {
    const executor = open({ threads: 2 });
    const stop = new AbortController();
    const going = run(executor, stop.signal);
    stop.abort();
    await expect(going).rejects.toBe(stop.signal.reason);
    expect(threads.size).toBe(0);
  });

  it('of one run does no harm to another', async () => {
    const executor = open({ threads: 2 });
    const stop = new AbortController();
    const long = { first: 0, count: 2 ** 30 };
    const aborted = executor.run(job, [long], nothing, stop.signal);
    const tally = emptyTally(plan);
    const chunks = [0, 1, 2].map((i) => ({ first: i * CHUNK, count: CHUNK }));
    const other = executor.run(job, chunks, (chunk, counts) => {
      addChunk(tally, chunk, counts);
      stop.abort();
    });
    await expect(aborted).rejects.toThrow('This operation was aborted');
    await other;
    expect(fingerprint([tally])).toBe(expected);
  });
});

it('a pool that is closed ends the run that is under way, and says so', async () => {
  const executor = poolOf('hangs');
  const going = run(executor);
  setTimeout(() => executor.close(), 100);
  await expect(going).rejects.toThrow('the threads were closed while chunks were in progress');
  expect(threads.size).toBe(0);
});

it('chunks are taken up as threads come free, however many there are', async () => {
  const executor = open({ threads: 2 });
  const chunks = Array.from({ length: 2000 }, (_, i) => ({ first: i, count: 1 }));
  let taken = 0;
  let delivered = 0;
  let mostUnderWay = 0;
  const counted = chunks[Symbol.iterator].bind(chunks);
  chunks.values = function* () {
    for (const chunk of { [Symbol.iterator]: counted }) {
      mostUnderWay = Math.max(mostUnderWay, ++taken - delivered);
      yield chunk;
    }
  } as typeof chunks.values;
  await executor.run(job, chunks, () => delivered++);
  expect(delivered).toBe(2000);
  expect(mostUnderWay).toBe(4);
});

it('a program that never closes its pool ends all the same', async () => {
  const program = fileURLToPath(new URL('./fixtures/forgetful-process.ts', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', import.meta.resolve?.('tsx') ?? 'tsx', program],
    { timeout: 60_000 },
  );
  expect(stdout.trim()).toBe(expectedPrint(plan, 'forgetful', 1000));
  expect(stderr).toBe('');
});
