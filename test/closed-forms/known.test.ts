import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { illWithWeibulls } from './clocks.ts';
import { integrate } from './integrate.ts';
import { rates } from './markov.ts';
import { generator, type Matrix, matrixExponential } from './matrix-exponential.ts';

const known: {
  markov: { times: number[]; matrices: Matrix[] };
  weibull: { times: number[]; entry: number[]; start: number[] };
} = JSON.parse(readFileSync(new URL('../known/closed-forms.json', import.meta.url), 'utf8'));

describe('the means of the closed forms', () => {
  it("agree with R's matrix exponential to 1e-13", () => {
    known.markov.times.forEach((t, i) => {
      const own = matrixExponential(generator(rates), t).flat();
      known.markov.matrices[i]!.flat().forEach((value, j) => {
        expect(Math.abs(own[j]! - value)).toBeLessThan(1e-13);
      });
    });
  });

  it("agree with R's integral of the Weibull illness-death model to 1e-10, by either clock", () => {
    known.weibull.times.forEach((t, i) => {
      expect(Math.abs(illWithWeibulls(t, 'entry') - known.weibull.entry[i]!)).toBeLessThan(1e-10);
      expect(Math.abs(illWithWeibulls(t, 'start') - known.weibull.start[i]!)).toBeLessThan(1e-10);
    });
  });

  it('integrate powers with a pole at the end, an exponential and a logarithm to 1e-10', () => {
    expect(Math.abs(integrate((x) => x ** -0.2, 0, 1) - 1.25)).toBeLessThan(1e-10);
    expect(Math.abs(integrate((x) => Math.exp(-x), 0, 40) - 1)).toBeLessThan(1e-10);
    expect(Math.abs(integrate(Math.log, 0, 2) - (2 * Math.log(2) - 2))).toBeLessThan(1e-10);
    expect(Math.abs(integrate((x) => x ** 3, 1, 3) - 20)).toBeLessThan(1e-10);
    expect(integrate(Math.sqrt, 1, 1)).toBe(0);
  });
});
