#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { EndlessModelError } from '../kernel/endless.ts';
import { ChunkError } from '../run/executor.ts';
import { PrecisionError } from '../run/run.ts';
import { commands } from './commands/index.ts';
import { FAILED, INTERRUPTED, MISUSED, UsageError } from './errors.ts';
import { reasonOf } from './output.ts';
import { sojourn } from './program.ts';
import { writeErr } from './terminal.ts';

// a reader that has seen enough, as in `| head -1`, is no failure, and files are still to be written
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
  fail(new Error(`the answer could not be written: ${reasonOf(error)}`));
});
// nobody reads what goes wrong: the exit code still tells
process.stderr.on('error', () => {});

/** A message for people, never a stack. */
function fail(error: unknown): void {
  // a model that never ends is the scenario's to mend, as are too many patients for the precision asked
  const cause = error instanceof ChunkError ? error.cause : error;
  const isUsage =
    cause instanceof UsageError || cause instanceof EndlessModelError || cause instanceof PrecisionError;
  const message = isUsage ? (cause as Error).message : error instanceof Error ? error.message : String(error);
  writeErr(`${isUsage ? '' : 'sojourn: '}${message}\n`);
  process.exitCode = isUsage
    ? MISUSED
    : error instanceof Error && error.name === 'AbortError'
      ? INTERRUPTED
      : FAILED;
}

try {
  const code = await sojourn(hideBin(process.argv), commands);
  // what stdout has complained of stands
  if (code !== 0) process.exitCode = code;
} catch (error) {
  fail(error);
}
