/** Survival of real patients, group by group and group against group. */
import { orNull } from '../../estimates/endpoint.ts';
import { increasingOrder } from '../../math/order.ts';
import type { Patients } from '../../patients/index.ts';
import { coxPhOf } from '../../survival/cox/cox-ph.ts';
import { type CoxIndividuals, coxData } from '../../survival/cox/data.ts';
import { proportionalHazardsTestOf } from '../../survival/cox/proportional-hazards.ts';
import { codeLabels } from '../../survival/grouped.ts';
import { type IntervalKind, kaplanMeier, type LifeTable, lifeTable } from '../../survival/index.ts';
import { riskTables } from '../../survival/risk-table.ts';
import type { FlemingHarrington } from '../../survival/statistics/fleming-harrington.ts';
import { grayTestOf } from '../../survival/statistics/gray.ts';
import { logRankOf } from '../../survival/statistics/log-rank.ts';
import { maxComboOf } from '../../survival/statistics/max-combo.ts';
import { compareRmst } from '../../survival/statistics/rmst-test.ts';
import { analyseGroup, type GroupAnalysis, type GroupQuestions } from './group.ts';

export type { GroupAnalysis } from './group.ts';

export interface AnalyseOptions {
  /** landmark times */
  at: readonly number[];
  /** restriction time of the mean; the latest that both, or all, groups allow unless given */
  tau?: number;
  /** of a weighted log-rank test beside the plain one */
  weights?: FlemingHarrington;
  /** of intervals, 0.95 unless given */
  level?: number;
  /** of the intervals of survival at the landmark times; 'log' unless given, as in R */
  interval?: IntervalKind;
}

/** A test of no difference between groups. */
export interface TestResult {
  statistic: number | null;
  /** null where the statistic is no chi-square */
  df: number | null;
  p: number | null;
}

/** A group's hazard over that of the first group. */
export interface CoxResult {
  coef: number | null;
  se: number | null;
  hr: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
}

export interface ContrastResult {
  value: number | null;
  se: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
}

export interface Analysis {
  level: number;
  interval: IntervalKind;
  tau: number;
  /** by name, in increasing order; `all` where patients are not in groups */
  groups: Record<string, GroupAnalysis>;
  /** by name; none with one group */
  tests: Record<string, TestResult>;
  /** of the second group over the first, or with more groups of each over the first */
  cox: {
    efron: CoxResult | Record<string, CoxResult>;
    breslow: CoxResult | Record<string, CoxResult>;
    /** score test of no change over time */
    proportionalHazards: TestResult;
    /** what is wrong, in sentences */
    problems: string[];
  } | null;
  /** of the second group less, and over, the first; null but with two groups */
  rmst: { tau: number; difference: ContrastResult; ratio: ContrastResult } | null;
}

/**
 * Curves of every group, and tests, hazard ratios and restricted means between them.
 *
 * Events of several causes count as one in all but the incidences and Gray's test.
 *
 * @throws RangeError when tau is not above 0, or a weight is negative
 */
export function analyse(given: Patients, options: AnalyseOptions): Analysis {
  // everything below wants them by time: once in order, they are soon found to be
  const patients = byTime(given);
  const { level = 0.95, interval = 'log', weights } = options;
  const { times, statuses, strata } = patients;
  const { labels, levels, causes, tables } = tablesOf(patients);
  const curves = tables.map(kaplanMeier);
  const tau = options.tau ?? Math.min(...curves.map(({ followUp }) => followUp));
  const questions: GroupQuestions = { at: options.at, tau, level, interval };
  const groups = Object.fromEntries(
    levels.map((name, code) => [String(name), analyseGroup(tables[code]!, questions)]),
  );
  if (levels.length < 2) return { level, interval, tau, groups, tests: {}, cox: null, rmst: null };

  const anyEvent = statuses.map((status) => (status > 0 ? 1 : 0));
  const data = { times, statuses: anyEvent, groups: labels, strata };
  const risk = riskTables(data);
  const logRank = logRankOf(risk);
  for (const [g, name] of logRank.groups.entries())
    groups[String(name)]!.expected = orNull(logRank.expected[g]!);
  const tests: Record<string, TestResult> = { logRank: chiSquare(logRank) };
  if (weights)
    tests[`flemingHarrington(${weights.rho},${weights.gamma})`] = chiSquare(logRankOf(risk, weights));
  if (levels.length === 2) {
    const { statistic, p } = maxComboOf(risk);
    tests.maxCombo = { statistic: orNull(statistic), df: null, p: orNull(p) };
  }
  if (causes > 1) {
    for (const { cause, statistic, df, p } of grayTestOf(riskTables({ ...data, statuses }, causes)))
      tests[`gray(${cause})`] = { statistic: orNull(statistic), df, p: orNull(p) };
  }
  return { level, interval, tau, groups, tests, cox: coxOf(data, level), rmst: rmstOf(curves, tau, level) };
}

/** The life table of each group, by name in increasing order; `all` where patients are not in groups. */
export function lifeTablesOf(patients: Patients): Record<string, LifeTable> {
  const { levels, tables } = tablesOf(patients);
  return Object.fromEntries(levels.map((name, code) => [String(name), tables[code]!]));
}

function tablesOf(patients: Patients) {
  const { times, statuses, groups } = patients;
  const causes = statuses.reduce((most, status) => Math.max(most, status), 1);
  const labels = groups ?? Array.from(times, () => 'all');
  const { levels, codes } = codeLabels(labels);
  return { labels, levels, causes, tables: levels.map((_, code) => tableOf(patients, codes, code, causes)) };
}

function byTime({ times, statuses, groups, strata }: Patients): Patients {
  const order = increasingOrder(times);
  const labels = (column: string[] | undefined) => column && Array.from(order, (i) => column[i]!);
  return {
    times: times.map((_, k) => times[order[k]!]!),
    statuses: statuses.map((_, k) => statuses[order[k]!]!),
    groups: labels(groups),
    strata: labels(strata),
  };
}

function tableOf({ times, statuses }: Patients, codes: Uint32Array, code: number, causes: number) {
  const size = codes.reduce((count, one) => count + (one === code ? 1 : 0), 0);
  const own = { times: new Float64Array(size), statuses: new Uint8Array(size) };
  for (let i = 0, k = 0; i < codes.length; i++) {
    if (codes[i] !== code) continue;
    own.times[k] = times[i]!;
    own.statuses[k++] = statuses[i]!;
  }
  return lifeTable({ ...own, causes: Array.from({ length: causes }, (_, k) => String(k + 1)) });
}

function chiSquare({
  chiSquare: statistic,
  df,
  p,
}: {
  chiSquare: number;
  df: number;
  p: number;
}): TestResult {
  return { statistic: orNull(statistic), df, p: orNull(p) };
}

function coxOf(data: CoxIndividuals, level: number): Analysis['cox'] {
  const prepared = coxData(data);
  const efron = coxPhOf(prepared, { ties: 'efron', level });
  const breslow = coxPhOf(prepared, { ties: 'breslow', level });
  const { global } = proportionalHazardsTestOf(prepared, data, efron);
  const result = ({ coefficients }: typeof efron) => {
    const found = coefficients.map((one): [string, CoxResult] => [
      one.name,
      {
        coef: orNull(one.coefficient),
        se: orNull(one.standardError),
        hr: orNull(one.hazardRatio),
        lower: orNull(one.lower),
        upper: orNull(one.upper),
        p: orNull(one.p),
      },
    ]);
    return found.length === 1 ? found[0]![1] : Object.fromEntries(found);
  };
  return {
    efron: result(efron),
    breslow: result(breslow),
    proportionalHazards: chiSquare(global),
    problems: [...efron.problems],
  };
}

function rmstOf(curves: ReturnType<typeof kaplanMeier>[], tau: number, level: number): Analysis['rmst'] {
  if (curves.length !== 2 || !(tau > 0)) return null;
  const { difference, ratio } = compareRmst(curves[0]!, curves[1]!, tau, { level });
  const contrast = (one: typeof ratio, se: number): ContrastResult => ({
    value: orNull(one.value),
    se: orNull(se),
    lower: orNull(one.lower),
    upper: orNull(one.upper),
    p: orNull(one.p),
  });
  return {
    tau,
    difference: contrast(difference, difference.standardError),
    ratio: contrast(ratio, Number.NaN),
  };
}
