#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { EndlessModelError } from '../kernel/endless.ts';
import { WIDTH } from '../media/text/wrap.ts';
import { ChunkError } from '../run/executor.ts';
import { PrecisionError } from '../run/run.ts';
import { commands } from './commands/index.ts';
import { FAILED, INTERRUPTED, MISUSED, UsageError } from './errors.ts';
import { examples } from './examples.ts';
import { restoreHyphens, withHyphens, withoutHyphens } from './hyphen.ts';
import { reasonOf } from './output.ts';
import { packageVersion } from './package.ts';
import { writeErr } from './terminal.ts';
import { usageMessage } from './usage.ts';

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

const given = hideBin(process.argv);
// `help run` is `run --help`
const words = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
try {
  const odd = words.find((word) => /^--(json|full|color|card|quick|percent)=(?!true$|false$)/.test(word));
  if (odd !== undefined) throw new UsageError(`${odd}: write ${odd.split('=')[0]}, it takes no value`);
  await Object.values(commands)
    .reduce(
      (all, { module }) => all.command(module),
      yargs(withoutHyphens(words))
        .scriptName('sojourn')
        .usage('$0 <command>\n\nSimulate cohorts of patients through a multi-state disease model.'),
    )
    .epilogue(
      `${examples(
        ['sojourn init scenario', 'A commented template to begin with, scenario.yaml'],
        ['sojourn run scenarios/stage-iv-rectal.yaml', 'A million patients, tables on the terminal'],
        ['sojourn run scenarios/illness-death.yaml -n 250k --at 5,10 --json', 'One JSON object on stdout'],
        ['sojourn compare scenarios/illness-death.yaml', 'Strategies side by side, on the same patients'],
        ['sojourn check scenarios/stage-iv-rectal.yaml', 'What is wrong with a scenario, without running it'],
        ['sojourn bench --card', 'How fast this machine is, and a short text about it to paste'],
      )}\n\nScenarios: scenarios/README.md. A file named - is standard input.\nExit codes: 0 done, 1 failed, 2 something to mend in the input, 130 interrupted`,
    )
    .middleware(restoreHyphens)
    .demandCommand(1)
    .strict()
    .version(packageVersion())
    .help()
    .alias({ help: 'h', version: 'v' })
    .option('color', {
      type: 'boolean',
      describe: 'Colours: on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise',
      defaultDescription: 'on a terminal',
    })
    .wrap(Math.min(WIDTH, process.stdout.columns ?? WIDTH))
    .exitProcess(false)
    .fail((message, error) => {
      throw (
        error ??
        new UsageError(
          usageMessage(withHyphens(message), words, [
            ...Object.keys(
              (Object.hasOwn(commands, words[0] ?? '') ? commands[words[0]!]! : commands.run!).options,
            ),
            'color',
            'help',
            'version',
          ]),
        )
      );
    })
    .parseAsync();
} catch (error) {
  fail(error);
}
