import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DrawJob, inlineDraws, psa } from '../../../src/study/psa/index.ts';
import { evppiOf } from '../../../src/study/voi/evppi.ts';
import { columnsByName } from '../../../src/study/voi/groups.ts';
import { scenarioOf } from '../../uncertainty/scenarios.ts';

interface Known {
  value: number;
  rSquared: number;
}

/** By mgcv's gam, and by a Gaussian process in base R, on the same draws: script and values side by side. */
const byR = JSON.parse(readFileSync('test/known/voi.json', 'utf8')) as Record<string, Known>;

describe('the value of partial information', async () => {
  const job: DrawJob = {
    scenario: scenarioOf(readFileSync('scenarios/adjuvant.yaml', 'utf8')),
    strategies: ['observation', 'adjuvant'],
    questions: { endpoints: ['OS'], at: [36, 60], rmst: [60], proportions: false },
    ...{ seed: '1', patients: 400, engine: 'wasm', generator: 'triple32' },
  };
  const { table } = await psa({ ...job, draws: 600, executor: inlineDraws() });
  const k = table.outcomes.findIndex(({ name }) => name === 'OS RMST(60)');
  const reference = table.column(0, k);
  const difference = table.column(1, k).map((value, d) => value - reference[d]!);
  const columns = columnsByName(job, table.numbers);
  const evppiBy = (numbers: readonly string[]) =>
    evppiOf(
      numbers.flatMap((one) => columns.get(one)!),
      [difference],
      Infinity,
    );

  // Two good regressions differ by less than the chance of the draws, here as a share of the standard error. A spline of one
  // number is of its ranks here and of its values in R.
  it.each([
    ['relapse-ratio', ['relapse-ratio'], 0.4],
    ['toxic-death', ['toxic-death'], 0.01],
    ['phase-2', ['relapse-ratio', 'toxic-death'], 0.1],
    ['all', ['relapses', 'dies-before', 'dies-after', 'relapse-ratio', 'toxic-death'], 0.1],
  ])('of %s is that of R on the same draws', (name, numbers, share) => {
    const { value, rSquared, se } = evppiBy(numbers);
    expect(Math.abs(value - byR[name]!.value)).toBeLessThan(share * se);
    expect(Math.abs(rSquared - byR[name]!.rSquared)).toBeLessThan(0.003);
  });

  it('is nearly nothing, as R has it, of what says little', () => {
    const { value } = evppiBy(['relapses', 'dies-before', 'dies-after']);
    expect(Math.abs(value - byR.cohort!.value)).toBeLessThan(0.001);
  });
});
