import { expect, it } from 'vitest';
import { overallSurvival, progressionFreeSurvival } from '../../../bench/yardstick/exact.ts';
import { benchmark, constantHazards, type Path } from '../../../bench/yardstick/models.ts';

const times = [0.1, 1, 12, 24, 36, 60, 120];

function constantPath(progression: number, death: number, after: number): Path {
  return {
    progression: { shape: 1, scale: 1 / progression },
    deathRate: death,
    afterProgression: { shape: 1, scale: 1 / after },
  };
}

/** The matrix exponential of a progressive illness-death model, by hand. */
function byHand(progression: number, death: number, after: number, time: number): number {
  const leaving = progression + death;
  const free = Math.exp(-leaving * time);
  return free + (progression * (Math.exp(-after * time) - free)) / (leaving - after);
}

const rates: [number, number, number][] = [
  [0.025, 0.002, 0.03],
  [0.04, 0.006, 0.04],
  [0.5, 0.1, 0.01],
  [0.001, 0, 0.7],
];

it.each(rates)('hazards of %d, %d and %d per month give the survival of the closed form', (a, b, c) => {
  for (const time of times) {
    const path = constantPath(a, b, c);
    expect(overallSurvival(path, time)).toBeCloseTo(byHand(a, b, c, time), 9);
    expect(progressionFreeSurvival(path, time)).toBeCloseTo(Math.exp(-(a + b) * time), 14);
  }
});

it('the model with constant hazards is the first two of them', () => {
  constantHazards.paths.forEach((path, which) => {
    for (const time of times) {
      expect(overallSurvival(path, time)).toBeCloseTo(byHand(...rates[which]!, time), 9);
    }
  });
});

it('equal hazards, where the closed form divides by 0, give the gamma law of shape 2', () => {
  for (const time of times) {
    const exact = (1 + 0.03 * time) * Math.exp(-0.03 * time);
    expect(overallSurvival(constantPath(0.03, 0, 0.03), time)).toBeCloseTo(exact, 9);
  }
});

it('without death before progression, the order of the two Weibull times makes no difference to their sum', () => {
  for (const { progression, afterProgression } of benchmark.paths) {
    for (const time of times) {
      const one = { progression, deathRate: 0, afterProgression };
      const other = { progression: afterProgression, deathRate: 0, afterProgression: progression };
      expect(overallSurvival(one, time)).toBeCloseTo(overallSurvival(other, time), 7);
    }
  }
});
