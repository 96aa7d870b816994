import { expect, it } from 'vitest';
import { MONTHS } from '../../../bench/figures.ts';
import { checkCounts } from '../../../bench/yardstick/check.ts';
import type { Counted } from '../../../bench/yardstick/counted.ts';
import { overallSurvival, progressionFreeSurvival } from '../../../bench/yardstick/exact.ts';
import { benchmark, models } from '../../../bench/yardstick/models.ts';

/** What is expected of so many patients: fractions of patients, no standard error away. */
function expected(model: (typeof models)[number], patients: number): Counted {
  const { completionShare, toxicityRisk } = model;
  return {
    paths: model.paths.map((path, which) => {
      const n = patients * (which === 0 ? completionShare : 1 - completionShare);
      return {
        patients: n,
        OS: MONTHS.map((month) => n * (1 - overallSurvival(path, month))),
        PFS: MONTHS.map((month) => n * (1 - progressionFreeSurvival(path, month))),
      };
    }),
    toxicity: patients * toxicityRisk,
  };
}

it.each(models)('the expected counts of $scenario are no distance from themselves', (model) => {
  expect(checkCounts('a program', model, expected(model, 1e6))).toBeLessThan(1e-6);
});

it('the distance is that of the figure that is farthest away, in binomial standard errors', () => {
  const counted = expected(benchmark, 10_000);
  const error = Math.sqrt(10_000 * 0.224 * 0.776);
  counted.toxicity -= 3 * error;
  expect(checkCounts('a program', benchmark, counted)).toBeCloseTo(3, 9);
  const second = counted.paths[1]!;
  const alive = progressionFreeSurvival(benchmark.paths[1], 36);
  second.PFS[2]! += 4 * Math.sqrt(second.patients * alive * (1 - alive));
  expect(checkCounts('a program', benchmark, counted)).toBeCloseTo(4, 9);
});

it('a program that is five standard errors away is refused by name, figure and distance', () => {
  const counted = expected(benchmark, 10_000);
  const first = counted.paths[0]!;
  const alive = overallSurvival(benchmark.paths[0], 24);
  first.OS[1]! += 6 * Math.sqrt(first.patients * alive * (1 - alive));
  expect(() => checkCounts('C++', benchmark, counted)).toThrow(
    /^C\+\+: death on path 0 at 24 months is .*: 6\.0 standard errors away$/,
  );
});

it('a program that answers another model is refused', () => {
  expect(() => checkCounts('a program', models[1]!, expected(models[0]!, 10_000))).toThrow(RangeError);
});

it('counts of nobody are refused', () => {
  const nobody = { patients: 0, OS: MONTHS.map(() => 0), PFS: MONTHS.map(() => 0) };
  expect(() => checkCounts('a program', benchmark, { paths: [nobody, nobody], toxicity: 0 })).toThrow('NaN');
});
