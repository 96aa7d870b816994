/** A patient, in the simplest form. */
export interface Person {
  time: number;
  status: number;
  group: number;
  stratum: number;
}

/** The log-rank test, which goes through all patients again at each event time: observed, expected, variance. */
export function slowLogRank(people: readonly Person[], groups: number, rho: number, gamma: number) {
  const observed = Array<number>(groups).fill(0);
  const expected = Array<number>(groups).fill(0);
  const variance = observed.map(() => Array<number>(groups).fill(0));
  for (const stratum of new Set(people.map((p) => p.stratum))) {
    const here = people.filter((p) => p.stratum === stratum);
    const times = [...new Set(here.filter((p) => p.status === 1).map((p) => p.time))].sort((a, b) => a - b);
    let survival = 1;
    for (const time of times) {
      const atRisk = here.filter((p) => p.time >= time);
      const dying = atRisk.filter((p) => p.time === time && p.status === 1);
      const [n, d] = [atRisk.length, dying.length];
      const weight = survival ** rho * (1 - survival) ** gamma;
      for (let g = 0; g < groups; g++) {
        const ng = atRisk.filter((p) => p.group === g).length;
        observed[g]! += weight * dying.filter((p) => p.group === g).length;
        expected[g]! += (weight * d * ng) / n;
        for (let h = 0; h < groups && n > 1; h++) {
          const nh = atRisk.filter((p) => p.group === h).length;
          const share = ng / n;
          const same = g === h ? 1 : 0;
          variance[g]![h]! += (weight ** 2 * share * (same - nh / n) * d * (n - d)) / (n - 1);
        }
      }
      survival *= 1 - d / n;
    }
  }
  return { observed, expected, variance };
}
