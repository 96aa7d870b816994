import type { ArgumentsCamelCase, InferredOptionTypes, Options, PositionalOptions } from 'yargs';

/** The arguments of a command by name, in order; a last one with `array` takes all remaining ones. */
export type WordTable = Readonly<Record<string, PositionalOptions>>;
export type OptionTable = Readonly<Record<string, Options>>;

/** The types of parsed arguments and options: under their names as written, and in camel case. */
export type ArgumentsOf<O extends OptionTable> = ArgumentsCamelCase<InferredOptionTypes<O>>;
