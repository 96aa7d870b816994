import { describe, expect, it } from 'vitest';
import { inlinePoints } from '../../src/study/calibrate/index.ts';
import { evenNumbers } from '../../src/uncertainty/even.ts';
import { cohortOf, DRAWS, truthOf } from './sbc/rounds.ts';
import { judgeRanks, verifyCalibration } from './sbc/verdict.ts';

describe('simulation-based calibration', () => {
  it('has a cohort whose figures are those of the truth', () => {
    const cohorts = 400;
    const [ill, dead] = [0.04, 0.02];
    const shown = Array.from({ length: cohorts }, (_, c) =>
      cohortOf([ill, dead], evenNumbers(`cohort ${c}`)),
    );
    const free = (at: number) => Math.exp(-(ill + dead) * at);
    for (const [figure, truth] of [
      ['early', free(6)],
      ['late', free(18)],
      ['ill', (ill / (ill + dead)) * (1 - free(24))],
    ] as const) {
      const sum = shown.reduce((all, one) => all + one[figure], 0);
      const mean = sum / cohorts / (figure === 'ill' ? 100 : 1);
      expect(Math.abs(mean - truth)).toBeLessThan(4 * Math.sqrt((truth * (1 - truth)) / (100 * cohorts)));
    }
  });

  it('draws other values in every round, from the priors', () => {
    const truths = Array.from({ length: 400 }, (_, round) => truthOf(round)[1]!);
    expect(new Set(truths).size).toBe(400);
    const mean = truths.reduce((sum, value) => sum + value, 0) / 400;
    // uniform from 0.005 to 0.04
    expect(Math.abs(mean - 0.0225)).toBeLessThan((4 * 0.035) / Math.sqrt(12 * 400));
  });

  it('ranks the truth once a round, in a tenth of the posterior', async () => {
    const found = await verifyCalibration(2, inlinePoints());
    expect(found.map(({ parameter }) => parameter)).toEqual(['falls-ill', 'dies-well']);
    for (const { tenths } of found) expect(tenths.reduce((sum, count) => sum + count)).toBe(2);
  });

  const even = evenNumbers('ranks')('truth');
  /** Ranks where the truth is so many of the posterior's standard deviations off, in sd and in the mean. */
  const logistic = (spread: number, shift: number) =>
    Array.from({ length: 200 }, (_, round) => {
      const u = even(round, 0);
      const z = spread * Math.log(u / (1 - u)) + shift;
      return Math.floor((DRAWS + 1) / (1 + Math.exp(-z)));
    });

  it('passes ranks that are even, and no posterior that is too narrow, too wide, or off', () => {
    expect(judgeRanks('right', logistic(1, 0)).isRight).toBe(true);
    expect(judgeRanks('narrow', logistic(2, 0)).isRight).toBe(false);
    expect(judgeRanks('wide', logistic(0.5, 0)).isRight).toBe(false);
    expect(judgeRanks('off', logistic(1, 1)).isRight).toBe(false);
  });
});
