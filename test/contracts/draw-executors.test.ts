/** What every way of carrying draws away must hold to. An executor is tested by being listed. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { drawPool } from '../../src/node.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { drawSimulator } from '../../src/study/draws/simulate.ts';
import { type DrawExecutor, type DrawJob, type DrawTable, inlineDraws } from '../../src/study/psa/index.ts';
import { trialsOfDraws } from '../../src/study/voi/evsi.ts';
import { twoLevelEvppi } from '../../src/study/voi/two-level.ts';
import { readTrial } from '../../src/trial/language/read.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';

const executors: [string, () => DrawExecutor][] = [
  ['inline', inlineDraws],
  ['pool of 2', () => drawPool(2)],
];

const { scenario } = checkScenario(readFileSync('scenarios/reversible.yaml', 'utf8'), {
  compileOnly: () => [],
});
const job: DrawJob = {
  scenario: scenario!,
  strategies: Object.keys(scenario!.strategies).slice(0, 2),
  ...{ seed: 'draws', patients: 400, engine: 'wasm', generator: 'triple32' },
  questions: { endpoints: Object.keys(scenario!.endpoints), at: [12], rmst: [24], proportions: true },
};
const expected = drawSimulator(job).run({ first: 0, count: 5 });
const width = expected.values.length / 5;

/** A decision whose trial is asked for under each draw. */
const decision: DrawJob = {
  scenario: checkScenario(readFileSync('scenarios/adjuvant.yaml', 'utf8'), { compileOnly: () => [] })
    .scenario!,
  strategies: ['observation', 'adjuvant'],
  ...{ seed: 'draws', patients: 400, engine: 'wasm', generator: 'triple32' },
  questions: { endpoints: ['OS'], at: [], rmst: [60], proportions: false },
};
const { trial: raw } = readTrial(readFileSync('scenarios/trials/adjuvant.yaml', 'utf8'));
const { design } = resolveTrial(raw!, { scenario: decision.scenario });
const sizes = [40, 80].map((patients) => ({ ...design!, patients }));
const table = { numbers: [0, 1, 2, 3, 5, 8, 13, 21, 34, 55] } as unknown as DrawTable;
const nested = { job: decision, outcome: 'OS RMST(60)', numbers: ['relapse-ratio'], outer: 5, inner: 4 };
const trials = { job: decision, result: { table }, raw: raw!, designs: sizes };
const expectedNested = await twoLevelEvppi(nested);
const expectedTrials = await trialsOfDraws(trials);

describe.each(executors)('%s', (_, start) => {
  const executor = start();
  afterAll(() => executor.close());

  it('brings every range once, with the bits of one go', async () => {
    const values = new Float64Array(expected.values.length);
    const seen: number[] = [];
    await executor.run(
      job,
      [
        { first: 0, count: 2 },
        { first: 2, count: 2 },
        { first: 4, count: 1 },
      ],
      (range, results) => {
        seen.push(range.first);
        values.set(results.values, range.first * width);
      },
    );
    expect(seen.toSorted()).toEqual([0, 2, 4]);
    expect(Buffer.compare(Buffer.from(values.buffer), Buffer.from(expected.values.buffer))).toBe(0);
  });

  it('draws within draws to the same bits', async () => {
    expect(await twoLevelEvppi({ ...nested, executor })).toEqual(expectedNested);
  });

  it('conducts the same trials under each draw', async () => {
    expect(await trialsOfDraws({ ...trials, executor })).toEqual(expectedTrials);
    expect(expectedTrials.sizes.map(({ columns }) => columns.map(({ length }) => length))).toEqual([
      [10, 10, 10],
      [10, 10, 10],
    ]);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const ranges = Array.from({ length: 50 }, (_, first) => ({ first, count: 1 }));
    const run = executor.run(job, ranges, () => abort.abort(new Error('enough')), abort.signal);
    await expect(run).rejects.toThrow('enough');
  });

  it('stops one run without harm to another', async () => {
    const abort = new AbortController();
    const ranges = (count: number) => Array.from({ length: count }, (_, first) => ({ first, count: 1 }));
    const stopped = executor.run({ ...job }, ranges(50), () => {}, abort.signal);
    const seen: number[] = [];
    const other = executor.run(job, ranges(10), ({ first }) => {
      seen.push(first);
      abort.abort(new Error('enough'));
    });
    await expect(stopped).rejects.toThrow('enough');
    await other;
    expect(seen.toSorted((a, b) => a - b)).toEqual(ranges(10).map(({ first }) => first));
  });

  it('tells what is wrong with a scenario that cannot be compiled', async () => {
    const wrong = { ...job, strategies: ['nobody'] };
    await expect(executor.run(wrong, [{ first: 0, count: 1 }], () => undefined)).rejects.toThrow();
  });
});

it('a pool of draws that is closed ends the run that is under way, and says so', async () => {
  const executor = drawPool(2);
  const ranges = Array.from({ length: 5000 }, (_, first) => ({ first, count: 1 }));
  const going = executor.run(job, ranges, () => void executor.close());
  await expect(going).rejects.toThrow('the threads were closed while ranges were in progress');
});
