import type { Decimal, Delimiter } from '../patients/index.ts';
import type { ArgumentsOf, OptionTable } from './option-table.ts';
import type { TextKind } from './text-file.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', bar: '|', ',': ',', ';': ';', '|': '|' } as const;
const DECIMALS = { point: '.', comma: ',', '.': '.', ',': ',' } as const;

/** A file of patients, for messages. A longer text than its largest does not fit into a JavaScript string. */
export const patientData = {
  name: 'file of data',
  example: 'trial.csv',
  format: 'data are CSV in UTF-8',
  largest: 500_000_000,
} as const satisfies Partial<TextKind>;

/** Options on the format of a CSV file, for files where it cannot be detected. */
export const tableOptions = {
  delimiter: {
    choices: ['comma', 'semicolon', 'tab', 'bar', ',', ';', '|'] as const,
    describe: 'Delimiter between cells',
    defaultDescription: 'the most frequent in the header',
  },
  decimal: {
    choices: ['point', 'comma', '.', ','] as const,
    describe: 'Decimal mark',
    defaultDescription: 'comma if numbers have it and it is not the delimiter',
  },
} as const satisfies OptionTable;

/** The options as characters; undefined means to detect it in the file. */
export function tableOf({ delimiter, decimal }: ArgumentsOf<typeof tableOptions>): {
  delimiter?: Delimiter;
  decimal?: Decimal;
} {
  return {
    delimiter: delimiter && DELIMITERS[delimiter],
    decimal: decimal && DECIMALS[decimal],
  };
}
