/**
 * How many draws, and how many patients in each, give a mean over draws with the least work.
 *
 * The mean of D draws of n patients has the variance (V + W / n) / D: V is of the parameters, W of one patient. A draw costs c
 * patients beside its own, so that the work is D (c + n). The least work for a variance, and the least variance for a work, has
 * n = sqrt(c W / V), whatever D.
 *
 * Source: O'Hagan, Stevenson & Madan (2007), Health Economics 16:1009, section 3.
 */

/** Work of a draw beside its patients, in patients of each strategy: a constant, so that answers are the same on every machine. */
const DRAW_COST = 50_000;
/** Fewer draws tell no interval. */
const LEAST_DRAWS = 100;

/** What one figure varies by. */
export interface TwoVariances {
  /** of the parameters */
  parameters: number;
  /** of one patient: the squared Monte Carlo standard error of n patients is this over n */
  patient: number;
}

export interface Allotment {
  draws: number;
  patients: number;
}

/** @returns Infinity where the parameters add nothing */
export function bestPatients({ parameters, patient }: TwoVariances): number {
  return parameters > 0 ? Math.sqrt((DRAW_COST * patient) / parameters) : Infinity;
}

/**
 * Draws and patients for a mean with a Monte Carlo standard error; the limits where these do not suffice.
 *
 * @param limits the most draws and patients of a draw, and the fewest patients
 */
export function allotmentFor(
  variances: TwoVariances,
  mcse: number,
  limits: Allotment & { fewestPatients: number },
): Allotment {
  const within = (value: number, least: number, most: number) =>
    Math.min(most, Math.max(Math.min(least, most), Math.ceil(value)));
  const needed = (patients: number) => (variances.parameters + variances.patient / patients) / mcse ** 2;
  const least = Math.min(LEAST_DRAWS, limits.draws);
  const patients = within(bestPatients(variances), limits.fewestPatients, limits.patients);
  if (needed(patients) <= limits.draws)
    return { draws: within(needed(patients), least, limits.draws), patients };
  // all draws there are; as many patients as that takes
  const rest = mcse ** 2 * limits.draws - variances.parameters;
  const taken = rest > 0 ? variances.patient / rest : Infinity;
  return { draws: limits.draws, patients: within(taken, patients, limits.patients) };
}

/** The variance of the mean, as a standard error. */
export function errorOfMean({ parameters, patient }: TwoVariances, { draws, patients }: Allotment): number {
  return Math.sqrt((parameters + patient / patients) / draws);
}
