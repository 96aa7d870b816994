#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { commands } from './commands/index.ts';
import { failureOf } from './failure.ts';
import { reasonOf } from './output.ts';
import { sojourn } from './program.ts';
import { writeErr } from './terminal.ts';

// a closed pipe, as with `| head -1`, is not an error: files are still written
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
  fail(new Error(`the answer could not be written: ${reasonOf(error)}`));
});
// stderr is closed: the exit code still reports the error
process.stderr.on('error', () => {});

function fail(error: unknown): void {
  const { message, code } = failureOf(error);
  writeErr(`${message}\n`);
  process.exitCode = code;
}

try {
  const code = await sojourn(hideBin(process.argv), commands);
  // an error of stdout was reported already
  if (code !== 0) process.exitCode = code;
} catch (error) {
  fail(error);
}
