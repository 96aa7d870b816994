import type { Keep, WorkOf } from '../../parts/keep.ts';
import type { Range } from '../../parts/ranges.ts';
import type { CommandLine } from '../command-line.ts';
import { packageVersion } from '../package.ts';
import { SILENT } from '../repeat.ts';
import { FORMAT, type Identity } from './identity.ts';

/** The results of a command that are kept: in one folder, or in several that are merged. */
export interface KeptRun extends Keep {
  /** Notes that ranges of a work are asked for, so that `merge` can tell what is missing. */
  want(of: Pick<WorkOf<unknown>, 'label' | 'unit' | 'question'>, range: Range): void;
  /** Writes what is not written yet. */
  finish(): void;
}

/** Keeps likewise, and notes for every work that the same range is asked for. */
export function wanting(kept: KeptRun, range: Range): Keep {
  return {
    work(of) {
      kept.want(of, range);
      return kept.work(of);
    },
  };
}

export interface KeptOf {
  /** SHA-256 of the files that the command reads, by what they are */
  inputs: Readonly<Record<string, string>>;
  /** options that only say how much of the same work is wanted, or how it is shown */
  free: readonly string[];
}

/** Everything besides the numbers of patients, draws or replicates that the results of a command depend on. */
export function identityOf({ command, argv }: CommandLine, { inputs, free }: KeptOf): Identity {
  const own = Object.keys(command.options).filter(
    (name) => !SILENT.has(name) && !free.includes(name) && name !== 'seed' && name !== 'generator',
  );
  const given = own.flatMap((name) => (argv[name] === undefined || argv[name] === false ? [] : [name]));
  return {
    format: FORMAT,
    version: packageVersion(),
    command: command.name,
    seed: String(argv.seed),
    generator: String(argv.generator),
    inputs,
    options: Object.fromEntries(given.map((name) => [name, [argv[name]].flat().join(' ')])),
  };
}

/** The arguments under their names as written: those that another process needs to do the same. */
export function keptArguments({ command, argv }: CommandLine): Record<string, unknown> {
  const names = [...Object.keys(command.takes), ...Object.keys(command.options)].filter(
    (name) => !NOT_KEPT.has(name),
  );
  return Object.fromEntries(names.flatMap((name) => (argv[name] === undefined ? [] : [[name, argv[name]]])));
}

/** Where an answer goes is not part of the work. */
const NOT_KEPT = new Set([
  'json',
  'full',
  'out',
  'report',
  'figures',
  'keep',
  'keep-every',
  'shard',
  'threads',
]);
