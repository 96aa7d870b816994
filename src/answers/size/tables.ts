import { plain } from '../../media/numbers.ts';
import type { Row, Table } from '../../media/table.ts';
import { exactCell, meanCell, shareCell } from '../trial/cells.ts';
import type { SizeAnswer } from './schema.ts';
import { sizedIn } from './words.ts';

/** Power at sizes around the one found, by simulation and by the closed form. */
export function curveTable({ curve, vary, design }: SizeAnswer): Table {
  const hasClosed = curve.some(({ closedForm }) => closedForm !== null);
  const isLonger = new Set(curve.map(({ duration }) => plain(duration, 2))).size > 1;
  const what = sizedIn(vary);
  return {
    name: 'curve',
    title: 'Power by size',
    columns: [
      { key: what, heading: what },
      ...(isLonger ? [{ key: 'accrual', heading: `accrual, ${design.unit}s` }] : []),
      { key: 'power', heading: 'power, %', error: 'MCSE' },
      ...(hasClosed ? [{ key: 'closed_form', heading: 'closed form' }] : []),
    ],
    rows: curve.map(({ size, duration, power, closedForm }) => ({
      key: String(size),
      cells: [
        { value: size, form: { as: 'count' } },
        ...(isLonger ? [{ value: duration, form: { as: 'plain' as const, most: 2 } }] : []),
        shareCell(power, 'alternative'),
        ...(hasClosed ? [exactCell(closedForm)] : []),
      ],
    })),
  };
}

/** The expected events, patients and duration of a trial of the size found. */
export function atSizeTable({ power, expected, screened, estimate, design }: SizeAnswer): Table {
  const row = (key: string, name: string, cell: Row['cells'][number]): Row => ({ key, cells: [name, cell] });
  return {
    name: 'at_size',
    title: 'At the size found',
    columns: [
      { key: 'quantity', heading: '', isWord: true },
      { key: 'mean', heading: 'mean', error: 'MCSE' },
    ],
    rows: [
      row('power', 'power, %', shareCell(power, 'alternative')),
      row('events', 'events at stopping', meanCell(expected.events)),
      row('patients', 'patients entered by then', meanCell(expected.patients)),
      row('time', `duration, ${design.unit}s`, meanCell(expected.time)),
      ...(screened ? [row('screened', 'patients screened', meanCell(screened))] : []),
      ...(estimate.mean.value === null
        ? []
        : [row('estimate', `estimated ${estimate.kind}, mean`, meanCell(estimate.mean))]),
    ],
  };
}
