/** Times that only rounding tells apart, against R with timefix and without. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse } from '../../../src/study/analyse/index.ts';
import { tieNearTimes } from '../../../src/survival/near-ties.ts';
import { expectNear, files, patientsOf } from './files.ts';

function analysed(times: ArrayLike<number>, status: number[], group: string[], at: number[]): Analysis {
  return analyse(patientsOf(Array.from(times), status, group), { at, tau: 1 });
}

describe.each(Object.entries(files.nearTies))(
  'near-ties of %s',
  (_, { time, status, group, tied, fixed, exact }) => {
    it('become the times that R makes of them', () => {
      const found = tieNearTimes(time);
      expect([...found.times]).toEqual(tied);
      expect(found.moved).toBe(time.filter((one, i) => one !== tied[i]).length);
      expect(found.moved).toBeGreaterThan(0);
    });

    it.each([
      ['with', tieNearTimes(time).times, fixed],
      ['without', time, exact],
    ])('give R’s test and ratio %s timefix', (__, times, wanted) => {
      const { tests, groups, cox } = analysed(times, status, group, []);
      expectNear(tests.logRank!.statistic, wanted.chiSquare);
      expectNear(groups.A!.expected, wanted.expected[0]!);
      const [ratio] = cox!.efron;
      expectNear(ratio!.coef, wanted.coef);
      expectNear(ratio!.se, wanted.se);
      const one = analyse(
        { ...patientsOf(Array.from(times), status, group), groups: undefined },
        { at: wanted.times, tau: 1 },
      );
      for (const [k, point] of one.groups.all!.survival.entries())
        expectNear(point.value, wanted.survival[k]!, 1e-12);
    });
  },
);

it('without near-ties no time is moved, and order does not matter', () => {
  const whole = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 });
  fc.assert(
    fc.property(whole, (times) => {
      expect(tieNearTimes(times)).toEqual({ times: Float64Array.from(times), moved: 0 });
    }),
    { seed: 1, numRuns: 100 },
  );
  const shuffled = [1, 0.1 + 0.2, 5, 0.3, 0.1 + 0.2];
  expect(tieNearTimes(shuffled)).toEqual({ times: Float64Array.of(1, 0.3, 5, 0.3, 0.3), moved: 2 });
  expect(tieNearTimes([])).toEqual({ times: new Float64Array(0), moved: 0 });
});
