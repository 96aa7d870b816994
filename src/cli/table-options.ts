import type { Decimal, Delimiter } from '../patients/index.ts';
import type { ArgumentsOf, OptionTable } from './option-table.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', bar: '|', ',': ',', ';': ';', '|': '|' } as const;
const DECIMALS = { point: '.', comma: ',', '.': '.', ',': ',' } as const;

/** How a CSV file is written, where that cannot be seen from it. */
export const tableOptions = {
  delimiter: {
    choices: ['comma', 'semicolon', 'tab', 'bar', ',', ';', '|'] as const,
    describe: 'What stands between cells',
    defaultDescription: 'what the header has most of',
  },
  decimal: {
    choices: ['point', 'comma', '.', ','] as const,
    describe: 'What stands before decimals',
    defaultDescription: 'comma where numbers have it and cells are not parted by commas',
  },
} as const satisfies OptionTable;

/** As characters; undefined is to be found in the file. */
export function tableOf({ delimiter, decimal }: ArgumentsOf<typeof tableOptions>): {
  delimiter?: Delimiter;
  decimal?: Decimal;
} {
  return {
    delimiter: delimiter && DELIMITERS[delimiter],
    decimal: decimal && DECIMALS[decimal],
  };
}
