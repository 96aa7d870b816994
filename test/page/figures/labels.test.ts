import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from '../../../src/page/figures/labels.ts';

describe('labels that want to be at one height', () => {
  it('stay where they are when there is room', () => {
    expect(spread([10, 60, 35], [20, 20, 20], 0, 100)).toEqual([10, 60, 35]);
  });

  it('part evenly around where they want to be', () => {
    expect(spread([50, 50], [20, 20], 0, 100)).toEqual([40, 60]);
    expect(spread([50, 52, 90], [20, 20, 10], 0, 100)).toEqual([41, 61, 90]);
  });

  it('are pushed back from the ends', () => {
    expect(spread([0, 0], [20, 20], 0, 100)).toEqual([10, 30]);
    expect(spread([100, 99], [20, 20], 0, 100)).toEqual([90, 70]);
  });

  it('never overlap, keep their order and stay inside', () => {
    const label = fc.record({
      wanted: fc.double({ min: -50, max: 550, noNaN: true }),
      height: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 12 }), (labels) => {
        const heights = labels.map(({ height }) => height);
        const centres = spread(
          labels.map(({ wanted }) => wanted),
          heights,
          0,
          500,
        );
        const placed = labels
          .map(({ wanted, height }, i) => ({
            wanted,
            i,
            top: centres[i]! - height / 2,
            bottom: centres[i]! + height / 2,
          }))
          .sort((a, b) => a.wanted - b.wanted || a.i - b.i);
        for (const [k, { top, bottom }] of placed.entries()) {
          expect(top).toBeGreaterThanOrEqual((placed[k - 1]?.bottom ?? 0) - 1e-9);
          expect(bottom).toBeLessThanOrEqual(500 + 1e-9);
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
