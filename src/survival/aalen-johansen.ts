import type { CountedCurve, SurvivalCurve } from './curve.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import type { LifeTable } from './life-table.ts';

/** Cumulative incidence of competing causes; one entry for each row of the life table, 0 before the first row. */
export interface IncidenceCurves {
  times: Float64Array;
  causes: string[];
  /** probability of having had an event of each cause by each time, one array for each cause */
  incidence: Float64Array[];
  /** standard error of each incidence, one array for each cause */
  standardError: Float64Array[];
  /** survival free of every cause: 1 minus the incidences, with its own standard error */
  eventFree: SurvivalCurve;
}

/**
 * Aalen-Johansen estimate of the cumulative incidence of each cause, in the presence of the others.
 *
 * Until the first censoring an incidence is the exact ratio (events of the cause so far) / (size). Nothing is assumed
 * about the dependence of the causes; one minus the Kaplan-Meier curve of a single cause would be biased upwards.
 *
 * The variance is the Greenwood-type one, Andersen, Borgan, Gill & Keiding (1993), equation 4.4.19: that of R's
 * `etm`, and without censoring the binomial F (1 - F) / n. R's `survfit` gives the same by the infinitesimal
 * jackknife. `cmprsk::cuminc` has Aalen's variance with other weights for ties, larger by some percent, or more if
 * few patients are left. The Greenwood-type variance is used here since it needs only counts and equals
 * Kaplan-Meier's Greenwood variance for a single cause.
 *
 * Once nobody is at risk an incidence keeps its last value. Its standard error keeps its value if everyone had an
 * event, and is NaN if the last patients were censored.
 *
 * @throws RangeError if a row has more events and censorings than patients at risk
 *
 * @example
 * ```ts
 * import { aalenJohansen, lifeTable } from 'sojourn';
 *
 * const table = lifeTable({ times: [5, 8, 12, 3], statuses: [1, 2, 0, 2], causes: ['relapse', 'death'] });
 * const { incidence } = aalenJohansen(table);
 * console.log(incidence);
 * // [
 * //   Float64Array(4) [ 0, 0.25, 0.25, 0.25 ],
 * //   Float64Array(4) [ 0.25, 0.25, 0.5, 0.5 ]
 * // ]
 * ```
 *
 * Source: Aalen & Johansen (1978), Scand. J. Statist. 5. Checked in test/known/survival.R.
 */
export function aalenJohansen(table: LifeTable): IncidenceCurves {
  const eventFree = kaplanMeier(table);
  const curves = incidencesUpTo(table, eventFree, table.times.length);
  return {
    times: table.times,
    causes: [...table.causes],
    incidence: curves.map(({ incidence }) => incidence),
    standardError: curves.map(({ variance }) => variance.map(Math.sqrt)),
    eventFree,
  };
}

/**
 * Incidence of each cause and its variance, for the first rows alone.
 *
 * @param eventFree the Kaplan-Meier curve of the table
 */
export function incidencesUpTo(
  { events, censored }: LifeTable,
  eventFree: CountedCurve,
  rows: number,
): { incidence: Float64Array; variance: Float64Array }[] {
  return events.map((column) => incidenceOf(column.subarray(0, rows), censored, eventFree));
}

function incidenceOf(events: Float64Array, censored: Float64Array, eventFree: CountedCurve) {
  const rows = events.length;
  const incidence = new Float64Array(rows);
  const variance = new Float64Array(rows);

  // As in kaplanMeier, survival / (at risk) equals the ratio base / start between two censorings.
  let base = eventFree.size > 0 ? 1 : NaN;
  let start = eventFree.size;
  let incidenceAtStart = eventFree.size > 0 ? 0 : NaN; // incidence at the start of the period
  let eventsSince = 0; // events of the cause in the period

  // Delta method row by row: S and F become S (1 - q) and F + S h, where q is the share of the row's patients with
  // any event and h the share with this cause, multinomial given the number at risk.
  let before = base;
  let varianceS = 0;
  let covariance = 0;
  let varianceF = incidenceAtStart;
  for (let r = 0; r < rows; r++) {
    const n = eventFree.atRisk[r]!;
    if (n > 0) {
      const q = eventFree.events[r]! / n;
      const h = events[r]! / n;
      const noise = (before * before) / n;
      varianceF += h * (2 * covariance + h * varianceS + noise * (1 - h));
      covariance = (1 - q) * (covariance + h * varianceS - noise * h);
      varianceS = (1 - q) * ((1 - q) * varianceS + noise * q);
      eventsSince += events[r]!;
    } else if (before > 0) {
      varianceF = NaN;
    }
    incidence[r] = start > 0 ? incidenceAtStart + base * (eventsSince / start) : incidenceAtStart;
    variance[r] = Math.max(0, varianceF);
    before = eventFree.survival[r]!;
    if (censored[r]! > 0) {
      base = before;
      start = n - eventFree.events[r]! - censored[r]!;
      incidenceAtStart = incidence[r]!;
      eventsSince = 0;
    }
  }
  return { incidence, variance };
}
