import type { Person } from './log-rank.ts';

/** Cox's log partial likelihood by its definition, for patients with a covariate for each coefficient. */
export function slowLikelihood(
  people: readonly (Person & { x: readonly number[] })[],
  coefficients: readonly number[],
  ties: 'efron' | 'breslow',
): number {
  const eta = (x: readonly number[]) => x.reduce((sum, value, j) => sum + value * coefficients[j]!, 0);
  const total = (some: readonly { x: readonly number[] }[]) =>
    some.reduce((sum, p) => sum + Math.exp(eta(p.x)), 0);
  let likelihood = 0;
  for (const stratum of new Set(people.map((p) => p.stratum))) {
    const here = people.filter((p) => p.stratum === stratum);
    for (const time of new Set(here.filter((p) => p.status === 1).map((p) => p.time))) {
      const atRisk = here.filter((p) => p.time >= time);
      const dying = atRisk.filter((p) => p.time === time && p.status === 1);
      for (const [k, person] of dying.entries()) {
        const share = ties === 'efron' ? k / dying.length : 0;
        likelihood += eta(person.x) - Math.log(total(atRisk) - share * total(dying));
      }
    }
  }
  return likelihood;
}

/** The maximum of a concave function, by coordinate ascent with ever smaller steps. */
export function climb(f: (x: readonly number[]) => number, size: number): number[] {
  const at = Array<number>(size).fill(0);
  let best = f(at);
  for (let step = 1; step > 1e-9; step /= 2) {
    for (let moved = true; moved; ) {
      moved = false;
      for (let j = 0; j < size; j++) {
        for (const way of [step, -step]) {
          const trial = at.map((value, k) => (k === j ? value + way : value));
          const height = f(trial);
          if (height <= best) continue;
          at[j] = trial[j]!;
          best = height;
          moved = true;
        }
      }
    }
  }
  return at;
}
