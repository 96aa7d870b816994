import { describe, expect, it } from 'vitest';
import {
  bend,
  hazardOfPieces,
  inverseOfPieces,
  lookUp,
  lookUpMap,
  MAP_SIZE,
  TABLE_SIZE,
} from '../../src/kernel/tables.ts';
import { finePieces, packPieces } from '../../src/scenario/compile/pieces.ts';
import { bendOf, hazardMap, inverseHazardMap, quantileTable } from '../../src/scenario/compile/tables.ts';
import type { Pieces } from '../../src/scenario/distributions/distribution.ts';
import {
  type Distribution,
  laws,
  lifeTable,
  piecewiseExponential,
} from '../../src/scenario/distributions/index.ts';
import { properPart, withCure, withHazardRatio } from '../../src/scenario/distributions/transform.ts';

const make = (name: string, parameters: Record<string, number>) =>
  laws.find((law) => law.name === name)!.make(parameters);
const exponential = make('exponential', { rate: 1 });
const triangular = make('triangular', { min: 1, mode: 2, max: 5 });

describe('a quantile table', () => {
  it('is read at the two ends and the middle of the draws', () => {
    const table = new Float64Array(TABLE_SIZE + 5);
    quantileTable(exponential, table, 5);
    const close = (x: number, y: number) => expect(lookUp(table, 5, x) / y).toBeCloseTo(1, 7);
    close(0, 33 * Math.LN2);
    close(-1, 2 ** -33);
    close(0x7fffffff, Math.LN2);
    close(-0x80000000, Math.LN2);
    close(0x40000000, -Math.log(0.25));
    expect([...table.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
  });

  it('falls as the survival rises, over the joints of its pieces too', () => {
    const table = new Float64Array(TABLE_SIZE);
    quantileTable(make('weibull', { shape: 1.3, scale: 20 }), table, 0);
    let last = Infinity;
    let falling = true;
    for (let draw = 0; draw < 2 ** 32; draw += 104_729) {
      const t = lookUp(table, 0, draw | 0);
      falling &&= t < last;
      last = t;
    }
    expect(falling).toBe(true);
  });

  it('holds no infinity, even for a law whose tail does', () => {
    const table = new Float64Array(TABLE_SIZE);
    quantileTable(make('log-normal', { meanlog: 0, sdlog: 300 }), table, 0);
    expect(table.every(Number.isFinite)).toBe(true);
  });
});

describe('a bend', () => {
  it.each([1e-12, 0.01, 0.25, 0.5, 0.9, 1 - 1e-12])('at %f rises and keeps each half in its half', (kink) => {
    const bent = bendOf(kink);
    const unsigned = (draw: number) => bend(draw | 0, bent) >>> 0;
    let last = 0;
    let rising = true;
    for (let draw = 0; draw < 2 ** 32; draw += 997_331) {
      rising &&= unsigned(draw) >= last;
      last = unsigned(draw);
    }
    expect(rising).toBe(true);
    expect(unsigned(bent.threshold - 1)).toBeLessThan(2 ** 31);
    expect(unsigned(bent.threshold)).toBeGreaterThanOrEqual(2 ** 31);
    expect(unsigned(2 ** 32 - 1)).toBeGreaterThanOrEqual(2 ** 31);
    expect(bent.threshold / 2 ** 32).toBeCloseTo(1 - kink, 9);
  });

  it('of one half changes nothing', () => {
    const bent = bendOf(0.5);
    for (const x of [0, 1, -1, 12345678, -12345678, 0x7fffffff, -0x80000000]) expect(bend(x, bent)).toBe(x);
  });
});

describe('a map', () => {
  it('is read at any number, those outside its range as its ends', () => {
    const map = new Float64Array(MAP_SIZE + 3);
    inverseHazardMap(make('weibull', { shape: 2, scale: 1 }), map, 3);
    for (const y of [2 ** -40, 3e-7, 0.1, 0.99999, 1, 1.0001, 7.7, 4095.9])
      expect(lookUpMap(map, 3, y) / Math.sqrt(y)).toBeCloseTo(1, 7);
    expect(lookUpMap(map, 3, 0)).toBe(lookUpMap(map, 3, 2 ** -40));
    expect(lookUpMap(map, 3, 1e9)).toBeCloseTo(64, 6);
  });

  it('of times says its largest error in survival', () => {
    const map = new Float64Array(MAP_SIZE);
    const errorOf = (d: Distribution) => {
      const stated = hazardMap(d, map, 0);
      let found = 0;
      for (let t = 1e-3; t < 4000; t *= 1.001)
        found = Math.max(found, Math.abs(Math.exp(-lookUpMap(map, 0, t)) - Math.exp(-d.cumulativeHazard(t))));
      expect(found).toBeLessThan(stated * 1.1 + 1e-14);
      return stated;
    };
    expect(errorOf(make('weibull', { shape: 1.3, scale: 20 }))).toBeLessThan(1e-8);
    expect(errorOf(make('gamma', { shape: 1000, rate: 30 }))).toBeGreaterThan(1e-5);
    expect(errorOf(make('uniform', { min: 3, max: 7 }))).toBeGreaterThan(1e-5);
  });
});

function piecesOf({ form }: Distribution): Pieces {
  if (form.kind !== 'pieces') throw new Error(`the form is ${form.kind}`);
  return form;
}

describe('packed pieces', () => {
  it('say exactly what the law says', () => {
    for (const d of [
      piecewiseExponential([0], [0.2]),
      piecewiseExponential([0, 6, 12], [0, 0.1, 0]),
      piecewiseExponential([0, 6, 12, 13], [0.1, 0, 0, 0.3]),
      lifeTable([0.001, 0.01, 0.1, 0.2, 1], 12),
    ]) {
      const packed = Float64Array.from([9, 9, ...packPieces(piecesOf(d))]);
      for (const t of [-1, 0, 1e-9, 3, 6, 6.1, 11.9, 12, 12.5, 13, 60, 1e6])
        expect(hazardOfPieces(packed, 2, t)).toBeCloseTo(d.cumulativeHazard(t), 12);
      for (const y of [0, 1e-9, 0.3, 0.6 - 1e-12, 0.6 + 1e-12, 1, 40, 1e3])
        expect(inverseOfPieces(packed, 2, y)).toBeCloseTo(d.inverseCumulativeHazard(y), 9);
      const { hazards, times } = piecesOf(d);
      hazards.forEach((y, i) => {
        expect(inverseOfPieces(packed, 2, y)).toBeCloseTo(d.inverseCumulativeHazard(y), 12);
        expect(hazardOfPieces(packed, 2, times[i]!)).toBe(y);
      });
    }
  });

  it('of a law that never happens give an infinite time', () => {
    const packed = packPieces(piecesOf(piecewiseExponential([0], [0])));
    expect([0, 1e-300, 5].map((y) => inverseOfPieces(packed, 0, y))).toEqual([0, Infinity, Infinity]);
    expect(hazardOfPieces(packed, 0, 50)).toBe(0);
  });
});

describe('fine pieces', () => {
  const subjects: [string, Distribution][] = [
    ['triangular', triangular],
    ['triangular, mode at the end', make('triangular', { min: 1, mode: 5, max: 5 })],
    ['uniform', make('uniform', { min: 3, max: 7 })],
    ['improper Gompertz', make('gompertz', { shape: -0.02, rate: 0.05 })],
    ['Gompertz that hardly happens', make('gompertz', { shape: -0.5, rate: 1e-4 })],
    ['cure mixture', withCure(make('weibull', { shape: 1.3, scale: 20 }), 0.3)],
    ['cure mixture of bounded support', withCure(triangular, 0.3)],
    [
      'cure mixture under a hazard ratio',
      withHazardRatio(withCure(make('log-normal', { meanlog: 2, sdlog: 1 }), 0.3), 0.4),
    ],
    [
      'cure mixture with jumps',
      withHazardRatio(withCure(piecewiseExponential([0, 6, 12], [0.1, 0.01, 0.3]), 0.2), 0.7),
    ],
    [
      'proper part with jumps',
      properPart(withHazardRatio(withCure(lifeTable([0.1, 0.4, 0.2], 12), 0.2), 0.7)).proper,
    ],
    ['concentrated gamma', make('gamma', { shape: 1000, rate: 30 })],
    ['heavy tail', make('log-logistic', { shape: 0.5, scale: 12 })],
  ];

  it.each(subjects)('%s: within 1e-7 in survival, both ways', (_, d) => {
    for (const horizon of [120, Infinity]) {
      const packed = packPieces(finePieces(d, horizon));
      const end = d.cumulativeHazard(horizon);
      let worst = 0;
      for (let i = 1; i < 20_000; i++) {
        const y = -Math.log1p(Math.expm1(-end) * (i / 20_000) ** 3);
        const at = hazardOfPieces(packed, 0, d.inverseCumulativeHazard(y));
        const then = d.cumulativeHazard(inverseOfPieces(packed, 0, y));
        for (const hazard of [at, then]) worst = Math.max(worst, Math.abs(Math.exp(-hazard) - Math.exp(-y)));
      }
      expect(worst).toBeLessThan(1e-7);
    }
  });

  it('never end for those who are cured', () => {
    const packed = packPieces(finePieces(withCure(exponential, 0.3), 120));
    expect(inverseOfPieces(packed, 0, -Math.log(0.3) - 1e-9)).toBeLessThan(Infinity);
    expect(inverseOfPieces(packed, 0, -Math.log(0.3) + 1e-9)).toBe(Infinity);
  });

  it('of a bounded law end at its bound', () => {
    const packed = packPieces(finePieces(triangular, Infinity));
    for (const y of [1e-9, 20, 60, 500, 1e5]) {
      expect(inverseOfPieces(packed, 0, y)).toBeGreaterThan(1);
      expect(inverseOfPieces(packed, 0, y)).toBeLessThan(5.00001);
    }
  });

  it('of a fixed time are that time', () => {
    for (const delay of [0, 3]) {
      const packed = packPieces(finePieces(make('fixed', { delay }), 120));
      for (const y of [1e-9, 1, 700]) expect(inverseOfPieces(packed, 0, y)).toBeCloseTo(delay, 7);
    }
  });

  it('keep times after the horizon after it', () => {
    const d = make('weibull', { shape: 1.3, scale: 200 });
    const packed = packPieces(finePieces(d, 60));
    expect(hazardOfPieces(packed, 0, 60)).toBe(d.cumulativeHazard(60));
    for (const y of [1.0001, 1.5, 20])
      expect(inverseOfPieces(packed, 0, y * d.cumulativeHazard(60))).toBeGreaterThan(60);
  });
});
