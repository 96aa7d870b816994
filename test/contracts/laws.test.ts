/** What every law must hold to. A law is tested by being listed; its parameter sets and R's quantiles are in laws.json. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bend, lookUp, lookUpMap, MAP_SIZE, TABLE_SIZE } from '../../src/kernel/tables.ts';
import { bendOf, inverseHazardMap, quantileTable } from '../../src/scenario/compile/tables.ts';
import { type Distribution, laws } from '../../src/scenario/distributions/index.ts';
import { properPart } from '../../src/scenario/distributions/transform.ts';

interface Case {
  law: string;
  parameters: Record<string, number>;
  /** R's times before which, and after which, the event happens with probability p; null is never */
  before: (number | null)[];
  after: (number | null)[];
}

const known: { p: number[]; cases: Case[] } = JSON.parse(
  readFileSync(new URL('../known/laws.json', import.meta.url), 'utf8'),
);

/** Cumulative hazards from 1e-12 to 700, evenly spread in their logarithm. */
const hazards = Array.from({ length: 300 }, (_, i) => 1e-12 * 7e14 ** (i / 299));

const probability = (d: Distribution, t: number) => -Math.expm1(-d.cumulativeHazard(t));

/** Whether H reaches y at t, give or take the last digits of y or of t. */
function reaches(d: Distribution, t: number, y: number): boolean {
  const nudge = t * 4 * Number.EPSILON;
  const slack = 1e-10 * y;
  return d.cumulativeHazard(t - nudge) <= y + slack && d.cumulativeHazard(t + nudge) >= y - slack;
}

/** The law's quantile table, read as the kernel reads it. */
function sampler(d: Distribution): (x: number) => number {
  const table = new Float64Array(TABLE_SIZE);
  quantileTable(d, table, 0);
  if (d.form.kind !== 'kink') return (x) => lookUp(table, 0, x);
  const bent = bendOf(d.form.at);
  return (x) => lookUp(table, 0, bend(x, bent));
}

/** The i-th of a fixed sequence of 32-bit numbers. */
function scramble(i: number): number {
  let x = Math.imul(i + 1, 0x9e3779b9);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

it('every law has parameter sets to be tested at', () => {
  expect([...new Set(known.cases.map((c) => c.law))].sort()).toEqual(laws.map((law) => law.name).sort());
});

it('every law says its formula, its R function and its source', () => {
  for (const law of laws) for (const text of [law.formula, law.r, law.source]) expect(text).not.toBe('');
});

describe.each(known.cases)('$law $parameters', ({ law: name, parameters, before, after }) => {
  const law = laws.find((one) => one.name === name)!;
  const d = law.make(parameters);
  const { proper } = properPart(d);
  const isPoint = name === 'fixed';

  it('takes these parameters', () => {
    expect(Object.keys(law.parameters)).toEqual(Object.keys(parameters));
    expect(law.invalid?.(parameters)).toBeUndefined();
  });

  it('has a cumulative hazard that rises from 0 to its limit', () => {
    for (const t of [-1, 0, d.inverseCumulativeHazard(0)]) expect(d.cumulativeHazard(t)).toBe(0);
    let last = 0;
    for (let t = 1e-6; t < 1e6; t *= 1.1) {
      const hazard = d.cumulativeHazard(t);
      expect(hazard).toBeGreaterThanOrEqual(last);
      expect(hazard).toBeLessThanOrEqual(d.limit);
      last = hazard;
    }
    if (d.limit < Infinity) expect(d.cumulativeHazard(1e9)).toBeCloseTo(d.limit, 12);
    expect(d.cumulativeHazard(Infinity)).toBe(d.limit);
  });

  it('has an inverse that inverts it, from 1e-12 to 700', () => {
    for (const y of hazards.filter((y) => y < d.limit)) {
      const t = d.inverseCumulativeHazard(y);
      if (!isPoint) expect(reaches(d, t, y), `H(${t}) is ${d.cumulativeHazard(t)}, not ${y}`).toBe(true);
    }
    for (const y of hazards.filter((y) => y >= d.limit)) expect(d.inverseCumulativeHazard(y)).toBe(Infinity);
  });

  it("has R's quantiles", () => {
    known.p.forEach((p, i) => {
      expectTime(d.inverseCumulativeHazard(-Math.log1p(-p)), before[i]!);
      expectTime(d.inverseCumulativeHazard(-Math.log(p)), after[i]!);
    });
    function expectTime(time: number, truth: number | null) {
      if (truth === null) expect(time).toBe(Infinity);
      else expect(Math.abs(time / truth - 1)).toBeLessThan(1e-11);
    }
  });

  it.skipIf(isPoint)('has a quantile table within 1e-7 in probability', () => {
    const timeOf = sampler(proper);
    let worst = 0;
    for (let i = 0; i < 200_003; i++) check(Math.floor((i / 200_003) * 2 ** 32) | 0);
    for (let i = 0; i < 2000; i++) for (const x of [i, ~i]) check(x);
    expect(worst).toBeLessThan(1e-7);
    function check(x: number) {
      const survival = ((x >>> 0) + 0.5) / 2 ** 32;
      worst = Math.max(worst, Math.abs(1 - survival - probability(proper, timeOf(x))));
    }
  });

  it.skipIf(isPoint || d.form.kind === 'kink')(
    'has a map from hazards to times within 1e-7 in probability',
    () => {
      const map = new Float64Array(MAP_SIZE);
      inverseHazardMap(proper, map, 0);
      let worst = 0;
      for (let y = 1e-6; y < 30; y *= 1.001)
        worst = Math.max(worst, Math.abs(probability(proper, lookUpMap(map, 0, y)) + Math.expm1(-y)));
      expect(worst).toBeLessThan(1e-7);
    },
  );

  it('is simulated within four standard errors of its survival', () => {
    const patients = 1e6;
    const timeOf = sampler(proper);
    const levels = [0.01, 0.2, 0.5, 0.8, 0.99];
    const times = levels.map((p) => proper.inverseCumulativeHazard(-Math.log1p(-p)));
    const later = new Float64Array(levels.length);
    for (let i = 0; i < patients; i++) {
      const t = timeOf(scramble(i));
      for (let j = 0; j < times.length; j++) if (t > times[j]!) later[j]!++;
    }
    later.forEach((count, j) => {
      const survival = Math.exp(-proper.cumulativeHazard(times[j]!));
      const error = Math.sqrt(survival * (1 - survival) * patients);
      expect(Math.abs(count - survival * patients)).toBeLessThanOrEqual(4 * error);
    });
  });
});

describe('relations between parameters', () => {
  const complaint = (name: string, parameters: Record<string, number>) =>
    laws.find((law) => law.name === name)!.invalid!(parameters);

  it('say what is wrong and what would be right', () => {
    expect(complaint('uniform', { min: 5, max: 5 })).toEqual({
      parameter: 'max',
      message: 'is 5, must be above min (5)',
    });
    expect(complaint('triangular', { min: 5, mode: 5, max: 5 })?.parameter).toBe('max');
    expect(complaint('triangular', { min: 1, mode: 6, max: 5 })).toEqual({
      parameter: 'mode',
      message: 'is 6, must lie from min (1) to max (5)',
    });
  });
});
