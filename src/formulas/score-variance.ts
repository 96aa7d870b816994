import type { Expected } from './at-risk.ts';
import { total } from './mesh.ts';

/** Expected parts of a score at a hazard ratio, on the nodes of the mesh. */
export interface ScoreParts {
  /** probability that an event, if there is one, is in the treatment arm */
  chance: Float64Array;
  /** expected events of both arms per unit of time */
  events: Float64Array;
  /** events over the number at risk, with each treatment patient counted `ratio` times: the model's control hazard */
  base: Float64Array;
}

/** @param ratio hazard ratio at which the score is evaluated */
export function scoreParts({ atRisk, hazard }: Expected, ratio: number): ScoreParts {
  const [y0, y1] = [atRisk.control, atRisk.treatment];
  const risk = y0.map((y, i) => y + ratio * y1[i]!);
  const events = y0.map((y, i) => y * hazard.control[i]! + y1[i]! * hazard.treatment[i]!);
  // if nobody is at risk, both are 0
  const overRisk = (values: Float64Array) => values.map((value, i) => (risk[i]! > 0 ? value / risk[i]! : 0));
  return { chance: overRisk(y1.map((y) => ratio * y)), events, base: overRisk(events) };
}

/**
 * The contribution of one patient of an arm to a statistic: added at the patient's event, subtracted per unit of time
 * at risk.
 */
export interface Contribution {
  atEvent: Float64Array;
  whileAtRisk: Float64Array;
}

export interface Contributions {
  control: Contribution;
  treatment: Contribution;
}

/** The contributions to a score whose weights are treated as fixed: observed minus expected events. */
export function scoreContributions(
  { chance, base }: ScoreParts,
  ratio: number,
  weights: Float64Array,
): Contributions {
  const control = weights.map((weight, i) => weight * chance[i]!);
  const treatment = weights.map((weight, i) => weight * (chance[i]! - 1));
  return {
    control: { atEvent: control, whileAtRisk: control.map((move, i) => move * base[i]!) },
    treatment: { atEvent: treatment, whileAtRisk: treatment.map((move, i) => ratio * move * base[i]!) },
  };
}

/**
 * The variance of a sum of independent contributions, with fixed arm sizes, under any hazards.
 *
 * Source: the sandwich of Lin & Wei (1989), J. Am. Stat. Assoc. 84, 1074-1078, in expectation.
 */
export function varianceOf(
  { mesh, atRisk, hazard }: Expected,
  contributions: Contributions,
  sizes: { control: number; treatment: number },
): number {
  const ofArm = (arm: 'control' | 'treatment'): number => {
    const { atEvent, whileAtRisk } = contributions[arm];
    const [y, h] = [atRisk[arm], hazard[arm]];
    const sum = mesh.cumulative(whileAtRisk);
    const mean = total(mesh, (i) => y[i]! * (atEvent[i]! * h[i]! - whileAtRisk[i]!)) / sizes[arm];
    const square = total(mesh, (i) => {
      const [event, rate] = [atEvent[i]!, whileAtRisk[i]!];
      return y[i]! * (event * event * h[i]! - 2 * sum[i]! * (event * h[i]! - rate));
    });
    return square - sizes[arm] * mean * mean;
  };
  return ofArm('control') + ofArm('treatment');
}
