import { vi } from 'vitest';
import type { Call } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { failureOf } from '../../src/cli/failure.ts';
import { sojourn } from '../../src/cli/program.ts';

export interface Ended {
  out: string;
  err: string;
  /** the exit code, if nothing was thrown */
  code?: number;
  error?: unknown;
}

/**
 * Runs a command line in this process: starting the program would take longer than most commands.
 *
 * @param act replaces what the command does
 */
export async function asked(words: readonly string[], act?: (call: Call) => Promise<number>): Promise<Ended> {
  const ended: Ended = { out: '', err: '' };
  const taking = (key: 'out' | 'err') => (text: unknown) => {
    ended[key] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(taking('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(taking('err'));
  try {
    ended.code = await sojourn(words, commands, act);
  } catch (error) {
    ended.error = error;
  } finally {
    vi.restoreAllMocks();
  }
  return ended;
}

/** Runs a command line in this process, and returns its output and exit code even after an error. */
export async function ended(words: readonly string[]): Promise<{ out: string; err: string; code: number }> {
  const { out, err, code, error } = await asked(words);
  if (error === undefined) return { out, err, code: code! };
  const failure = failureOf(error);
  return { out, err: `${err}${failure.message}\n`, code: failure.code };
}
