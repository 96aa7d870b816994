import { countCell } from '../../media/cell.ts';
import { written } from '../../media/form.ts';
import type { Row, Table } from '../../media/table.ts';
import { dataCell, dfCell, numbers, pCell, words } from './cells.ts';
import type { Analysed, CoxComparison, TestResult } from './schema.ts';
import { groupsOf, hasCauses, percentOf, testTitle, titled } from './words.ts';

/** Observed events of each group and those expected under equal hazards; without rows if there is one group. */
export function observedTable(analysis: Analysed): Table {
  const of = hasCauses(analysis) ? ' (observed, expected: events of any cause)' : '';
  return {
    name: 'observed',
    title: `Tests of no difference between the groups${of}`,
    columns: [
      ...words('group'),
      ...numbers(['n', 'observed', 'expected']),
      { key: 'deviation', heading: '(O-E)^2/E' },
    ],
    rows:
      analysis.order.length < 2
        ? []
        : groupsOf(analysis).map(([name, { n, events, expected, deviation }]) => ({
            key: name,
            cells: [name, countCell(n), countCell(events), dataCell(expected), dataCell(deviation)],
          })),
  };
}

/** Tests of no difference between groups; without rows if there is one group. */
export function testTable(analysis: Analysed): Table {
  const several = hasCauses(analysis);
  const { tests, causeSpecific = {} } = analysis;
  const row = (title: string, { statistic, df, p }: TestResult): Row => ({
    key: title,
    cells: [title, dataCell(statistic), dfCell(df), pCell(p)],
  });
  return {
    name: 'tests',
    columns: [...words('test'), ...numbers(['statistic', 'df', 'P'])],
    rows: [
      ...Object.entries(tests).map(([name, test]) => row(testTitle(name, several), test)),
      ...Object.entries(causeSpecific).map(([cause, { logRank }]) =>
        row(`log-rank, hazard of cause ${cause}`, logRank),
      ),
    ],
  };
}

const RATIO = ['ratio', 'lower', 'upper', 'coef', 'se', 'P'];

/**
 * Hazard ratios for events of any cause, by Efron's and Breslow's methods for ties; without rows if there is one group.
 */
export function coxTable(analysis: Analysed): Table {
  const { cox, order } = analysis;
  const several = hasCauses(analysis);
  const ways = [
    ['efron', 'Efron'],
    ['breslow', 'Breslow'],
  ] as const;
  return {
    name: 'cox',
    title: titled(`Cox's hazard ratio, Wald ${percentOf(analysis)} interval`, several),
    columns: [...words('groups', 'ties'), ...numbers(RATIO)],
    rows: cox ? ways.flatMap(([ties, name]) => ratioRows(cox, ties, order, name)) : [],
    notes: cox
      ? [proportionalLine(several ? ', events of any cause' : '', cox.proportionalHazards), ...cox.problems]
      : [],
  };
}

/** Hazard ratios for each cause, by Efron's method for ties; without rows if there is one cause. */
export function causeTable(analysis: Analysed): Table {
  const causes = Object.entries(analysis.causeSpecific ?? {});
  return {
    name: 'cause_specific',
    title: `Cause-specific hazards: Cox's ratio (Efron, Wald ${percentOf(analysis)} interval), events of other causes censored`,
    columns: [...words('cause', 'groups'), ...numbers(RATIO)],
    rows: causes.flatMap(([cause, { cox }]) =>
      ratioRows(cox, 'efron', analysis.order).map(({ key, cells }) => ({
        key: `${cause} ${key}`,
        cells: [cause, ...cells],
      })),
    ),
    notes: [
      ...causes.map(([cause, { cox }]) => proportionalLine(`, cause ${cause}`, cox.proportionalHazards)),
      ...causes.flatMap(([cause, { cox }]) => cox.problems.map((problem) => `Cause ${cause}: ${problem}`)),
    ],
  };
}

/** A row for each group except the reference. @param way the method for ties, shown in a column of its own */
function ratioRows(
  cox: CoxComparison,
  ties: 'efron' | 'breslow',
  order: readonly string[],
  ...way: string[]
): Row[] {
  return cox[ties].map(({ group, coef, se, hr, lower, upper, p }) => ({
    key: [group, ...way].join(' '),
    cells: [
      `${group} over ${order[0]!}`,
      ...way,
      ...[hr, lower, upper, coef, se].map((one) => dataCell(one)),
      pCell(p),
    ],
  }));
}

function proportionalLine(of: string, { statistic, df, p }: TestResult): string {
  const square = statistic === null ? '-' : written(statistic, null, { as: 'from data' });
  const chance = p === null ? '-' : written(p, null, { as: 'R p-value' });
  return `Proportional hazards (score test${of}): chi-square ${square} on ${df ?? '-'} df, P ${chance}`;
}
