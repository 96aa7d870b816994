import { describe, expect, it } from 'vitest';
import { betaP, betaQuantile } from '../../src/math/beta.ts';
import { clopperPearson } from '../../src/math/binomial.ts';
import { gammaP, gammaQ, lnGammaP, lnGammaQ } from '../../src/math/gamma.ts';
import { gammaQuantile, gammaQuantileOfLnP, gammaQuantileOfLnQ } from '../../src/math/gamma-quantile.ts';
import { deviance, lnGamma } from '../../src/math/ln-gamma.ts';
import {
  lnNormalSurvival,
  millsRatio,
  normalCdf,
  normalQuantile,
  normalQuantileOfLnUpper,
  normalQuantileOfUpper,
  normalSurvival,
} from '../../src/math/normal.ts';

const relative = (value: number, truth: number) => Math.abs(value / truth - 1);

describe('normal distribution', () => {
  it('does not jump where one approximation takes over from another', () => {
    for (const z of [0.67448975, Math.sqrt(32), 40]) {
      const [before, after] = [z * (1 - 1e-14), z * (1 + 1e-14)];
      expect(relative(millsRatio(before), millsRatio(after))).toBeLessThan(1e-13);
      expect(relative(lnNormalSurvival(before), lnNormalSurvival(after))).toBeLessThan(1e-12);
    }
  });

  it('has an upper tail far beyond what a double can hold', () => {
    // Abramowitz & Stegun 26.2.12: ln Q(z) = -z²/2 - ln(z sqrt(2 pi)) + ln(1 - 1/z² + 3/z⁴ - ...)
    expect(lnNormalSurvival(1e4)).toBeCloseTo(-5e7 - 9.2103403719761836 - 0.9189385332046727 - 1e-8, 6);
    for (const lnQ of [-700, -729, -731, -1e4, -1e9])
      expect(relative(lnNormalSurvival(normalQuantileOfLnUpper(lnQ)), lnQ)).toBeLessThan(1e-14);
  });

  it('has both tails by symmetry', () => {
    for (const z of [0.3, 1, 5, 12]) {
      expect(normalCdf(-z)).toBe(normalSurvival(z));
      expect(normalQuantile(normalCdf(-z))).toBe(-normalQuantileOfUpper(normalSurvival(z)));
    }
  });

  it('answers at and beyond the ends', () => {
    expect([0, 1, 0.5, -0.1, 1.1, NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, 0, NaN, NaN, NaN]);
    expect([Infinity, -Infinity, NaN].map(normalSurvival)).toEqual([0, 1, NaN]);
    expect(normalQuantileOfLnUpper(-Infinity)).toBe(Infinity);
  });
});

describe('gamma distribution', () => {
  it('lnGamma keeps its digits next to its zeros at 1 and 2', () => {
    const euler = 0.5772156649015329;
    for (const e of [1e-5, -1e-5, 1e-8]) {
      expect(relative(lnGamma(1 + e), series(1 + e - 1, -euler))).toBeLessThan(1e-14);
      const f = 2 + e - 2;
      expect(relative(lnGamma(2 + e), series(f, -euler) + f - (f * f) / 2 + f ** 3 / 3)).toBeLessThan(1e-14);
    }
    function series(x: number, slope: number) {
      return slope * x + (0.8224670334241132 - 0.40068563438653143 * x) * x * x;
    }
    expect([lnGamma(0), lnGamma(-1), lnGamma(1), lnGamma(2)]).toEqual([NaN, NaN, 0, 0]);
  });

  it('deviance is the same by its series and by its formula', () => {
    for (const x of [81, 82, 122, 123])
      expect(relative(deviance(100, x), 100 * Math.log(100 / x) + x - 100)).toBeLessThan(1e-13);
    expect(deviance(7, 7)).toBe(0);
  });

  it('is an Erlang distribution at whole shapes', () => {
    for (const x of [0.1, 1, 1.4, 1.6, 3, 20]) {
      expect(relative(gammaQ(1, x), Math.exp(-x))).toBeLessThan(1e-15);
      expect(relative(gammaQ(3, x), Math.exp(-x) * (1 + x + (x * x) / 2))).toBeLessThan(1e-14);
    }
  });

  it('does not jump where Temme takes over from the series and the continued fraction', () => {
    for (const a of [20, 77, 1e4])
      for (const edge of [0.6, 1.4]) {
        const [inside, outside] = [a * (edge + (1 - edge) * 1e-13), a * (edge - (1 - edge) * 1e-13)];
        for (const f of [lnGammaP, lnGammaQ])
          expect(Math.abs(f(a, inside) - f(a, outside))).toBeLessThan(a * 2e-13);
      }
  });

  it('obeys P(a, x) = P(a + 1, x) + x^a e^-x / Gamma(a + 1) where different methods meet', () => {
    for (const a of [0.05, 0.7, 9.7, 19.5, 19.99, 40])
      for (const ratio of [0.5, 0.7, 1, 1.3, 1.6]) {
        const x = a * ratio;
        const term = Math.exp(a * Math.log(x) - x - lnGamma(a + 1));
        expect(relative(gammaP(a, x), gammaP(a + 1, x) + term)).toBeLessThan(1e-12);
      }
  });

  it('quantiles invert it far into both tails', () => {
    for (const a of [0.05, 0.8, 3, 150, 1e5])
      for (const tail of [-1e-10, -0.01, -0.69, -0.7, -5, -40, -690]) {
        const lower = gammaQuantileOfLnP(a, tail);
        const upper = gammaQuantileOfLnQ(a, tail);
        if (lower > 1e-300) expect(relative(lnGammaP(a, lower), tail)).toBeLessThan(1e-10);
        if (upper > 1e-300) expect(relative(lnGammaQ(a, upper), tail)).toBeLessThan(1e-10);
      }
  });

  it('answers at and beyond the ends', () => {
    expect([gammaP(2, 0), gammaP(2, Infinity), gammaP(2, NaN)]).toEqual([0, 1, NaN]);
    expect([gammaQ(2, -1), gammaQ(2, Infinity), gammaQ(2, NaN)]).toEqual([1, 0, NaN]);
    expect([lnGammaP(2, 0), lnGammaQ(2, 0), lnGammaQ(2, Infinity)]).toEqual([-Infinity, 0, -Infinity]);
    expect([gammaQuantile(2, 0), gammaQuantile(2, 1), gammaQuantile(2, 2)]).toEqual([0, Infinity, NaN]);
  });
});

describe('beta distribution', () => {
  it('is a power at one shape of 1', () => {
    for (const x of [1e-9, 0.3, 0.8]) {
      expect(relative(betaP(x, 3.5, 1), x ** 3.5)).toBeLessThan(1e-13);
      expect(relative(betaP(x, 1, 4), -Math.expm1(4 * Math.log1p(-x)))).toBeLessThan(1e-13);
    }
    expect([betaP(0, 2, 3), betaP(1, 2, 3), betaP(NaN, 2, 3)]).toEqual([0, 1, NaN]);
  });

  it('its quantile keeps its digits when it is tiny', () => {
    expect(relative(betaQuantile(1e-12, 1, 1e6), -Math.expm1(Math.log1p(-1e-12) / 1e6))).toBeLessThan(1e-12);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaQuantile(1e-9, 0.01, 1)]).toEqual([0, 1, 0]);
  });

  it('refuses impossible arguments', () => {
    expect(() => betaQuantile(1.1, 1, 1)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 1)).toThrow(
      'the shapes of a beta distribution are 0, 1, must be above 0',
    );
  });
});

describe('Clopper-Pearson interval', () => {
  it('is a power of the level when nobody or everybody has the event', () => {
    const end = 1 - 0.025 ** (1 / 20);
    expect(clopperPearson(0, 20)[0]).toBe(0);
    expect(clopperPearson(0, 20)[1]).toBeCloseTo(end, 14);
    expect(clopperPearson(20, 20)[0]).toBeCloseTo(1 - end, 14);
    expect(clopperPearson(20, 20)[1]).toBe(1);
  });

  it('is symmetric, and narrower at a lower level', () => {
    const [lower, upper] = clopperPearson(7, 30);
    const [mirrored] = clopperPearson(23, 30);
    expect(mirrored).toBeCloseTo(1 - upper, 14);
    expect(clopperPearson(7, 30, 0.8)[0]).toBeGreaterThan(lower);
  });

  it('refuses impossible counts and levels', () => {
    expect(() => clopperPearson(3, 2)).toThrow('there are 3 events of 2');
    expect(() => clopperPearson(1, 2, 1)).toThrow(RangeError);
  });
});
