import { expect } from 'vitest';

/**
 * That a figure ends at the decimal place of the first significant digit of the standard error beside it, both as they
 * are printed.
 *
 * @param least decimals that it has in any case
 */
export function expectAtItsPlace(cell: string, mcse: string, least = 0): void {
  if (cell === '-' || Number(mcse) === 0) return;
  expect(cell).toMatch(/^[+-]?\d+(\.\d+)?$/);
  expect(mcse).toMatch(/^\d+(\.\d+)?$/);
  const place = -Number(Number(mcse).toExponential().split('e')[1]);
  expect(cell.split('.')[1]?.length ?? 0, `${cell} beside ${mcse}`).toBe(Math.max(least, place, 0));
  // what is nothing to these digits has no sign
  expect(cell).not.toMatch(/^[+-]0*(\.0*)?$/);
}
