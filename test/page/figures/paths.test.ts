import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactPath, pointsToKeep } from '../../../src/page/figures/paths.ts';
import { corners } from './drawn.ts';

const gap = fc.double({ min: 0.01, max: 5, noNaN: true });
const height = fc.double({ min: -1, max: 1, noNaN: true });
const walk = fc.array(fc.tuple(gap, height), { minLength: 3, maxLength: 200 }).map((moves) => {
  let [x, y] = [0, 100];
  return moves.map(([dx, dy]) => [(x += dx), (y += dy)] as const);
});

describe('of a line', () => {
  it.each([true, false])(
    'points are kept so that it is nowhere further off than the tolerance, steps %s',
    (step) => {
      fc.assert(
        fc.property(walk, fc.constantFrom(0.12, 0.25, 2), (points, tolerance) => {
          const [x, y] = [points.map(([x]) => x), points.map(([, y]) => y)];
          const kept = pointsToKeep(x, [y], step, tolerance);
          expect(kept[0]).toBe(0);
          expect(kept.at(-1)).toBe(points.length - 1);
          for (const [k, to] of kept.entries()) {
            const from = kept[k - 1] ?? to;
            for (let i = from; i < to; i++) {
              const share = step ? 0 : (x[i]! - x[from]!) / (x[to]! - x[from]!);
              const drawn = y[from]! + share * (y[to]! - y[from]!);
              expect(Math.abs(drawn - y[i]!)).toBeLessThanOrEqual(tolerance + 1e-9);
            }
          }
        }),
        { seed: 6, numRuns: 200 },
      );
    },
  );

  it('only the ends are kept where it is straight', () => {
    const x = Array.from({ length: 100 }, (_, i) => i);
    expect(pointsToKeep(x, [x.map((at) => 3 * at), x.map((at) => 50 - at)], false)).toEqual([0, 99]);
  });

  it('both limits of a band are looked at', () => {
    const x = Array.from({ length: 101 }, (_, i) => i);
    const bent = x.map((at) => Math.abs(at - 50));
    expect(pointsToKeep(x, [x.map(() => 0), bent], false)).toEqual([0, 50, 100]);
  });

  it('two values at one place are both kept where they differ', () => {
    expect(pointsToKeep([0, 1, 1, 2], [[0, 0, 5, 5]], false)).toEqual([0, 1, 2, 3]);
  });
});

describe('a path', () => {
  it('is the same in fewer characters, to a tenth', () => {
    const d = 'M50,20.04L60.123,20.04L60.123,35.5L0.5,-3L0,0Z';
    expect(compactPath(d)).toBe('M50 20h10.1v15.5l-59.6-38.5-.5 3z');
    expect(corners(compactPath(d))).toEqual(
      [
        { x: 50, y: 20 },
        { x: 60.1, y: 20 },
        { x: 60.1, y: 35.5 },
        { x: 0.5, y: -3 },
        { x: 0, y: 0 },
      ].map(({ x, y }) => ({ x: expect.closeTo(x, 6), y: expect.closeTo(y, 6) })),
    );
  });

  it('does not drift, however long it is', () => {
    const points = Array.from({ length: 1000 }, (_, i) => ({ x: i * 0.333, y: Math.abs((i * 0.777) % 7) }));
    const drawn = corners(compactPath(`M${points.map(({ x, y }) => `${x},${y}`).join('L')}`));
    expect(drawn.at(-1)!.x).toBeCloseTo(points.at(-1)!.x, 1);
    expect(drawn.at(-1)!.y).toBeCloseTo(points.at(-1)!.y, 1);
  });

  it('of other commands stays as it is', () => {
    expect(compactPath('M0,0C1,1,2,2,3,3')).toBe('M0,0C1,1,2,2,3,3');
  });
});
