import { exp, expm1 } from '../math/elementary.ts';

/**
 * The integrals of e^(-rate x), x e^(-rate x) and x² e^(-rate x) from 0 to `length`, accurate to a few units in the
 * last place for any rate, including 0.
 *
 * @param length may be Infinity; the integrals are then Infinity unless the rate is above 0
 */
export function exponentialMoments(rate: number, length: number): [number, number, number] {
  if (length === Infinity)
    return rate > 0
      ? [1 / rate, 1 / (rate * rate), 2 / (rate * rate * rate)]
      : [Infinity, Infinity, Infinity];
  const y = rate * length;
  const scaled = y < 1 ? bySeries(y) : byParts(y);
  return [length * scaled[0], length * length * scaled[1], length * length * length * scaled[2]];
}

/** On [0, 1] with rate y, by partial integration. Below y = 1 the differences would cancel. */
function byParts(y: number): [number, number, number] {
  const end = exp(-y);
  const zeroth = -expm1(-y) / y;
  const first = (zeroth - end) / y;
  return [zeroth, first, (2 * first - end) / y];
}

/** The sum of (-y)^j / (j! (j + 1 + k)) for k = 0, 1, 2. */
function bySeries(y: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  let term = 1;
  for (let j = 0; j < 20; j++) {
    for (let k = 0; k < 3; k++) sums[k]! += term / (j + 1 + k);
    term *= -y / (j + 1);
  }
  return sums;
}
