import type { CommandModule } from 'yargs';
import { analyse, analyseOptions } from './analyse.ts';
import { bench, benchOptions } from './bench.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { compare } from './compare/index.ts';
import { compareOptions } from './compare/options.ts';
import { completion } from './completion.ts';
import { init } from './init.ts';
import { power, powerOptions } from './power.ts';
import { reconstruct, reconstructOptions } from './reconstruct.ts';
import { run, options as runOptions } from './run.ts';
import { schema } from './schema.ts';
import { size, sizeOptions } from './size.ts';

/** Every command, in the order of the help, with the options that are its own. */
export const commands: Readonly<Record<string, Command>> = {
  run: { module: run as CommandModule<object, never>, options: runOptions },
  compare: { module: compare as CommandModule<object, never>, options: compareOptions },
  analyse: { module: analyse as CommandModule<object, never>, options: analyseOptions },
  reconstruct: { module: reconstruct as CommandModule<object, never>, options: reconstructOptions },
  power: { module: power as CommandModule<object, never>, options: powerOptions },
  size: { module: size as CommandModule<object, never>, options: sizeOptions },
  check: { module: check as CommandModule<object, never>, options: {} },
  schema: { module: schema as CommandModule<object, never>, options: {} },
  init: { module: init as CommandModule<object, never>, options: {} },
  completion: { module: completion(() => commands) as CommandModule<object, never>, options: {} },
  bench: { module: bench as CommandModule<object, never>, options: benchOptions },
};
