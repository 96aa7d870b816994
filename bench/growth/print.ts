import { whole } from '../../src/media/numbers.ts';
import { type Column, table } from '../../src/media/text/table.ts';
import { exponentsOf } from './exponents.ts';
import type { MeasuredPoint } from './measure.ts';
import type { Growth, GrowthName } from './points.ts';

interface Cell {
  column: Column;
  cell: (point: MeasuredPoint) => string;
}

const cell = (heading: string, of: Cell['cell'], align?: Column['align']): Cell => ({
  column: { heading, align },
  cell: of,
});

const compile = cell('read and compile', ({ median }) => seconds(median.compile));
const start = cell('start threads', ({ median }) => seconds(median.start));
const simulate = cell('simulate', ({ median }) => seconds(median.simulate));
const spread = cell('fastest to slowest', ({ repeats }) => {
  const all = repeats.map((repeat) => repeat.simulate);
  return repeats.length === 1 ? 'once' : `${seconds(Math.min(...all))} to ${seconds(Math.max(...all))}`;
});
const estimate = cell('estimate', ({ median }) => seconds(median.estimate));
const memory = cell('peak MB', ({ median }) => whole(median.megabytes));
const fingerprint = cell('fingerprint', (point) => point.fingerprint, 'left');
const size = (heading: string) => cell(heading, (point) => whole(point.size));

/** The columns of each table, in order. */
const columns: Record<GrowthName, readonly Cell[]> = {
  patients: [
    size('patients'),
    start,
    simulate,
    spread,
    cell('M patients/s', ({ patients, median }) => digits(patients / median.simulate / 1e6)),
    memory,
    fingerprint,
  ],
  strategies: [
    size('strategies'),
    compile,
    simulate,
    estimate,
    cell('ms a strategy', ({ size: count, median }) =>
      digits(((median.compile + median.simulate + median.estimate) * 1000) / count),
    ),
    memory,
    fingerprint,
  ],
  states: [
    size('states'),
    compile,
    simulate,
    spread,
    cell('moves a patient', ({ moves, patients }) => digits(moves / patients)),
    cell('M moves/s', ({ moves, median }) => digits(moves / median.simulate / 1e6)),
    memory,
    fingerprint,
  ],
};

type Cost = 'compile' | 'simulate' | 'estimate' | 'megabytes';

const costs: Record<GrowthName, readonly Cost[]> = {
  patients: ['simulate', 'megabytes'],
  strategies: ['compile', 'simulate', 'estimate', 'megabytes'],
  states: ['compile', 'simulate', 'megabytes'],
};

const titles: Record<Cost, string> = {
  compile: 'read and compile',
  simulate: 'simulate',
  estimate: 'estimate',
  megabytes: 'peak MB',
};

/** A growth as a table, with its exponents below. */
export function growthTables({ name, title }: Growth, points: readonly MeasuredPoint[]): string {
  const { engine, threads } = points[0]!;
  const shown = columns[name];
  const rows = points.map((point) => shown.map((one) => one.cell(point)));
  const heading = `${title}\nSeconds, ${repeatsOf(points)}; ${engine}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  const growth = exponentTable(name, points);
  return [
    heading,
    table(
      shown.map(({ column }) => column),
      rows,
    ),
    ...(growth === '' ? [] : [growth]),
  ].join('\n\n');
}

function repeatsOf(points: readonly MeasuredPoint[]): string {
  const most = Math.max(...points.map(({ repeats }) => repeats.length));
  const least = Math.min(...points.map(({ repeats }) => repeats.length));
  if (most === 1) return 'one new process each';
  return `median of ${most} new processes${least < most ? ', one where it took more than 5 s' : ''}`;
}

function exponentTable(name: GrowthName, points: readonly MeasuredPoint[]): string {
  const steps = exponentsOf(points.map((point) => ({ size: point.size, costs: point.median })));
  if (steps.length === 0) return '';
  const wanted = costs[name];
  return `Growth exponents between neighbouring rows: 0 flat, 1 linear, 2 quadratic\n\n${table(
    [{ heading: name }, ...wanted.map((cost) => ({ heading: titles[cost] }))],
    steps.map(({ from, to, exponents }) => [
      `${whole(from)} to ${whole(to)}`,
      ...wanted.map((cost) => slope(exponents[cost])),
    ]),
  )}`;
}

function slope(exponent: number): string {
  const text = exponent.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}

/** Seconds, to a tenth of a millisecond at most. */
function seconds(value: number): string {
  return value.toFixed(value >= 100 ? 1 : value >= 10 ? 2 : value >= 0.1 ? 3 : 4);
}

/** Three significant digits. */
function digits(value: number): string {
  return value >= 99.95 ? whole(value) : value.toFixed(value >= 9.995 ? 1 : 2);
}
