import { median } from '../../src/card/statistics.ts';
import { whole } from '../../src/media/numbers.ts';
import { type Column, table } from '../../src/media/text/table.ts';
import type { MeasuredRow } from '../results.ts';
import { COHORT, type Way } from '../rows.ts';
import { efficiencyOf, ratioOf } from '../statistics.ts';
import { SPEEDS, speeds, threeDigits } from './speeds.ts';

const LEFT = 'left' as const;

/** Patients per second by scenario and engine, on one thread and on all. */
export function speedTables(rows: readonly MeasuredRow[]): string[] {
  const onOne = rows.filter(({ way }) => way === 'one');
  const onAll = rows.filter(({ way }) => way === 'all');
  const first = [
    'Million patients a second on one thread: median of the repeats, slowest and fastest\n',
    table(
      [...nameColumns(true), ...SPEEDS, ...ratioColumn(onOne), FINGERPRINT],
      onOne.map((row) => [...names(row, true), ...speeds(row), ...ratio(row, onOne), row.fingerprint]),
    ),
  ];
  const second = [
    `On all ${onAll[0]?.threads} threads; efficiency: speed on all / (threads x speed on one)\n`,
    table(
      [...nameColumns(false), ...SPEEDS, ...ratioColumn(onAll), { heading: 'efficiency' }, FINGERPRINT],
      onAll.map((row) => {
        const alone = same(row, 'one', rows);
        const efficiency = alone ? efficiencyOf(row, alone).toFixed(2) : '-';
        return [...names(row, false), ...speeds(row), ...ratio(row, onAll), efficiency, row.fingerprint];
      }),
    ),
  ];
  return [first, second].map((lines) => lines.join('\n'));
}

/** The time of a small cohort, for scenarios with such rows. */
export function cohortTable(rows: readonly MeasuredRow[]): string[] {
  const small = rows.filter(({ way }) => way === 'cohorts');
  if (small.length === 0) return [];
  const columns = [
    ...nameColumns(false),
    { heading: 'us a cohort' },
    { heading: 'fastest' },
    { heading: 'slowest' },
    ...ratioColumn(small),
    FINGERPRINT,
  ];
  const cells = small.map((row) => {
    const { patients, seconds, fingerprint } = row;
    const microseconds = seconds.map((taken) => (taken * 1e6 * COHORT) / patients);
    const shown = [median(microseconds), Math.min(...microseconds), Math.max(...microseconds)];
    return [
      ...names(row, false),
      ...shown.map((value) => value.toFixed(1)),
      ...ratio(row, small),
      fingerprint,
    ];
  });
  return [
    `Small work, microseconds of the engine for a cohort of ${COHORT}: median of the repeats, fastest and slowest\n\n${table(columns, cells)}`,
  ];
}

const FINGERPRINT: Column = { heading: 'fingerprint', align: LEFT };

function nameColumns(strategy: boolean): Column[] {
  return [
    { heading: 'scenario', align: LEFT },
    ...(strategy ? [{ heading: 'strategy', align: LEFT }] : []),
    { heading: 'engine', align: LEFT },
    { heading: 'patients' },
  ];
}

function names(row: MeasuredRow, strategy: boolean): string[] {
  return [row.scenario, ...(strategy ? [row.strategy] : []), row.engine, whole(row.patients)];
}

/** The engine to which the others are compared: the slowest, which is last. */
function reference(rows: readonly MeasuredRow[]): MeasuredRow['engine'] | undefined {
  return rows.at(-1)?.engine;
}

function ratioColumn(rows: readonly MeasuredRow[]): Column[] {
  return [{ heading: `/ ${reference(rows)}` }];
}

/** How many times as fast as the reference, for the same work: the median of the repeats' ratios. */
function ratio(row: MeasuredRow, rows: readonly MeasuredRow[]): string[] {
  const other = rows.find(({ scenario, engine }) => scenario === row.scenario && engine === reference(rows))!;
  return [other === row ? '' : threeDigits(ratioOf(row, other))];
}

/** The row of the same scenario and engine that is done the other way. */
function same(row: MeasuredRow, way: Way, rows: readonly MeasuredRow[]): MeasuredRow | undefined {
  return rows.find(
    (other) => other.way === way && other.scenario === row.scenario && other.engine === row.engine,
  );
}
