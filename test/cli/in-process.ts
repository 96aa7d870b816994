import { vi } from 'vitest';
import type { Call } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { failureOf } from '../../src/cli/failure.ts';
import { sojourn } from '../../src/cli/program.ts';

export interface Ended {
  out: string;
  err: string;
  /** the exit code, where nothing was thrown */
  code?: number;
  error?: unknown;
}

/**
 * A command line here and now: starting the program takes longer than most of what it is asked.
 *
 * @param act in place of what the command does
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

/** Likewise, with what the program says and ends with where something is wrong. */
export async function ended(words: readonly string[]): Promise<{ out: string; err: string; code: number }> {
  const { out, err, code, error } = await asked(words);
  if (error === undefined) return { out, err, code: code! };
  const failure = failureOf(error);
  return { out, err: `${err}${failure.message}\n`, code: failure.code };
}
