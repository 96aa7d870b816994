import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { measurePoint } from '../../bench/growth/point.ts';
import { growths, pointsOf } from '../../bench/growth/points.ts';

const benchmark = fileURLToPath(new URL('../../scenarios/benchmark.yaml', import.meta.url));

describe('a point', () => {
  it('of strategies is measured part by part, and counts the same each time', async () => {
    const point = { growth: 'strategies', size: 3, patients: 500 } as const;
    const [one, again] = [await measurePoint(point, benchmark), await measurePoint(point, benchmark)];
    for (const part of ['compile', 'simulate', 'estimate'] as const) expect(one[part]).toBeGreaterThan(0);
    expect([one.threads, one.start]).toEqual([1, 0]);
    expect(one.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(again.fingerprint).toBe(one.fingerprint);
    // everybody leaves the first treatment at once
    expect(one.moves).toBeGreaterThanOrEqual(3 * 500);
  });

  it('of states has more moves the more states there are, and nearly all patients move', async () => {
    const moves: number[] = [];
    for (const size of [2, 6, 12])
      moves.push((await measurePoint({ growth: 'states', size, patients: 2000 }, benchmark)).moves);
    // in the shortest chain they can only die, and with a hazard of 0.011 for 120 months 1 - exp(-1.32) = 0.733 do
    expect(Math.abs(moves[0]! / 2000 - 0.733)).toBeLessThan(4 * Math.sqrt((0.733 * 0.267) / 2000));
    expect(moves[1]!).toBeGreaterThan(2 * moves[0]!);
    expect(moves[2]!).toBeGreaterThan(1.5 * moves[1]!);
  });
});

describe('the points of a growth', () => {
  it('rise, and end where they are told to', () => {
    const [patients, strategies, states] = growths.map((growth) => pointsOf(growth).map(({ size }) => size));
    expect(patients).toEqual([1e5, 1e6, 1e7, 1e8, 1e9]);
    expect(strategies).toEqual([1, 10, 100, 1000]);
    expect(states).toEqual([2, 5, 10, 20, 50, 100, 200]);
    expect(pointsOf(growths[0]!, 1e7).map(({ patients: n }) => n)).toEqual([1e5, 1e6, 1e7]);
  });
});
