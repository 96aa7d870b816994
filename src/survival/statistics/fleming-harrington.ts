import { pow } from '../../math/elementary.ts';
import type { RiskTable } from '../risk-table.ts';

/**
 * Exponents of the Fleming-Harrington weight S^rho (1 - S)^gamma: (0, 0) weights all events equally, (0, 1) weights
 * late events more.
 */
export interface FlemingHarrington {
  rho: number;
  gamma: number;
}

/** @throws RangeError if an exponent is negative or not finite */
export function checkWeight({ rho, gamma }: FlemingHarrington): void {
  for (const [name, value] of Object.entries({ rho, gamma })) {
    if (!(value >= 0 && value < Infinity))
      throw new RangeError(`${name} is ${value}, must be finite and >= 0`);
  }
}

/**
 * The Fleming-Harrington weight at each time: S^rho (1 - S)^gamma, where S is the Kaplan-Meier survival of all groups
 * of the stratum together just before the time.
 *
 * Source: Harrington & Fleming (1982), Biometrika 69; Fleming & Harrington (1991), section 7.2.
 */
export function flemingHarrington(table: RiskTable, { rho, gamma }: FlemingHarrington): Float64Array {
  let survival = 1;
  return table.times.map((_, r) => {
    const weight = power(survival, rho) * power(1 - survival, gamma);
    let n = 0;
    let d = 0;
    for (const column of table.atRisk) n += column[r]!;
    for (const column of table.events[0]!) d += column[r]!;
    survival *= (n - d) / n;
    return weight;
  });
}

/** A power; most exponents in use are 0 or 1. */
function power(base: number, exponent: number): number {
  return exponent === 0 ? 1 : exponent === 1 ? base : pow(base, exponent);
}
