import type { Column, Table } from '../../media/table.ts';
import { meanCell, shareCell } from '../trial/cells.ts';
import type { HypothesesAnswer } from './schema.ts';

/** The power of each hypothesis, of any and of all, over a line of values of one number. */
export function variedHypothesesTable(
  { design }: Pick<HypothesesAnswer, 'design'>,
  { number, points }: NonNullable<HypothesesAnswer['varied']>,
): Table {
  const hasSuccess = points.some(({ success }) => success !== null);
  const column = (key: string, heading = key): Column => ({ key, heading, error: 'MCSE' });
  return {
    name: 'varied',
    title: `Rejected, % of trials, by ${number}; duration when the trial ends`,
    columns: [
      { key: 'value', heading: number.slice(number.lastIndexOf('.') + 1) },
      ...design.hypotheses.map(({ name }) => column(`rejected_${name}`, name)),
      ...(design.hypotheses.length > 1 ? [column('any'), column('all')] : []),
      ...(hasSuccess ? [column('success')] : []),
      column('time', `${design.unit}s`),
    ],
    rows: points.map(({ value, rejected, any, all, success, time }) => ({
      key: String(value),
      cells: [
        { value, form: { as: 'plain', most: 6 } },
        ...[
          ...rejected,
          ...(design.hypotheses.length > 1 ? [any, all] : []),
          ...(success ? [success] : []),
        ].map((one) => shareCell(one, 'alternative')),
        meanCell(time),
      ],
    })),
  };
}
