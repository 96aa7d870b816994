/**
 * The number of draws, and of patients in each draw, that give a mean over draws with the least work.
 *
 * The mean of D draws of n patients has the variance (V + W / n) / D: V is the variance between parameter draws, W that between patients. A draw costs the work of c
 * patients in addition to its own, so the work is D (c + n). The least work for a given variance, and the least variance for given work, has
 * n = sqrt(c W / V), whatever D.
 *
 * Source: O'Hagan, Stevenson & Madan (2007), Health Economics 16:1009, section 3.
 */

/** Fixed work of a draw, in patients of each strategy. A constant, so that answers are the same on every machine. */
const DRAW_COST = 50_000;
/** Fewer draws do not determine an interval. */
const LEAST_DRAWS = 100;

/** The two parts of a figure's variance. */
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

/** @returns Infinity if the parameters add no variance */
export function bestPatients({ parameters, patient }: TwoVariances): number {
  return parameters > 0 ? Math.sqrt((DRAW_COST * patient) / parameters) : Infinity;
}

/**
 * Draws and patients for a mean with the given Monte Carlo standard error; the limits if these do not suffice.
 *
 * @param limits largest numbers of draws and of patients in a draw, and smallest number of patients
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
  // the largest number of draws, with as many patients as it then takes
  const rest = mcse ** 2 * limits.draws - variances.parameters;
  const taken = rest > 0 ? variances.patient / rest : Infinity;
  return { draws: limits.draws, patients: within(taken, patients, limits.patients) };
}

/** The standard error of the mean. */
export function errorOfMean({ parameters, patient }: TwoVariances, { draws, patients }: Allotment): number {
  return Math.sqrt((parameters + patient / patients) / draws);
}
