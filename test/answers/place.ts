import { expect } from 'vitest';

/**
 * Checks that a printed figure ends at the decimal place of the first significant digit of its printed standard error.
 *
 * @param least decimals that the figure has at least
 */
export function expectAtItsPlace(cell: string, mcse: string, least = 0): void {
  if (cell === '-' || Number(mcse) === 0) return;
  expect(cell).toMatch(/^[+-]?\d+(\.\d+)?$/);
  expect(mcse).toMatch(/^\d+(\.\d+)?$/);
  const place = -Number(Number(mcse).toExponential().split('e')[1]);
  expect(cell.split('.')[1]?.length ?? 0, `${cell} beside ${mcse}`).toBe(Math.max(least, place, 0));
  // a number that is shown as 0 has no sign
  expect(cell).not.toMatch(/^[+-]0*(\.0*)?$/);
}
