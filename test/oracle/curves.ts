/** One patient's contribution to a curve. */
export interface Ending {
  time: number;
  /** undefined: censored at this time */
  cause?: string;
}

export interface Estimate {
  value: number;
  standardError: number;
}

/**
 * Kaplan-Meier survival just after each of the given times, with Greenwood's standard errors; censoring at the time
 * of an event comes after it. Source: Kaplan & Meier (1958).
 */
export function kaplanMeier(endings: Ending[], times: number[]): Estimate[] {
  const sorted = [...endings].sort((a, b) => a.time - b.time);
  const estimates: Estimate[] = [];
  let survival = 1;
  let greenwood = 0;
  let i = 0;
  for (const t of [...times].sort((a, b) => a - b)) {
    while (i < sorted.length && sorted[i]!.time <= t) {
      const atRisk = sorted.length - i;
      const { events, leaving } = tied(sorted, i);
      survival *= 1 - events / atRisk;
      greenwood += events / (atRisk * (atRisk - events));
      i += leaving;
    }
    const standardError = survival > 0 ? survival * Math.sqrt(greenwood) : 0;
    estimates[times.indexOf(t)] = { value: survival, standardError };
  }
  return estimates;
}

/**
 * Cumulative incidence of each cause at the given times. Source: Aalen & Johansen (1978). Without censoring it is the
 * share of patients with the event, and its standard error is binomial.
 */
export function cumulativeIncidence(
  endings: Ending[],
  causes: string[],
  times: number[],
): Record<string, number[]> {
  const sorted = [...endings].sort((a, b) => a.time - b.time);
  const incidence = Object.fromEntries(causes.map((cause) => [cause, times.map(() => 0)]));
  const sofar = Object.fromEntries(causes.map((cause) => [cause, 0]));
  let survival = 1;
  let i = 0;
  for (const t of [...times].sort((a, b) => a - b)) {
    while (i < sorted.length && sorted[i]!.time <= t) {
      const atRisk = sorted.length - i;
      const { events, leaving } = tied(sorted, i);
      for (let j = i; j < i + leaving; j++) {
        const { cause } = sorted[j]!;
        if (cause !== undefined) sofar[cause]! += survival / atRisk;
      }
      survival *= 1 - events / atRisk;
      i += leaving;
    }
    for (const cause of causes) incidence[cause]![times.indexOf(t)] = sofar[cause]!;
  }
  return incidence;
}

/** The number of events at the time of patient i, and of patients with that time. */
function tied(sorted: Ending[], i: number): { events: number; leaving: number } {
  let events = 0;
  let leaving = 0;
  while (sorted[i + leaving]?.time === sorted[i]!.time) {
    if (sorted[i + leaving]!.cause !== undefined) events++;
    leaving++;
  }
  return { events, leaving };
}
