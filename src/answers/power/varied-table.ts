import type { Table } from '../../media/table.ts';
import { exactCell, meanCell, shareCell } from '../trial/cells.ts';
import type { PowerAnswer } from './schema.ts';

/** The power over a line of values of one number. */
export function variedTable({ number, points }: NonNullable<PowerAnswer['varied']>, unit: string): Table {
  const hasClosedForm = points.some(({ closedForm }) => closedForm !== null);
  const hasDecision = points.some(({ decision }) => decision !== null);
  return {
    name: 'varied',
    title: `Power by ${number}; events, patients and duration at stopping`,
    columns: [
      { key: 'value', heading: number.slice(number.lastIndexOf('.') + 1) },
      { key: 'power', heading: 'claims of benefit, %', error: 'MCSE' },
      ...(hasClosedForm ? [{ key: 'closed_form', heading: 'closed form' }] : []),
      ...(hasDecision
        ? [
            { key: 'go', heading: 'go', error: 'MCSE' as const },
            { key: 'no_go', heading: 'no-go', error: 'MCSE' as const },
          ]
        : []),
      { key: 'events', heading: 'events', error: 'MCSE' },
      { key: 'patients', heading: 'patients', error: 'MCSE' },
      { key: 'time', heading: `${unit}s`, error: 'MCSE' },
    ],
    rows: points.map(({ value, power, closedForm, events, patients, time, decision }) => ({
      key: String(value),
      cells: [
        { value, form: { as: 'plain', most: 6 } },
        shareCell(power, 'alternative'),
        ...(hasClosedForm ? [exactCell(closedForm)] : []),
        ...(hasDecision ? [decision!.go, decision!.noGo].map((one) => shareCell(one, 'alternative')) : []),
        meanCell(events),
        meanCell(patients),
        meanCell(time),
      ],
    })),
  };
}
