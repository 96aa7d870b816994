import type { Table } from '../../media/table.ts';
import type { ParameterRow } from './schema.ts';

/** The distribution of each number beside its evidence: law, mean, standard deviation and 95% interval. */
export function parameterTable(parameters: Readonly<Record<string, ParameterRow>>): Table {
  const form = { as: 'significant', digits: 4 } as const;
  const two = { as: 'significant', digits: 2 } as const;
  return {
    name: 'parameters',
    title: 'Distributions of the numbers that are drawn',
    columns: [
      { key: 'number', heading: 'number', isWord: true },
      { key: 'law', heading: 'distribution', isWord: true },
      { key: 'basis', heading: 'rests on', isWord: true },
      { key: 'value', heading: 'value' },
      { key: 'mean', heading: 'mean' },
      { key: 'sd', heading: 'sd' },
      { key: 'interval', heading: '95% interval' },
    ],
    rows: Object.entries(parameters).map(([name, row]) => ({
      key: name,
      cells: [
        name,
        `${row.distribution}(${Object.values(row.arguments).map(short).join(', ')})`,
        row.source ?? row.basis,
        { value: row.value, form },
        { value: row.mean, form },
        { value: row.sd, form: two },
        { lower: row.lower, upper: row.upper, form },
      ],
    })),
  };
}

const short = (value: number) => String(Number(value.toPrecision(4)));
