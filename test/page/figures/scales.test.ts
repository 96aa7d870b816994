import { describe, expect, it } from 'vitest';
import { logTicks, pixelOf, roundTicks, scaleData, timeTicks } from '../../../src/page/figures/scales.ts';

describe('ticks', () => {
  it('are round numbers within the axis', () => {
    expect(roundTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(roundTicks([-7.3, 12], 4)).toEqual([-5, 0, 5, 10]);
    expect(roundTicks([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(roundTicks([100, 1000], 3)).toEqual([500, 1000]);
  });

  it('of ratios are those that people name', () => {
    expect(logTicks([0.4, 2.5], 5)).toEqual([0.5, 0.7, 1, 1.5, 2]);
    expect(logTicks([0.04, 30], 10)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]);
    expect(logTicks([1e-6, 1e6], 5).length).toBeLessThanOrEqual(5);
  });

  it('of ratios are at least three, however narrow or wide the axis, and no more than asked for', () => {
    expect(logTicks([0.835, 1.02], 5)).toEqual([0.85, 0.9, 0.95, 1]);
    expect(logTicks([0.79, 1.06], 5)).toEqual([0.8, 0.9, 1]);
    expect(logTicks([0.99999, 1.00002], 5)).toEqual([0.99999, 1, 1.00001, 1.00002]);
    for (let k = 0; k < 500; k++) {
      // lows over seven decades, spans from a hundred-thousandth to twelve decades, by a low-discrepancy sequence
      const low = 10 ** (-4 + 7 * ((k * 0.7548776662) % 1));
      const span = 10 ** (-5 + 6.08 * ((k * 0.5698402909) % 1));
      const domain = [low, low * 10 ** span] as const;
      for (const count of [1, 3, 5, 9]) {
        const ticks = logTicks(domain, count);
        const which = `${domain}, ${count}: ${ticks}`;
        expect(ticks.length, which).toBeGreaterThanOrEqual(3);
        expect(ticks.length, which).toBeLessThanOrEqual(Math.max(4, count));
        expect(new Set(ticks).size, which).toBe(ticks.length);
        expect(ticks[0]!, which).toBeGreaterThanOrEqual(domain[0] * (1 - 1e-9));
        expect(ticks.at(-1)!, which).toBeLessThanOrEqual(domain[1] * (1 + 1e-9));
      }
    }
  });

  it('of time are those that people count it in, the finest first', () => {
    expect(timeTicks('month', 60)[0]).toEqual([0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60]);
    expect(timeTicks('month', 60)[1]).toEqual([0, 12, 24, 36, 48, 60]);
    expect(timeTicks('year', 10)[0]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(timeTicks('day', 1000)[0]!.slice(0, 3)).toEqual([0, 90, 180]);
    expect(timeTicks('month', 0.7)).toEqual([
      [0, 0.175, 0.35, 0.525, 0.7],
      [0, 0.35, 0.7],
      [0, 0.7],
    ]);
  });
});

describe('a scale', () => {
  const linear = { type: 'linear', domain: [0, 120], range: [40, 640] } as const;
  const log = { type: 'log', domain: [0.1, 10], range: [0, 100] } as const;

  it('maps the ends of its domain to those of its range, and evenly between', () => {
    expect([0, 60, 120].map((value) => pixelOf(linear, value))).toEqual([40, 340, 640]);
    expect(pixelOf(log, 1)).toBeCloseTo(50, 10);
  });

  it('says what it is', () => {
    expect(scaleData(linear)).toBe('0,120,40,640');
    expect(scaleData(log)).toBe('log,0.1,10,0,100');
  });
});
