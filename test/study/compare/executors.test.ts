import { afterAll, describe, expect, it } from 'vitest';
import { poolExecutor } from '../../../src/node.ts';
import { adaptiveExecutor } from '../../../src/run/adaptive.ts';
import type { Executor } from '../../../src/run/executor.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { run } from '../../../src/run/run.ts';
import type { CompareResult } from '../../../src/study/compare/index.ts';
import { watchThreads } from '../../workers/living-threads.ts';
import { comparable, compared, house, ONE_DEATH, only } from './scenarios.ts';

/** A comparison is the same to the last bit, whoever does the work. */

const threads = watchThreads();
const given = house('illness-death');
/** batches of more patients than the first piece that an adaptive executor does itself */
const PATIENTS = 64 * 17_000;
const options = { seed: 'the same bits', subgroups: ['smokers'] };

/** Cuts every chunk in three and delivers the parts backwards, each of them twice. */
function untidyExecutor(): Executor {
  const inline = inlineExecutor();
  return {
    ...inline,
    run: (job, chunks, deliver, signal) => {
      const parts = chunks.flatMap(({ first, count }) => {
        const third = Math.floor(count / 3);
        return [
          { first, count: third },
          { first: first + third, count: third },
          { first: first + 2 * third, count: count - 2 * third },
        ];
      });
      return inline.run(
        job,
        parts.reverse(),
        (chunk, counts) => {
          deliver(chunk, counts);
          deliver(chunk, counts);
        },
        signal,
      );
    },
  };
}

describe('a comparison', async () => {
  const expected = await compared(given, PATIENTS, options);

  const executors: [string, () => Executor][] = [
    ['a pool of 1', () => poolExecutor({ threads: 1 })],
    ['a pool of 2', () => poolExecutor({ threads: 2 })],
    ['a pool of 7', () => poolExecutor({ threads: 7 })],
    [
      'an executor that cuts chunks and hands them over to threads',
      () =>
        adaptiveExecutor({ threads: 2, startPool: async () => poolExecutor({ threads: 2 }), worthwhile: 0 }),
    ],
    ['an executor that cuts chunks, turns them round and delivers them twice', untidyExecutor],
  ];

  it.each(executors)('is the same by %s', async (_, create) => {
    const executor = create();
    expect(await compared(given, PATIENTS, { ...options, executor })).toEqual(expected);
    await executor.close();
  });

  it('is the same by either engine', async () => {
    const n = 200_000;
    const [wasm, readable] = await Promise.all([
      compared(given, n, { ...options, engine: 'wasm' }),
      compared(given, n, { ...options, engine: 'typescript' }),
    ]);
    expect(readable).toEqual(wasm);
  });

  it('has a fingerprint of its patients, seed, strategies and their order', async () => {
    const n = 2000;
    const { plans } = given;
    const prints = async (...more: Parameters<typeof compared>[2][]) =>
      Promise.all(more.map(async (one) => (await compared(given, n, one)).fingerprint));
    const all = await prints(
      {},
      { seed: '2' },
      { generator: 'philox' },
      { reference: plans.prevention!, plans: [plans['usual-care']!] },
    );
    all.push((await compared(given, n + 1)).fingerprint);
    expect(new Set(all).size).toBe(5);
    expect(await prints({})).toEqual([all[0]]);
  });

  it('tells of every patient of every strategy, once', async () => {
    const told: number[] = [];
    const executor = untidyExecutor();
    const onProgress = (done: number, planned: number) => {
      expect(planned).toBe(2 * 5000);
      told.push(done);
    };
    const { patients, batches } = await compared(given, 5000, { executor, onProgress });
    expect([patients, batches, told.at(-1)]).toEqual([10_000, 16, 10_000]);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('stops when aborted', async () => {
    const stop = new AbortController();
    const reason = new Error('seen enough');
    const going = compared(given, 1e6, { signal: stop.signal, onProgress: () => stop.abort(reason) });
    await expect(going).rejects.toBe(reason);
  });

  afterAll(() => expect(threads.size).toBe(0));
});

it('has the figures of a run of each strategy, to the last bit', async () => {
  const relapses = house('reversible');
  const { scenario, plans } = relapses;
  const shared = { seed: 'as a run', n: 20_000, executor: inlineExecutor() };
  const { strategies } = await run({ scenario, plans: Object.values(plans), ...shared });
  const found = only(
    await compared(relapses, shared.n, { seed: shared.seed, subgroups: ['relapsed-early'] }),
  );
  const [before, after] = ['no-maintenance', 'maintenance'].map((name) => strategies[name]!);
  const { endpoints, subgroups } = found;
  const curves = [
    { one: before!.endpoints.OS!, other: after!.endpoints.OS!, both: found },
    ...['RFS', 'time-to-refractory'].map((name) => ({
      one: before!.endpoints[name]!,
      other: after!.endpoints[name]!,
      both: endpoints[name]!,
    })),
    {
      one: before!.subgroups['relapsed-early']!.endpoints.OS!,
      other: after!.subgroups['relapsed-early']!.endpoints.OS!,
      both: subgroups['relapsed-early']!.endpoints.OS!,
    },
  ];
  const valuesOf = (figures: readonly { value: number | null }[]) => figures.map(({ value }) => value);
  for (const { one, other, both } of curves) {
    const { survival, rmst, medians } = both;
    const [references, ours] = (['reference', 'strategy'] as const).map((arm) => ({
      survival: survival.map((figure) => figure[arm].value),
      rmst: rmst.map((figure) => figure[arm].value),
      median: medians.map((figure) => figure[arm].value),
    }));
    const read = ({ survival, rmst, quantiles }: typeof one) => ({
      survival: valuesOf(survival),
      rmst: valuesOf(rmst),
      median: valuesOf(quantiles.filter(({ p }) => p === 0.5)),
    });
    expect(references).toEqual(read(one));
    expect(ours).toEqual(read(other));
  }
  for (const [name, { reference, strategy }] of Object.entries(found.proportions)) {
    expect(reference.value).toBe(before!.proportions[name]!.value);
    expect(strategy.value).toBe(after!.proportions[name]!.value);
  }
});

it('is the same where the curves of all batches do not fit in memory at once', async () => {
  // 76,801 rows: curves in blocks of batches, rows of patients as 32-bit numbers
  const fine = comparable(
    ONE_DEATH.replace('horizon: 60', 'horizon: 600, rows-per-unit: 128').replace('rmst: [36]', 'rmst: [600]'),
  );
  const coarse = comparable(
    ONE_DEATH.replace('horizon: 60', 'horizon: 600, rows-per-unit: 32').replace('rmst: [36]', 'rmst: [600]'),
  );
  const n = 64_000;
  const counting = () => {
    const inline = inlineExecutor();
    let runs = 0;
    const run: Executor['run'] = (...all) => {
      runs++;
      return inline.run(...all);
    };
    return { executor: { ...inline, run }, runs: () => runs };
  };
  const [inBlocks, atOnce] = [counting(), counting()];
  const a = await compared(fine, n, { executor: inBlocks.executor });
  const b = await compared(coarse, n, { executor: atOnce.executor });
  expect(atOnce.runs()).toBe(2);
  expect(inBlocks.runs()).toBe(6);
  const [one, other] = [a, b].map(
    ({ comparisons }: Pick<CompareResult, 'comparisons'>) => comparisons.treated!,
  );
  // whole months are rows of both
  expect(one!.survival).toEqual(other!.survival);
  expect(one!.rmst[0]!.difference).toBeCloseTo(other!.rmst[0]!.difference!, 2);
  expect(one!.lives!.shorter.value).toBe(0);
  expect(one!.lives!.same.value).toBeLessThan(other!.lives!.same.value);
  expect(a.batches).toBe(b.batches);
});
