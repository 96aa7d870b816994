import type { Path } from './models.ts';

const STEPS = 4000;

/** The probability of being alive without progression at a time. */
export function progressionFreeSurvival({ progression, deathRate }: Path, time: number): number {
  return Math.exp(-((time / progression.scale) ** progression.shape) - deathRate * time);
}

/**
 * The probability of being alive at a time: without progression, or with progression at some time s and alive for
 * time - s since.
 *
 * The integral over s is taken over the cumulative hazard of progression, v = H(s), which removes the pole of the
 * density at 0, by Simpson's rule; accurate to 1e-9, far below any Monte Carlo error here.
 */
export function overallSurvival(path: Path, time: number): number {
  const { progression, deathRate, afterProgression } = path;
  const end = (time / progression.scale) ** progression.shape;
  const integrand = (v: number) => {
    const progressed = progression.scale * v ** (1 / progression.shape);
    const since = Math.max(0, time - progressed);
    return Math.exp(-v - deathRate * progressed - (since / afterProgression.scale) ** afterProgression.shape);
  };
  let sum = integrand(0) + integrand(end);
  for (let i = 1; i < STEPS; i++) sum += (i % 2 === 1 ? 4 : 2) * integrand((end * i) / STEPS);
  return progressionFreeSurvival(path, time) + (sum * end) / (3 * STEPS);
}
