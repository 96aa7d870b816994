/** What is worked out for a whole column has the very bits of what is worked out number by number. */
import { describe, expect, it } from 'vitest';
import { type Step, takeSteps } from '../../../src/math/columns/index.ts';
import { stepped } from '../../../src/math/columns/steps.ts';

const EDGES = [
  ...[0, -0, 1, -1, 0.5, 2, Infinity, -Infinity, NaN, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** -1022],
  ...[
    Math.SQRT2,
    Math.SQRT1_2,
    709.7,
    709.8,
    709.9,
    710.1,
    -745.1,
    -745.2,
    -745.3,
    -40,
    -39.99,
    1 - 2 ** -53,
  ],
  ...[0.3465, -0.3465, 0.3466, 37.5, 40, 1e-9, 1e300, 1e-300, 1e-310, -1e-12, 708, -708, -709],
];

/** Numbers of both signs over all orders of magnitude, and those that hazards mostly are. An odd number of them. */
const NUMBERS = Float64Array.from([
  ...EDGES,
  ...Array.from({ length: 2000 }, (_, i) => 1e-300 * 1e3 ** (i / 10)).filter(Number.isFinite),
  ...Array.from({ length: 2000 }, (_, i) => (i - 1000) * 0.7312),
  ...Array.from({ length: 2001 }, (_, i) => (i - 1000) * 0.00173),
]);

const bitsOf = (values: Float64Array) => {
  const bits = new BigUint64Array(values.buffer, values.byteOffset, values.length);
  // a NaN is a NaN, whatever its sign
  return Array.from(bits, (one, i) => (Number.isNaN(values[i]!) ? 'NaN' : one.toString(16)));
};

const CURES = [1e-17, 1e-9, 0.01, 0.3, 0.59, 0.97, 1 - 2 ** -40];
const STEPS: Step[] = [
  ...[3, 0.1, 1e-200, 1e200].flatMap((by): Step[] => [
    ...[{ does: 'divide', by } as const, { does: 'times', by } as const, { does: 'plus', by } as const],
    { does: 'at-most', by },
  ]),
  ...[0.001, 0.4, 0.5, 1, 1.51, 2.7, 3, 100, 1e6, -0.3, -2].map((by): Step => ({ does: 'power', by })),
  ...[{ does: 'positive' } as const, { does: 'exp' } as const],
  ...CURES.flatMap((cure): Step[] => [
    { does: 'mixed', cure },
    { does: 'unmixed', cure },
  ]),
];

describe('a step over a column', () => {
  it.each(STEPS)('$does $by $cure', (step) => {
    const found = NUMBERS.slice();
    takeSteps([step], found);
    expect(bitsOf(found)).toEqual(bitsOf(NUMBERS.map((x) => stepped([step], x))));
  });

  it('is taken one after the other, over columns of any length', () => {
    const steps: Step[] = [
      { does: 'power', by: 2 },
      { does: 'plus', by: 1 },
      { does: 'divide', by: 4 },
    ];
    for (const length of [0, 1, 2, 4095, 4096, 4097, 9001]) {
      const column = Float64Array.from({ length }, (_, i) => i);
      takeSteps(steps, column);
      expect(column).toEqual(Float64Array.from({ length }, (_, i) => stepped(steps, i)));
    }
  });
});
