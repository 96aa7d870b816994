import type { OptionTable, WordTable } from './option-table.ts';

/** A command as far as its arguments go, and the parsed arguments. */
export interface CommandLine {
  command: { name: string; takes: WordTable; options: OptionTable };
  argv: Readonly<Record<string, unknown>>;
}
