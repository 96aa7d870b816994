import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type FittedLawName,
  fitLaw,
  fittedLaws,
  lnSurvivalAt,
  timeOfLnSurvival,
} from '../../src/survival/parametric/fit.ts';

interface Known {
  name: string;
  times: number[];
  statuses: number[];
  fits: Record<
    FittedLawName,
    { location: number; lnScale: number; covariance: number[][] | number; logLik: number }
  >;
}

const known: Known[] = JSON.parse(readFileSync(new URL('../known/parametric.json', import.meta.url), 'utf8'));

describe.each(known)('laws fitted to $name', ({ times, statuses, fits }) => {
  it.each(fittedLaws)('%s: the maximum and the covariance of survreg in R', (law) => {
    const fit = fitLaw(law, { times, statuses });
    const { location, lnScale, covariance, logLik } = fits[law];
    expect(fit.location).toBeCloseTo(location, 7);
    expect(fit.lnScale).toBeCloseTo(lnScale, 7);
    expect(fit.logLikelihood).toBeCloseTo(logLik, 8);
    const all = [covariance].flat(2);
    const own = law === 'exponential' ? [fit.covariance[0][0]] : fit.covariance.flat();
    own.forEach((entry, k) => {
      expect(Math.abs(entry - all[k]!)).toBeLessThan(1e-6 * Math.abs(all[0]!));
    });
  });
});

describe('a fitted law', () => {
  it.each(fittedLaws)('%s: times and survival are inverse', (law) => {
    const lnScale = law === 'exponential' ? 0 : -0.4;
    for (const lnSurvival of [-1e-6, -0.3, -2, -20]) {
      const time = timeOfLnSurvival(law, 2, lnScale, lnSurvival);
      expect(lnSurvivalAt(law, 2, lnScale, time) / lnSurvival).toBeCloseTo(1, 9);
    }
  });

  it('is refused of data that have none', () => {
    expect(() => fitLaw('weibull', { times: [1, 2], statuses: [0, 0] })).toThrow(/nobody has the event/);
    expect(() => fitLaw('weibull', { times: [3, 3, 3], statuses: [1, 1, 1] })).toThrow(/at one time/);
    expect(() => fitLaw('exponential', { times: [0, 1], statuses: [1, 1] })).toThrow(/must be above 0/);
  });
});
