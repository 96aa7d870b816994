import { describe, expect, it } from 'vitest';
import { inlinePoints } from '../../src/study/calibrate/index.ts';
import { likelihoodTargets } from '../../src/study/calibrate/targets.ts';
import { OUTCOMES, scenarioOfCohort } from './cohorts/rounds.ts';
import { judgeIntervals } from './cohorts/verdict.ts';

describe('calibrations to cohorts of a known truth', () => {
  it('have the figures of one cohort as targets, another in each round', async () => {
    const executor = inlinePoints();
    const [one, again, other] = await Promise.all(
      [0, 0, 1].map((round) => scenarioOfCohort(round, executor)),
    );
    const publishedOf = (scenario: NonNullable<typeof one>) =>
      likelihoodTargets(scenario).targets.map(({ title, published, isFitted }) => {
        expect(isFitted).toBe(true);
        return [title, published] as const;
      });
    const figures = publishedOf(one!);
    expect(figures).toEqual(publishedOf(again!));
    expect(figures).not.toEqual(publishedOf(other!));
    expect(figures).toHaveLength(30);
    for (const outcome of OUTCOMES) expect(figures.map(([title]) => title)).toContain(outcome);
    // the share of completers is a count of 228 patients, near 0.49 as in the truth
    const completed = figures.find(([title]) => title === 'completed')![1];
    expect(Math.abs(completed * 228 - Math.round(completed * 228))).toBeLessThan(1e-6);
    expect(Math.abs(completed - 0.494)).toBeLessThan(4 * Math.sqrt(0.25 / 228));
  });

  it('are judged by binomial errors', () => {
    const round = (lower: number) => [{ outcome: 'OS', truth: 0.5, lower, upper: 0.6 }];
    const rounds = (held: number) => Array.from({ length: 50 }, (_, i) => round(i < held ? 0.4 : 0.55));
    expect(judgeIntervals(rounds(47))).toEqual([{ outcome: 'OS', held: 47, isRight: true }]);
    expect(judgeIntervals(rounds(41))[0]!.isRight).toBe(false);
  });
});
