import { percentCell } from '../../media/cell.ts';
import { whole } from '../../media/numbers.ts';
import type { Column, Table } from '../../media/table.ts';

/** The columns of a table with one for each size. @param key of the column that names the rows */
export function sizeColumns(key: string, sizes: readonly { patients: number }[]): Column[] {
  return [
    { key, heading: '', isWord: true },
    ...sizes.map(
      ({ patients }): Column => ({
        key: `patients_${patients}`,
        heading: `${whole(patients)} patients`,
        error: 'MCSE',
      }),
    ),
  ];
}

/** What a power depends on most. @param what the power, in words */
export function driversTable(drivers: readonly { name: string; share: number }[], what = 'the power'): Table {
  return {
    name: 'assurance_drivers',
    title: `What drives ${what}: share of its variance that would disappear if the number were known`,
    columns: [
      { key: 'number', heading: 'number', isWord: true },
      { key: 'share', heading: '%' },
    ],
    rows: drivers
      .slice(0, 8)
      .map(({ name, share }) => ({ key: name, cells: [name, percentCell(share, 0.01)] })),
  };
}

/** How many draws there were, and what was held fixed. */
export function basisOf({
  draws,
  trials,
  drawn,
  fixed,
}: {
  draws: number;
  trials: number;
  drawn: readonly string[];
  fixed: { count: number; assumptions: number } | null;
}): string {
  const held =
    fixed === null
      ? ''
      : `; ${whole(fixed.count)} are held fixed, of them ${whole(fixed.assumptions)} assumptions`;
  return `Assurance: ${whole(draws)} draws of ${whole(drawn.length)} ${drawn.length === 1 ? 'number' : 'numbers'}, ${whole(trials)} ${trials === 1 ? 'trial' : 'trials'} each${held}.`;
}
