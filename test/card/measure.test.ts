import { describe, expect, it } from 'vitest';
import { measure, patientsPlanned } from '../../src/card/measure.ts';
import type { Work } from '../../src/card/work.ts';
import { fingerprint } from '../../src/fingerprint.ts';
import { engines } from '../../src/kernel/primitives/index.ts';
import type { Executor } from '../../src/run/executor.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { simulate } from '../../src/run/simulate.ts';
import { planOf } from './plans.ts';

const plans = { benchmark: planOf('benchmark'), 'illness-death': planOf('illness-death') };
const here = engines.filter(({ works }) => works()).map(({ name }) => name);

const printOf = async (scenario: keyof typeof plans, n: number) =>
  fingerprint([await simulate(plans[scenario], { seed: 'a', n, executor: inlineExecutor() })]);

const work: Work = {
  seed: 'a',
  repeats: 2,
  pieces: [
    { scenario: 'illness-death', patients: 2000, fingerprint: await printOf('illness-death', 2000) },
    { scenario: 'benchmark', patients: 3000, fingerprint: await printOf('benchmark', 3000) },
  ],
  small: { scenario: 'benchmark', patients: 60, cohorts: 50, fingerprint: await printOf('benchmark', 3000) },
};

/** The work itself, under the name of threads. */
function twoThreads(closed: string[] = []): Executor {
  return {
    ...inlineExecutor(),
    threads: 2,
    close: async () => {
      closed.push('closed');
    },
  };
}

describe('the work', () => {
  it('is timed on every engine that works here, on one thread and on all, in each repeat', async () => {
    const { rows, small } = await measure({ work, plans, pool: twoThreads });
    expect(rows.map(({ scenario, engine, threads }) => [scenario, engine, threads])).toEqual(
      ['illness-death', 'benchmark'].flatMap((scenario) =>
        here.flatMap((engine) => [1, 2].map((threads) => [scenario, engine, threads])),
      ),
    );
    for (const row of rows) {
      expect(row.seconds).toHaveLength(2);
      for (const seconds of row.seconds) expect(seconds).toBeGreaterThan(0);
      expect(row.fingerprint).toBe(row.expected);
    }
    expect(small.map(({ engine }) => engine)).toEqual(here);
    for (const row of small) {
      expect(row.microseconds).toHaveLength(2);
      expect(row.fingerprint).toBe(row.expected);
    }
  });

  it('is done on one thread alone where no others are offered', async () => {
    const { rows } = await measure({ work, plans });
    expect(rows.map(({ threads }) => threads)).toEqual(rows.map(() => 1));
    expect(rows).toHaveLength(2 * here.length);
  });

  it('says how far it is, up to what was planned', async () => {
    const told: [number, number][] = [];
    await measure({ work, plans, pool: twoThreads, onProgress: (...words) => told.push(words) });
    const planned = patientsPlanned({ work, pool: twoThreads });
    expect(planned).toBe(5000 * here.length * 2 * 3);
    expect(told.at(-1)).toEqual([planned, planned]);
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).sort((a, b) => a - b));
  });

  it('that was other work keeps its own fingerprint', async () => {
    const other = { ...work, pieces: work.pieces.map((piece) => ({ ...piece, patients: 1999 })) };
    const { rows } = await measure({ work: other, plans });
    for (const { fingerprint: found, expected } of rows) {
      expect(found).toMatch(/^[0-9a-f]{16}$/);
      expect(found).not.toBe(expected);
    }
  });

  it('stops when it is aborted, and lets go of the threads', async () => {
    const controller = new AbortController();
    const closed: string[] = [];
    let runs = 0;
    const measuring = measure({
      work,
      plans,
      pool: () => twoThreads(closed),
      signal: controller.signal,
      onProgress: () => ++runs === 3 && controller.abort(new Error('enough')),
    });
    await expect(measuring).rejects.toThrow('enough');
    expect(runs).toBe(3);
    expect(closed).toHaveLength(here.length);
  });
});
