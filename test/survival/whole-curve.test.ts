/** Figures read from counts alone are those of the Kaplan-Meier estimate, to the last bit. */
import { expect, it } from 'vitest';
import { kaplanMeier, type LifeTable, rmst } from '../../src/survival/index.ts';
import { rmstValue } from '../../src/survival/rmst.ts';
import { wholeCurve } from '../../src/survival/whole-curve.ts';

const ROWS = 97;
const times = Float64Array.from({ length: ROWS }, (_, row) => row / 8);
/** Rows without events among them; `spare` patients are left at the end. */
const events = Float64Array.from({ length: ROWS }, (_, row) => (row * row * 7) % 11);
const total = events.reduce((sum, count) => sum + count, 0);
const table = (size: number, censored = new Float64Array(ROWS)): LifeTable => ({
  ...{ times, events: [events], causes: ['event'], censored, size },
});

it.each([total + 13, total])('survival of %i patients, of whom nobody is censored', (size) => {
  const { survival, followUp } = kaplanMeier(table(size));
  expect(wholeCurve(times, events, size)).toEqual({ times, survival, size, followUp });
});

it('where all are gone long before the last row, and where nobody was', () => {
  const early = events.map((count, row) => (row < 40 ? count : 0));
  for (const [column, size] of [
    [early, early.reduce((sum, count) => sum + count, 0)],
    [new Float64Array(ROWS), 0],
  ] as const) {
    const { survival, followUp } = kaplanMeier({ ...table(size), events: [column] });
    expect(wholeCurve(times, column, size)).toEqual({ times, survival, size, followUp });
  }
});

it('a restricted mean alone, with censoring and without, in a row and between rows, reached and not', () => {
  const censored = Float64Array.from({ length: ROWS }, (_, row) => (row > 50 ? 3 : 0));
  for (const curve of [
    kaplanMeier(table(total + 13)),
    kaplanMeier(table(total)),
    kaplanMeier(table(total + 2000, censored)),
  ])
    for (const tau of [0.01, 0.125, 1, 3.3, 11.9, 12, 12.5])
      expect(rmstValue(curve, tau)).toBe(rmst(curve, tau, { rows: 'midpoint' }).value);
  expect(() => rmstValue(kaplanMeier(table(total)), 0)).toThrow(RangeError);
});
