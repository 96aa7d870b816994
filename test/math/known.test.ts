import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betaP, betaQuantile } from '../../src/math/beta.ts';
import { clopperPearson } from '../../src/math/binomial.ts';
import { exp, expm1, ln, log1p, pow } from '../../src/math/elementary.ts';
import { gammaP, gammaQ, lnGammaP, lnGammaQ } from '../../src/math/gamma.ts';
import { gammaQuantile, gammaQuantileOfLnP, gammaQuantileOfLnQ } from '../../src/math/gamma-quantile.ts';
import { lnGamma } from '../../src/math/ln-gamma.ts';
import {
  lnNormalSurvival,
  normalCdf,
  normalQuantile,
  normalQuantileOfLnUpper,
  normalQuantileOfUpper,
  normalSurvival,
} from '../../src/math/normal.ts';

const known = JSON.parse(readFileSync(new URL('../known/math.json', import.meta.url), 'utf8'));

/** The incomplete gamma functions are kept at multiples of the shape. */
const atRatio = (f: (a: number, x: number) => number) => (shape: number, ratio: number) =>
  f(shape, shape * ratio);

/** Our function, and a bound on its relative difference from R's at every row of math.json. */
const functions: Record<string, [f: (...values: number[]) => number, tolerance: number]> = {
  ln: [ln, 1e-15],
  exp: [exp, 1e-15],
  log1p: [log1p, 1e-15],
  expm1: [expm1, 1e-15],
  pow: [pow, 1e-15],
  normalCdf: [normalCdf, 1e-15],
  normalSurvival: [normalSurvival, 1e-15],
  lnNormalSurvival: [lnNormalSurvival, 1e-15],
  normalQuantile: [normalQuantile, 1e-15],
  normalQuantileOfUpper: [normalQuantileOfUpper, 1e-14],
  normalQuantileOfLnUpper: [normalQuantileOfLnUpper, 1e-14],
  lnGamma: [lnGamma, 1e-14],
  gammaP: [atRatio(gammaP), 5e-13],
  gammaQ: [atRatio(gammaQ), 5e-13],
  lnGammaP: [atRatio(lnGammaP), 5e-13],
  lnGammaQ: [atRatio(lnGammaQ), 5e-13],
  gammaQuantile: [gammaQuantile, 1e-13],
  gammaQuantileOfLnP: [gammaQuantileOfLnP, 1e-13],
  gammaQuantileOfLnQ: [gammaQuantileOfLnQ, 1e-13],
  betaP: [betaP, 5e-13],
  betaQuantile: [betaQuantile, 1e-13],
  clopperLower: [(events: number, of: number) => clopperPearson(events, of)[0], 1e-14],
  clopperUpper: [(events: number, of: number) => clopperPearson(events, of)[1], 1e-14],
};

describe('mathematical functions agree with R', () => {
  for (const [name, [f, tolerance]] of Object.entries(functions))
    it(`${name}, within a relative ${tolerance}`, () => {
      let worst = 0;
      let where: number[] = [];
      for (const row of known[name] as number[][]) {
        const truth = row.at(-1)!;
        const error = Math.abs(f(...row.slice(0, -1)) - truth) / (Math.abs(truth) || 1);
        if (!(error <= worst)) {
          worst = error;
          where = row;
        }
      }
      expect(worst, `at ${where}`).toBeLessThan(tolerance);
    });
});
