import yargs from 'yargs';
import { WIDTH } from '../media/text/wrap.ts';
import type { Call, ListedCommand } from './command.ts';
import { deliver } from './deliver.ts';
import { UsageError } from './errors.ts';
import { epilogueOf, epilogueOfAll, usageOfAll } from './help.ts';
import { ownWords, restoreHyphens, withHyphens, withoutHyphens } from './hyphen.ts';
import type { OptionTable } from './option-table.ts';
import { checkOut } from './output.ts';
import { packageVersion } from './package.ts';
import { asksForReport, checkReport } from './report.ts';
import { Session } from './session.ts';
import { rejectSlips } from './slips.ts';
import { writeOut } from './terminal.ts';

/** Options of every command. */
const shared = {
  color: {
    type: 'boolean',
    describe: 'Colours; by default on a terminal, unless NO_COLOR or FORCE_COLOR is set',
    defaultDescription: 'on a terminal',
  },
  help: { type: 'boolean', alias: 'h', describe: 'Show help' },
  version: { type: 'boolean', alias: 'v', describe: 'Show version number' },
} as const satisfies OptionTable;

/**
 * Parses a command line and runs it.
 *
 * @param given the arguments, without the name of the program
 * @param act called with the parsed command
 * @returns the exit code
 * @throws UsageError for errors that the user can correct; any other error of the command
 */
export async function sojourn(
  given: readonly string[],
  commands: readonly ListedCommand[],
  act: (call: Call) => Promise<number> = perform,
): Promise<number> {
  // `help run` means `run --help`
  const words = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  const width = Math.min(WIDTH, process.stdout.columns ?? WIDTH);
  const all = yargs(withoutHyphens(words))
    .scriptName('sojourn')
    .command('$0', false)
    .usage('')
    .epilogue(epilogueOfAll(commands))
    .middleware((argv) => {
      restoreHyphens(argv);
      if (argv.help === true || argv.version === true) return;
      rejectSlips(commandOf(argv), commands, shared, argv, ownWords(words));
    }, true)
    .version(packageVersion())
    .help()
    .alias({ help: shared.help.alias, version: shared.version.alias })
    .option('color', shared.color)
    .wrap(width)
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(withHyphens(message));
    });
  const commandOf = ({ _: [first] }: { _: unknown[] }) => commands.find(({ name }) => name === first);
  let code = 0;
  for (const command of commands) {
    const keepCode = async (call: Call) => {
      code = await act(call);
    };
    command.register(all, keepCode, epilogueOf(command));
  }
  // yargs passes help and version as a text
  let text = '';
  const argv = await all.parseAsync(withoutHyphens(words), {}, (_, _argv, output) => {
    text = output;
  });
  if (text !== '') {
    const isOfAll = argv.help === true && commandOf(argv) === undefined;
    writeOut(`${isOfAll ? `${usageOfAll(commands, width)}\n\n` : ''}${text.trimStart()}\n`);
  }
  return code;
}

/** The steps that all commands share: places are tested before any work is done, and everything begun is closed. */
export async function perform({ command, argv, place, answer }: Call): Promise<number> {
  const textOf = (name: string) => (typeof argv[name] === 'string' ? argv[name] : undefined);
  const pages = { report: textOf('report'), figures: textOf('figures') };
  const target = place();
  if (target) checkOut(target.folder, target.names, target);
  await checkReport(pages, textOf('out'));
  const session = new Session({
    place: target,
    report: asksForReport(pages),
    line: { command, argv },
  });
  try {
    const answered = await answer(session);
    await deliver(answered, { json: argv.json === true, place: target, out: session.out, ...pages });
    return answered.exitCode ?? 0;
  } finally {
    await session.close();
  }
}
