import type { CommandModule, Options } from 'yargs';

/** A command, and the options that are its own. */
export interface Command {
  module: CommandModule<object, never>;
  options: Readonly<Record<string, Options>>;
}
