import { vi } from 'vitest';
import yargs, { type CommandModule } from 'yargs';
import { UsageError } from '../../src/cli/errors.ts';

export interface Ended {
  out: string;
  err: string;
  error?: unknown;
}

/** Commands alone, here and now: starting the program takes longer than most of what it is asked. */
export async function asked(
  commands: readonly CommandModule<object, never>[],
  words: string[],
): Promise<Ended> {
  const ended: Ended = { out: '', err: '' };
  const taking = (key: 'out' | 'err') => (text: unknown) => {
    ended[key] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(taking('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(taking('err'));
  try {
    await commands
      .reduce((all, command) => all.command(command), yargs(words))
      .strict()
      .exitProcess(false)
      .fail((message, error) => {
        throw error ?? new UsageError(message);
      })
      .parseAsync();
  } catch (error) {
    ended.error = error;
  } finally {
    vi.restoreAllMocks();
  }
  return ended;
}
