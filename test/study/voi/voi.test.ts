import { describe, expect, it } from 'vitest';
import { generators } from '../../../src/kernel/generators.ts';
import { normalQuantile } from '../../../src/math/normal.ts';
import { inlineDraws, psa } from '../../../src/study/psa/index.ts';
import { valueOfKnowing } from '../../../src/study/psa/perfect-information.ts';
import { evppiOf, withReference } from '../../../src/study/voi/evppi.ts';
import { voi } from '../../../src/study/voi/index.ts';
import { twoRatios } from './two-ratios.ts';

const DRAWS = 4000;
const normal = (stream: number, sd: number) =>
  Float64Array.from({ length: DRAWS }, (_, d) => {
    const draw = generators[1]!.draw(stream, 77, d, 0) >>> 0;
    return sd * normalQuantile((draw + 0.5) / 4294967296);
  });

describe('the value of information of a normal linear decision', () => {
  // strategy B is better than A by theta1 + theta2 - theta0: a normal law with mean 0 has E max(0, X) = sd / sqrt(2 pi)
  const [theta0, theta1, theta2] = [normal(1, 1), normal(2, 1), normal(3, 2)] as const;
  const difference = theta0.map((value, d) => theta1[d]! + theta2[d]! - value);
  const noise = normal(4, 3);
  const expected = (sd: number) => sd / Math.sqrt(2 * Math.PI);
  // a mean of max(0, X) over the draws has variance below E X² / draws; twice that for the best of the means that is taken off
  const bound = (sd: number) => 4 * Math.sqrt((2 * sd * sd) / DRAWS);

  it('is that of the closed form for all numbers together', () => {
    expect(Math.abs(valueOfKnowing(withReference([difference])).value - expected(Math.sqrt(6)))).toBeLessThan(
      bound(Math.sqrt(6)),
    );
  });

  it.each([
    ['theta0', [theta0], 1],
    ['theta1', [theta1], 1],
    ['theta2', [theta2], 2],
    ['theta1 and theta2', [theta1, theta2], Math.sqrt(5)],
  ] as const)('is that of the closed form for %s, with noise in the outcome too', (_, columns, sd) => {
    const noisy = difference.map((value, d) => value + noise[d]!);
    const { value, se } = evppiOf(columns, [noisy], 10);
    expect(Math.abs(value - expected(sd))).toBeLessThan(4 * Math.max(se, bound(sd) / 4));
    expect(se).toBeLessThan(0.1);
  });

  it('lies between 0 and the value of knowing everything', () => {
    expect(evppiOf([theta2], [difference], 0.1).value).toBe(0.1);
    expect(evppiOf([noise], [difference], 10).value).toBeLessThan(0.1);
    expect(evppiOf([noise], [difference.map((value) => value + 50)], 10).value).toBe(0);
  });
});

describe('the value of information of a scenario', async () => {
  const job = twoRatios();
  const analysis = await psa({ ...job, draws: 600, executor: inlineDraws() });
  const result = voi(analysis, job, { outcome: 'OS at 12', groups: { both: ['death', 'effect'] } });
  const valueBy = (name: string) => result.information.find((one) => one.name === name)!.evppi!.value;

  it('is nearly all in the effect, and none in the rate alone', () => {
    expect(valueBy('effect') / result.evpi.value).toBeGreaterThan(0.9);
    expect(valueBy('death') / result.evpi.value).toBeLessThan(0.1);
  });

  it('is no less of more numbers, and no more than of all', () => {
    expect(valueBy('both')).toBeGreaterThanOrEqual(valueBy('effect'));
    expect(valueBy('both')).toBeLessThanOrEqual(result.evpi.value);
    expect(valueBy('two')).toBe(valueBy('effect'));
    expect(result.evpi.value).toBeLessThanOrEqual(result.evpi.uncorrected);
  });

  it.each([
    ['OS at 13', {}, 'outcome OS at 13 cannot decide; choose one of: OS at 12, OS median, OS RMST(24)'],
    [
      'OS at 12',
      { some: ['deth'] },
      'group some: deth is not drawn; choose of numbers: death, effect; of sources: one, two',
    ],
  ])('refuses %s %o', (outcome, groups, message) => {
    expect(() => voi(analysis, job, { outcome, groups })).toThrow(message);
  });
});
