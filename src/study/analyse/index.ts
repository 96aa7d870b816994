/** Survival analysis of real patients: each group, and comparisons between groups. */
import { orNull } from '../../estimates/endpoint.ts';
import { increasingOrder } from '../../math/order.ts';
import type { Patients } from '../../patients/index.ts';
import { kaplanMeier, type LifeTable, lifeTable } from '../../survival/index.ts';
import { riskTables } from '../../survival/risk-table.ts';
import { grayTestOf } from '../../survival/statistics/gray.ts';
import { logRankOf } from '../../survival/statistics/log-rank.ts';
import { maxComboOf } from '../../survival/statistics/max-combo.ts';
import { compareRmst } from '../../survival/statistics/rmst-test.ts';
import type { AnalyseOptions, Analysis, ContrastResult, TestResult } from './analysis.ts';
import { analyseGroup, type GroupQuestions } from './group.ts';
import { causeSpecific, chiSquare, coxOf } from './hazards.ts';
import { levelsOf } from './levels.ts';

export type {
  Analysis,
  CoxComparison,
} from './analysis.ts';

/**
 * Survival curves of every group; tests, hazard ratios and restricted mean differences between groups.
 *
 * Events of all causes count as one event, except in incidences, Gray's test and `causeSpecific`.
 *
 * @throws RangeError if tau is not above 0, a weight is negative, or the reference is not one of the groups
 */
export function analyse(given: Patients, options: AnalyseOptions): Analysis {
  // all functions below sort by time; sorting here once makes that quick
  const patients = byTime(given);
  const { level = 0.95, interval = 'log', weights, reference } = options;
  const { times, statuses, causes, strata } = patients;
  const { labels, names: order, codes, tables } = tablesOf(patients, reference);
  if (reference !== undefined && order[0] !== reference)
    throw new RangeError(`reference is ${reference}, must be one of the groups ${order.join(', ')}`);
  const curves = tables.map(kaplanMeier);
  const tau = options.tau ?? Math.min(...curves.map(({ followUp }) => followUp));
  const questions: GroupQuestions = { at: options.at, tau, level, interval };
  const analysed = new Map(order.map((name, code) => [name, analyseGroup(tables[code]!, questions)]));
  const answer = (): Pick<Analysis, 'level' | 'interval' | 'tau' | 'order' | 'groups'> => ({
    ...{ level, interval, tau, order },
    groups: Object.fromEntries(analysed),
  });
  if (order.length < 2) return { ...answer(), tests: {}, cox: null, rmst: null };

  const anyEvent = statuses.map((status) => (status > 0 ? 1 : 0));
  const data = { times, statuses: anyEvent, groups: labels, strata };
  // by codes, so that z refers to the second group in the order of tables
  const risk = riskTables({ ...data, groups: codes });
  const logRank = logRankOf(risk);
  for (const [code, name] of order.entries()) {
    const group = analysed.get(name)!;
    const expected = logRank.expected[code]!;
    group.expected = orNull(expected);
    group.deviation = orNull((group.events - expected) ** 2 / expected);
  }
  const tests: Record<string, TestResult> = { logRank: chiSquare(logRank) };
  if (weights)
    tests[`flemingHarrington(${weights.rho},${weights.gamma})`] = chiSquare(logRankOf(risk, weights));
  if (order.length === 2) {
    const { statistic, p } = maxComboOf(risk);
    tests.maxCombo = { statistic: orNull(statistic), df: null, p: orNull(p) };
  }
  if (causes.length > 1) {
    const byCause = riskTables({ ...data, groups: codes, statuses }, causes.length);
    for (const { cause, statistic, df, p } of grayTestOf(byCause, { causes }))
      tests[`gray(${cause})`] = { statistic: orNull(statistic), df, p: orNull(p) };
  }
  return {
    ...answer(),
    tests,
    cox: coxOf(data, order, level),
    ...(causes.length > 1 && { causeSpecific: causeSpecific(data, statuses, causes, order, level) }),
    rmst: rmstOf(curves, tau, level),
  };
}

/** The life table of each group, the reference's first; one table `all` if patients are not grouped. */
export function lifeTablesOf(patients: Patients, reference?: string): Map<string, LifeTable> {
  const { names, tables } = tablesOf(patients, reference);
  return new Map(names.map((name, code) => [name, tables[code]!]));
}

function tablesOf(patients: Patients, reference: string | undefined) {
  const { times, groups } = patients;
  const labels = groups ?? Array.from(times, () => 'all');
  const { names, codes } = levelsOf(labels, reference);
  return { labels, names, codes, tables: names.map((_, code) => tableOf(patients, codes, code)) };
}

function byTime({ times, statuses, causes, groups, strata }: Patients): Patients {
  const order = increasingOrder(times);
  const labels = (column: string[] | undefined) => column && Array.from(order, (i) => column[i]!);
  return {
    times: times.map((_, k) => times[order[k]!]!),
    statuses: statuses.map((_, k) => statuses[order[k]!]!),
    causes,
    groups: labels(groups),
    strata: labels(strata),
  };
}

function tableOf({ times, statuses, causes }: Patients, codes: Uint32Array, code: number) {
  const size = codes.reduce((count, one) => count + (one === code ? 1 : 0), 0);
  const own = { times: new Float64Array(size), statuses: new Uint8Array(size) };
  for (let i = 0, k = 0; i < codes.length; i++) {
    if (codes[i] !== code) continue;
    own.times[k] = times[i]!;
    own.statuses[k++] = statuses[i]!;
  }
  return lifeTable({ ...own, causes });
}

function rmstOf(curves: ReturnType<typeof kaplanMeier>[], tau: number, level: number): Analysis['rmst'] {
  if (curves.length !== 2 || !(tau > 0)) return null;
  const { difference, ratio } = compareRmst(curves[0]!, curves[1]!, tau, { level });
  const contrast = (estimate: typeof ratio, se: number): ContrastResult => ({
    value: orNull(estimate.value),
    se: orNull(se),
    lower: orNull(estimate.lower),
    upper: orNull(estimate.upper),
    p: orNull(estimate.p),
  });
  return {
    tau,
    difference: contrast(difference, difference.standardError),
    ratio: contrast(ratio, Number.NaN),
  };
}
