#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { commands } from './commands/index.ts';
import { failureOf } from './failure.ts';
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

function fail(error: unknown): void {
  const { message, code } = failureOf(error);
  writeErr(`${message}\n`);
  process.exitCode = code;
}

try {
  const code = await sojourn(hideBin(process.argv), commands);
  // what stdout has complained of stands
  if (code !== 0) process.exitCode = code;
} catch (error) {
  fail(error);
}
