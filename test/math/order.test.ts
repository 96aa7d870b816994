import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedOrder, increasingOrder, sortWhole } from '../../src/math/order.ts';

const time = fc.oneof(
  fc.double({ min: 0, max: 1e300, noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 9 }),
  fc.constantFrom(0, -0, 5e-324, 1.7976931348623157e308),
);

describe('the increasing order', () => {
  it('is that of a sort that compares, equal numbers staying as they came', () =>
    fc.assert(
      fc.property(fc.array(time, { maxLength: 300 }), (values) => {
        const wanted = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
        expect([...increasingOrder(Float64Array.from(values))]).toEqual(wanted);
      }),
      { seed: 1890, numRuns: 300 },
    ));

  it('of whole numbers up to 2^53 is that of a sort that compares', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(3000), fc.maxSafeNat()), { maxLength: 200 }), (values) => {
        const sorted = Float64Array.from(values);
        sortWhole(sorted);
        expect(sorted).toEqual(Float64Array.from(values).sort());
      }),
      { seed: 1887, numRuns: 200 },
    ));

  it('by codes keeps the order within each', () => {
    const values = Float64Array.of(5, 3, 4, 1, 2);
    const codes = Uint32Array.of(1, 0, 1, 0, 2);
    expect([...groupedOrder(increasingOrder(values), codes, 3)]).toEqual([3, 1, 2, 0, 4]);
  });
});
