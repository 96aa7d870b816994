import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveWithErrors } from '../../src/survival/greenwood.ts';
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts';
import type { LifeTable } from '../../src/survival/life-table.ts';
import { quantile, quantileOnDemand } from '../../src/survival/quantile.ts';

/** Longer than the blocks of rows that a search for a quantile passes over. */
const ROWS = 300;

const tables = fc
  .record({
    events: fc.array(fc.tuple(fc.nat(ROWS - 1), fc.integer({ min: 1, max: 40 })), { maxLength: 80 }),
    censored: fc.array(fc.tuple(fc.nat(ROWS - 1), fc.integer({ min: 1, max: 20 })), { maxLength: 30 }),
    left: fc.constantFrom(0, 0, 1, 500),
  })
  .map(({ events, censored, left }): LifeTable => {
    const columns = [events, censored].map((some) => {
      const column = new Float64Array(ROWS);
      for (const [row, count] of some) column[row]! += count;
      return column;
    });
    const size = columns.reduce((sum, column) => sum + column.reduce((a, b) => a + b, 0), left as number);
    return {
      times: Float64Array.from({ length: ROWS }, (_, row) => row / 8),
      ...{ events: [columns[0]!], causes: ['event'], censored: columns[1]!, size },
    };
  });

describe('a curve with errors on demand', () => {
  it('has the errors of Kaplan-Meier to the bit, whichever row is asked first', () =>
    fc.assert(
      fc.property(tables, fc.array(fc.nat(ROWS - 1), { minLength: 1, maxLength: 20 }), (table, rows) => {
        const { standardError, survival } = kaplanMeier(table);
        const curve = curveWithErrors(table);
        expect(curve.survival).toEqual(survival);
        for (const row of rows) expect(curve.errorAt(row)).toBe(standardError[row]);
      }),
      { seed: 1926, numRuns: 300 },
    ));

  it('has the quantiles of a search row by row to the bit', () =>
    fc.assert(
      fc.property(tables, fc.double({ min: 0.01, max: 1, noNaN: true }), (table, p) => {
        const wanted = quantile(kaplanMeier(table), p, { interpolate: true, kind: 'plain' });
        expect(quantileOnDemand(curveWithErrors(table), p)).toEqual(wanted);
      }),
      { seed: 1982, numRuns: 500 },
    ));
});
