import type { Options } from 'yargs';
import { UsageError } from './errors.ts';

/**
 * Options given in a way that cannot be meant: `--seed a --seed b`, of which yargs would make a list, and `--strategy`
 * with nothing after it.
 *
 * @param command for the hint
 * @param argv what yargs read
 * @param options of the command; those of arrays take several values, booleans none
 * @throws UsageError for the first
 */
export function rejectSlips(command: string, argv: object, options: Readonly<Record<string, Options>>): void {
  const help = `sojourn ${command} --help shows what it takes`;
  for (const [name, { type, array }] of Object.entries(options)) {
    if (type === 'boolean') continue;
    const value = (argv as Record<string, unknown>)[name];
    const written = name.length === 1 ? `-${name}` : `--${name}`;
    if (array) {
      const list = value as string[] | undefined;
      if (list?.length === 0 || list?.includes(''))
        throw new UsageError(`${written} has nothing after it; ${help}`);
      continue;
    }
    if (Array.isArray(value)) throw new UsageError(`${written} is given more than once, must be given once`);
    if (value === '') throw new UsageError(`${written} has no value; ${help}`);
  }
}
