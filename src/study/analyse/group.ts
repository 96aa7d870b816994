import { orNull } from '../../estimates/endpoint.ts';
import {
  aalenJohansen,
  type IntervalKind,
  kaplanMeier,
  type LifeTable,
  nelsonAalen,
  quantile,
  rmst,
  survivalAt,
  survivalInterval,
} from '../../survival/index.ts';
import { normalDeviate } from '../../survival/interval.ts';
import { rowAt } from '../../survival/life-table.ts';

/** The questions for every group. */
export interface GroupQuestions {
  at: readonly number[];
  tau: number;
  level: number;
  interval: IntervalKind;
}

interface Limits {
  lower: number | null;
  upper: number | null;
}

export interface QuantileResult extends Record<IntervalKind, Limits> {
  p: number;
  /** null: not reached within follow-up */
  value: number | null;
}

/** The analysis of one group; null for what cannot be estimated. */
export interface GroupAnalysis {
  n: number;
  /** events of any cause */
  events: number;
  /** events expected under equal hazards, by the log-rank test; null with one group */
  expected: number | null;
  /** (observed - expected)^2 / expected, as R's survdiff prints it; null with one group */
  deviation: number | null;
  /** events by cause, if there are several causes */
  causes?: Record<string, number>;
  median: Omit<QuantileResult, 'p'>;
  quantiles: QuantileResult[];
  /**
   * as in R's `summary(survfit, times, extend = TRUE)`: after the group's last time, where no patient is at risk, the
   * values at that last time
   */
  survival: ({ at: number; atRisk: number; value: number | null; se: number | null } & Limits)[];
  /** Nelson-Aalen */
  cumulativeHazard: { at: number; value: number | null; se: number | null }[];
  /** Aalen-Johansen estimates by cause, if there are several causes */
  incidence?: Record<string, { at: number; value: number | null; se: number | null }[]>;
  rmst: { tau: number; value: number | null; se: number | null } & Limits;
  /** the whole curve: a point at each event time and at the end of follow-up */
  curve: { times: number[]; survival: number[] };
}

const KINDS: readonly IntervalKind[] = ['plain', 'log', 'log-log'];
const QUANTILES = [0.25, 0.5, 0.75];
/** Most points of a curve; a drawing needs no more. */
const MOST_POINTS = 1000;

export function analyseGroup(table: LifeTable, { at, tau, level, interval }: GroupQuestions): GroupAnalysis {
  const curve = kaplanMeier(table);
  const hazard = nelsonAalen(table);
  const several = table.causes.length > 1;
  const quantiles = QUANTILES.map((p) => quantileOf(curve, p, level));
  const { p: _, ...median } = quantiles[1]!;
  const mean = tau > 0 ? rmst(curve, tau) : { value: Number.NaN, standardError: Number.NaN };
  const reach = normalDeviate(level) * mean.standardError;
  const total = (events: Float64Array) => events.reduce((sum, d) => sum + d, 0);
  return {
    n: table.size,
    events: table.events.reduce((sum, events) => sum + total(events), 0),
    expected: null,
    deviation: null,
    ...(several && {
      causes: Object.fromEntries(table.causes.map((name, k) => [name, total(table.events[k]!)])),
    }),
    median,
    quantiles,
    survival: at.map((time) => {
      const { value, standardError } = survivalAt(curve, Math.min(time, curve.followUp));
      const limits = isBefore(curve, time)
        ? { lower: 1, upper: 1 }
        : survivalInterval(value, standardError, { level, kind: interval });
      return {
        at: time,
        atRisk: atRiskAt(table, time),
        value: orNull(value),
        se: orNull(standardError),
        lower: orNull(limits.lower),
        upper: orNull(limits.upper),
      };
    }),
    cumulativeHazard: at.map((time) => {
      const row = rowAt(hazard.times, time);
      return {
        at: time,
        value: row < 0 ? 0 : orNull(hazard.hazard[row]!),
        se: row < 0 ? 0 : orNull(hazard.standardError[row]!),
      };
    }),
    ...(several && { incidence: incidenceOf(table, at) }),
    rmst: {
      tau,
      value: orNull(mean.value),
      se: orNull(mean.standardError),
      lower: orNull(mean.value - reach),
      upper: orNull(mean.value + reach),
    },
    curve: pointsOf(curve),
  };
}

/**
 * Whether a time is before the first patient leaves. R's limits are 1 then for all transformations; later they are
 * missing for log-log while survival is 1.
 */
function isBefore({ times, size }: ReturnType<typeof kaplanMeier>, time: number): boolean {
  return size > 0 && !(times[0]! <= time);
}

function quantileOf(curve: ReturnType<typeof kaplanMeier>, p: number, level: number): QuantileResult {
  const limits = (kind: IntervalKind): Limits => {
    const { lower, upper } = quantile(curve, p, { level, kind });
    return { lower: orNull(lower), upper: orNull(upper) };
  };
  const [plain, log, logLog] = KINDS.map(limits) as [Limits, Limits, Limits];
  return { p, value: orNull(quantile(curve, p).value), plain, log, 'log-log': logLog };
}

/** Patients at risk just before a time, as in R's `summary(survfit, times)`. */
function atRiskAt({ times, events, censored, size }: LifeTable, time: number): number {
  let left = size;
  for (let r = 0; r < times.length && times[r]! < time; r++) {
    left -= censored[r]!;
    for (const column of events) left -= column[r]!;
  }
  return left;
}

function incidenceOf(table: LifeTable, at: readonly number[]): GroupAnalysis['incidence'] {
  const { times, causes, incidence, standardError } = aalenJohansen(table);
  return Object.fromEntries(
    causes.map((cause, k) => [
      cause,
      at.map((time) => {
        const row = rowAt(times, time);
        return {
          at: time,
          value: row < 0 ? 0 : orNull(incidence[k]![row]!),
          se: row < 0 ? 0 : orNull(standardError[k]![row]!),
        };
      }),
    ]),
  );
}

function pointsOf({
  times,
  survival,
  events,
  followUp,
}: ReturnType<typeof kaplanMeier>): GroupAnalysis['curve'] {
  const rows = Array.from(times.keys()).filter((r) => events[r]! > 0);
  const step = Math.max(1, Math.ceil(rows.length / MOST_POINTS));
  const kept = rows.filter((_, i) => i % step === 0 || i === rows.length - 1);
  const last = kept.at(-1);
  return {
    times: [0, ...kept.map((r) => times[r]!), followUp],
    survival: [1, ...kept.map((r) => survival[r]!), last === undefined ? 1 : survival[last]!],
  };
}
