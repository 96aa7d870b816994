import { describe, expect, it } from 'vitest';
import { exp, expm1, ln, log1p, pow } from '../../src/math/elementary.ts';

/** The same "random" numbers in [0, 1) every time. */
function* uniforms(count: number): Generator<number> {
  for (let i = 1; i <= count; i++) {
    let x = Math.imul(i, 0x9e3779b9);
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    yield ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
  }
}

const doubles = new Float64Array(2);
const bits = new BigInt64Array(doubles.buffer);

/** How many doubles lie from one value to the other. */
function unitsApart(a: number, b: number): number {
  doubles[0] = a;
  doubles[1] = b;
  return Math.abs(Number(bits[0]! - bits[1]!));
}

function worst(
  ours: (x: number) => number,
  engines: (x: number) => number,
  at: (u: number) => number,
): number {
  let most = 0;
  for (const u of uniforms(100_000)) most = Math.max(most, unitsApart(ours(at(u)), engines(at(u))));
  return most;
}

describe('elementary functions stay within 2 units in the last place of the engine', () => {
  it('ln over all doubles and near 1', () => {
    expect(worst(ln, Math.log, (u) => 2 ** (2098 * u - 1074))).toBeLessThanOrEqual(2);
    expect(worst(ln, Math.log, (u) => 0.5 + 1.5 * u)).toBeLessThanOrEqual(2);
  });

  it('exp over its range and near 0', () => {
    expect(worst(exp, Math.exp, (u) => 1454 * u - 745)).toBeLessThanOrEqual(2);
    expect(worst(exp, Math.exp, (u) => 4 * u - 2)).toBeLessThanOrEqual(2);
  });

  it('log1p from -1 on, small numbers of both signs among them', () => {
    expect(worst(log1p, Math.log1p, (u) => 10 ** (25 * u - 20))).toBeLessThanOrEqual(2);
    expect(worst(log1p, Math.log1p, (u) => -(10 ** (-20 * u)))).toBeLessThanOrEqual(2);
    expect(worst(log1p, Math.log1p, (u) => 3 * u - 0.999)).toBeLessThanOrEqual(2);
  });

  it('expm1 for small and large numbers of both signs', () => {
    expect(worst(expm1, Math.expm1, (u) => 10 ** (22 * u - 20))).toBeLessThanOrEqual(2);
    expect(worst(expm1, Math.expm1, (u) => -(10 ** (22 * u - 20)))).toBeLessThanOrEqual(2);
    expect(worst(expm1, Math.expm1, (u) => 5 * u - 2.5)).toBeLessThanOrEqual(2);
  });
});

describe('elementary functions at the edges', () => {
  it('ln', () => {
    expect([0, -0, -1, Infinity, NaN, 1].map(ln)).toEqual([-Infinity, -Infinity, NaN, Infinity, NaN, 0]);
    expect(ln(5e-324)).toBe(-744.4400719213812);
  });

  it('exp', () => {
    expect([0, 710, -746, Infinity, -Infinity, NaN].map(exp)).toEqual([1, Infinity, 0, Infinity, 0, NaN]);
    expect(exp(-745)).toBe(5e-324);
    expect(exp(709.78)).toBeLessThan(Infinity);
  });

  it('log1p and expm1', () => {
    expect([-1, -2, 0, Infinity, NaN, 5e-324].map(log1p)).toEqual([-Infinity, NaN, 0, Infinity, NaN, 5e-324]);
    expect([0, 710, -50, Infinity, -Infinity, NaN, 5e-324].map(expm1)).toEqual([
      0,
      Infinity,
      -1,
      Infinity,
      -1,
      NaN,
      5e-324,
    ]);
  });

  it('pow', () => {
    expect([pow(0, 0), pow(NaN, 0), pow(1, NaN), pow(1, Infinity)]).toEqual([1, 1, 1, 1]);
    expect([pow(0, 2), pow(0, -2), pow(Infinity, 2), pow(Infinity, -2)]).toEqual([0, Infinity, Infinity, 0]);
    expect([pow(-1, 2), pow(NaN, 1), pow(2, NaN)]).toEqual([NaN, NaN, NaN]);
    expect([pow(2, Infinity), pow(2, -Infinity), pow(0.5, Infinity), pow(0.5, -Infinity)]).toEqual([
      Infinity,
      0,
      0,
      Infinity,
    ]);
    expect([pow(10, 400), pow(10, -400), pow(5e-324, 2)]).toEqual([Infinity, 0, 0]);
  });

  it('pow gives whole powers and square roots exactly where they are', () => {
    for (let k = -1074; k <= 1023; k++) expect(pow(2, k)).toBe(2 ** k);
    for (let n = 1; n <= 1000; n++) expect(pow(n * n, 0.5)).toBe(n);
    for (let n = 1; n <= 15; n++) expect(pow(10, n)).toBe(Number(`1e${n}`));
  });
});
