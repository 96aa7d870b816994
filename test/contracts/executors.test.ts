/** What every way of carrying chunks away must hold to. An executor is tested by being listed. */
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { createEngine } from '../../src/kernel/engine.ts';
import { fastestEngine, machineOf } from '../../src/kernel/primitives/index.ts';
import { poolExecutor } from '../../src/node.ts';
import type { Chunk, Plan } from '../../src/plan.ts';
import { adaptiveExecutor } from '../../src/run/adaptive.ts';
import { ChunkError, type Executor, type Job } from '../../src/run/executor.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { simulate } from '../../src/run/simulate.ts';
import { addChunk, emptyTally } from '../../src/tally.ts';
import type { ArmColumns } from '../../src/trial/arms/columns.ts';
import { lawColumns } from '../../src/trial/arms/law.ts';
import { watchThreads } from '../workers/living-threads.ts';
import { endlessPlan, expectedPrint, planOf } from '../workers/plans.ts';
import { shippedWorker } from '../workers/shipped-worker.ts';
import { webThreads } from '../workers/web-threads.ts';

const pool = (threads: number) => poolExecutor({ threads, filename: shippedWorker() });
const adaptive = (worthwhile: number) =>
  adaptiveExecutor({ threads: 2, startPool: async () => pool(2), worthwhile });

const executors: [string, () => Executor][] = [
  ['inline', inlineExecutor],
  ['pool of 1', () => pool(1)],
  ['pool of 2', () => pool(2)],
  ['pool of 7', () => pool(7)],
  ['adaptive, threads always worth it', () => adaptive(0)],
  ['web of 1', () => webThreads({ threads: 1 })],
  ['web of 3', () => webThreads({ threads: 3 })],
  ['web of 2 with shared memory', () => webThreads({ threads: 2, isShared: true })],
  ['adaptive, threads never worth it', () => adaptive(Number.POSITIVE_INFINITY)],
];

const SEED = 'the same bytes';
/** two chunks and a part of one */
const MANY = 600_000;
const plans = { benchmark: planOf('benchmark'), reversible: planOf('reversible') };
const endless = endlessPlan();
const expected = Object.fromEntries(
  Object.entries(plans).map(([name, plan]) => [
    name,
    { many: expectedPrint(plan, SEED, MANY), few: expectedPrint(plan, SEED, 1234) },
  ]),
);
const benchmark = plans.benchmark;
const threads = watchThreads();
/** Whose patients have a time each. */
const [timed] = lawColumns([
  { kind: 'law', title: 'an arm', parts: [{ hazard: { starts: [0], rates: [0.1] } }] },
]) as [ArmColumns];

const jobOf = ({ graph }: Pick<Plan, 'graph'>, graphId: string) => ({
  graph,
  graphId,
  engine: fastestEngine(),
  generator: 'triple32' as const,
  keys: streamKeys(SEED, graph.streams),
});

/** The kernel's own, in one go. */
function timesOf({ graph, keys }: Job, { first, count }: Chunk): Float64Array {
  return createEngine(graph, machineOf('typescript')).run(keys, first, count).outcomes![0]!;
}

/** Patients 0 to MANY - 1 in chunks of many sizes, in an order of their own. */
function shuffledChunks(): Chunk[] {
  const chunks: Chunk[] = [];
  for (let first = 0, i = 0; first < MANY; i++) {
    const count = Math.min(MANY - first, [1, 70_000, 4096, 33_333, 100_001][i % 5]!);
    chunks.push({ first, count });
    first += count;
  }
  const step = 7;
  expect(chunks.length % step, 'the step must reach every chunk').not.toBe(0);
  return chunks.map((_, i) => chunks[(i * step) % chunks.length]!);
}

describe.each(executors)('%s', (_, create) => {
  const executor = create();
  const run = (plan = benchmark, n = MANY) => simulate(plan, { seed: SEED, n, executor });
  afterAll(() => executor.close());

  it.each(Object.entries(plans))('counts %s as the kernel does in one chunk', async (name, plan) => {
    expect(fingerprint([await run(plan)])).toBe(expected[name]!.many);
    expect(fingerprint([await run(plan, 1234)])).toBe(expected[name]!.few);
  });

  it('counts the same whatever the chunks and their order are', async () => {
    const tally = emptyTally(benchmark);
    await executor.run(jobOf(benchmark, 'shuffled'), shuffledChunks(), (chunk, counts) =>
      addChunk(tally, chunk, counts),
    );
    expect(tally.done).toEqual([{ first: 0, count: MANY }]);
    expect(fingerprint([tally])).toBe(expected.benchmark!.many);
  });

  it('counts the same in two goes', async () => {
    const tally = await run(benchmark, 100_000);
    await simulate(benchmark, { seed: SEED, n: MANY, executor }, tally);
    expect(fingerprint([tally])).toBe(expected.benchmark!.many);
  });

  it("hands out patients' own times, run after run of one job, however large", async () => {
    const job = jobOf(timed, 'timed');
    const whole = timesOf(job, { first: 0, count: 40_000 });
    for (const [first, count] of [
      [0, 5000],
      [5000, 20_000],
      [25_000, 30],
      [25_030, 14_970],
    ] as const) {
      const found = new Float64Array(count);
      const chunks = Array.from({ length: Math.ceil(count / 4096) }, (_, i) => ({
        first: first + 4096 * i,
        count: Math.min(4096, count - 4096 * i),
      }));
      await executor.run(job, chunks, (chunk, { outcomes }) =>
        found.set(outcomes![0]!.subarray(0, chunk.count), chunk.first - first),
      );
      expect(found).toEqual(whole.subarray(first, first + count));
    }
  });

  it('counts a chunk that is delivered twice once', async () => {
    const tally = emptyTally(benchmark);
    const whole = { first: 0, count: 1234 };
    const news: boolean[] = [];
    await executor.run(jobOf(benchmark, 'twice'), [whole, whole, whole], (chunk, counts) =>
      news.push(addChunk(tally, chunk, counts)),
    );
    expect(news).toEqual([true, false, false]);
    expect(fingerprint([tally])).toBe(expected.benchmark!.few);
  });

  it('keeps two runs at once apart', async () => {
    const [one, other] = await Promise.all([run(plans.benchmark), run(plans.reversible)]);
    expect(fingerprint([one!])).toBe(expected.benchmark!.many);
    expect(fingerprint([other!])).toBe(expected.reversible!.many);
  });

  it('does nothing about no chunks', async () => {
    await executor.run(jobOf(benchmark, 'nothing'), [], () => expect.unreachable());
  });

  it('names the chunk that failed, and why', async () => {
    const chunk = { first: 7, count: 1 };
    const failure = await executor
      .run(jobOf(endless, 'endless'), [chunk], () => expect.unreachable())
      .catch((error) => error);
    expect(failure).toBeInstanceOf(ChunkError);
    expect(failure.message).toMatch(
      /^patients 7 to 7 failed: a patient goes round here -> there without end/,
    );
    expect(failure).toMatchObject({
      chunk,
      attempts: 1,
      cause: { name: 'EndlessModelError', states: 'here -> there' },
    });
  });

  it('ends with the error of whoever takes the counts', async () => {
    const deliver = () => {
      throw new RangeError('no room for these');
    };
    await expect(executor.run(jobOf(benchmark, 'refused'), shuffledChunks(), deliver)).rejects.toThrow(
      'no room for these',
    );
  });

  it('is right again after an error', async () => {
    expect(fingerprint([await run()])).toBe(expected.benchmark!.many);
  });

  it('starts nothing once aborted', async () => {
    const reason = new Error('changed my mind');
    const signal = AbortSignal.abort(reason);
    const going = simulate(benchmark, {
      seed: SEED,
      n: MANY,
      executor,
      signal,
      onProgress: () => expect.unreachable(),
    });
    await expect(going).rejects.toBe(reason);
  });

  it('stops where it is when aborted, and leaves no thread', async () => {
    const stop = new AbortController();
    const reason = new Error('seen enough');
    let reports = 0;
    const onProgress = () => {
      if (++reports === 2) stop.abort(reason);
    };
    const going = simulate(benchmark, { seed: SEED, n: 1e8, executor, signal: stop.signal, onProgress });
    await expect(going).rejects.toBe(reason);
    expect(reports).toBe(2);
    expect(threads.size).toBe(0);
  });

  it('is right again after an abort', async () => {
    expect(fingerprint([await run()])).toBe(expected.benchmark!.many);
  });

  it('leaves no thread once closed, and may be closed twice', async () => {
    await executor.close();
    expect(threads.size).toBe(0);
    await executor.close();
  });
});

it('threads are started where they are worth it, and only there', async () => {
  const used = async (worthwhile: number) => {
    const executor = adaptive(worthwhile);
    await simulate(benchmark, { seed: SEED, n: MANY, executor });
    await executor.close();
    return executor.threads;
  };
  expect(await used(0)).toBe(2);
  expect(await used(Number.POSITIVE_INFINITY)).toBe(1);
});

describe('threads are started', () => {
  /** Whether they are, for a first run of so many patients with so many to come. */
  async function started(count: number, toCome: number): Promise<boolean> {
    let isStarted = false;
    const executor = adaptiveExecutor({
      threads: 2,
      worthwhile: 1e6,
      startPool: async () => {
        isStarted = true;
        return inlineExecutor();
      },
    });
    await executor.run(jobOf(timed, 'to come'), [{ first: 0, count }], () => {}, undefined, toCome);
    await executor.close();
    return isStarted;
  }

  it('for what further runs will bring, where a first one tells how long it will take', async () => {
    // a thousand seconds ahead: some 10^11 patients of one draw take so long on any machine, none is simulated
    expect(await started(200_000, 1e15)).toBe(true);
    expect(await started(200_000, 0)).toBe(false);
    // too few to tell
    expect(await started(10_000, 1e15)).toBe(false);
  });
});
