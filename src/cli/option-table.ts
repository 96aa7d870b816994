import type { ArgumentsCamelCase, InferredOptionTypes, Options, PositionalOptions } from 'yargs';

/** Words after the name of a command, by name, in their order; a last one with `array` takes all that follow. */
export type WordTable = Readonly<Record<string, PositionalOptions>>;
export type OptionTable = Readonly<Record<string, Options>>;

/** What yargs reads for words and options: names as they are written, and in camel case. */
export type ArgumentsOf<O extends OptionTable> = ArgumentsCamelCase<InferredOptionTypes<O>>;
