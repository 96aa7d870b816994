import type { Cell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { exactCell } from './cells.ts';
import type { Formula, Nominal } from './schema.ts';

/** Power by published formulas, and the size that they give. @param target the target power */
export function formulaTable(formulas: readonly Formula[], target: number | null): Table {
  return tableOf('formulas', 'By formulas', formulas, target);
}

/** The same for a nominal hazard ratio; without rows if the design has none. */
export function nominalTable(nominal: Nominal, target: number | null): Table {
  const title = nominal ? `By formulas, at the nominal hazard ratio ${plain(nominal.hazardRatio)}` : '';
  return tableOf('formulas_nominal', title, nominal?.formulas ?? [], target);
}

function tableOf(name: string, title: string, formulas: readonly Formula[], target: number | null): Table {
  const size = (value: number | null): Cell => ({ value, form: { as: 'count up' }, missing: 'none' });
  return {
    name,
    title,
    columns: [
      { key: 'formula', heading: 'formula', isWord: true },
      { key: 'power', heading: 'power, %' },
      ...(target === null
        ? []
        : [
            { key: 'events', heading: `events for ${plain(100 * target)}%` },
            { key: 'patients', heading: 'patients' },
          ]),
    ],
    rows: formulas.map(({ name: formula, power, events, patients }) => ({
      key: formula,
      cells: [formula, exactCell(power), ...(target === null ? [] : [size(events), size(patients)])],
    })),
  };
}
