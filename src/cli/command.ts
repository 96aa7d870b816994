import type { Argv, InferredOptionTypes } from 'yargs';
import type { Answer } from './answer.ts';
import type { ArgumentsOf, OptionTable, WordTable } from './option-table.ts';
import type { Place } from './output.ts';
import type { Session } from './session.ts';

/** A whole command line, ready to copy, and its purpose. */
export type Example = readonly [line: string, meaning: string];

/** The headings of the help, in order. */
export const groups = ['Simulate', 'Trials', 'Data', 'Tools'] as const;

/** The description of a command. Help, error messages and shell completion are made from it. */
export interface Described {
  name: string;
  group: (typeof groups)[number];
  describe: string;
  /** its argument in words, such as `a scenario file`; undefined if it takes none */
  needs?: string;
  takes: WordTable;
  options: OptionTable;
  /** the first one also serves as the example in the message for a missing argument */
  examples: readonly [Example, ...Example[]];
  /** the last paragraphs of the help */
  notes?: string;
}

/** A command: its arguments and options, and the function that answers it. */
export interface Command<W extends WordTable, O extends OptionTable> extends Described {
  takes: W;
  options: O;
  /** Where the command writes files, if the arguments ask for files. The place is tested before any work is done. */
  place?(argv: ArgumentsOf<W & O>): Place | undefined;
  /** @throws UsageError for errors that the user can correct */
  answer(argv: ArgumentsOf<W & O>, session: Session): Answer | Promise<Answer>;
}

/** A command with its parsed arguments. */
export interface Call {
  command: Described;
  argv: Readonly<Record<string, unknown>>;
  place(): Place | undefined;
  answer(session: Session): Answer | Promise<Answer>;
}

/** A command in the list of all commands; the types of its arguments are hidden. */
export interface ListedCommand extends Described {
  /** Adds the command to yargs, which calls `perform` with the parsed arguments. */
  register(yargs: Argv, perform: (call: Call) => void | Promise<void>, epilogue?: string): Argv;
  /** The command with arguments that were parsed before, under both of their names. */
  call(argv: Readonly<Record<string, unknown>>): Call;
}

/** `run <scenario>`, `init <of> [file]`, `check <file..>` */
export function usageOf({ name, takes }: Pick<Described, 'name' | 'takes'>): string {
  const words = Object.entries(takes).map(([word, { array, demandOption }]) => {
    const written = array ? `${word}..` : word;
    return demandOption ? `<${written}>` : `[${written}]`;
  });
  return [name, ...words].join(' ');
}

/** Makes a command for the list. */
export function listed<const W extends WordTable, const O extends OptionTable>(
  command: Command<W, O>,
): ListedCommand {
  const { takes, options, describe } = command;
  const usage = usageOf(command);
  const call = (argv: ArgumentsOf<W & O>): Call => ({
    command,
    argv,
    place: () => command.place?.(argv),
    answer: (session) => command.answer(argv, session),
  });
  return {
    ...command,
    call: (argv) => call(argv as ArgumentsOf<W & O>),
    register: (yargs, perform, epilogue = '') =>
      yargs.command<InferredOptionTypes<W & O>>(
        // all arguments are optional for yargs: `rejectSlips` reports a missing one with a better message
        usage.replaceAll('<', '[').replaceAll('>', ']'),
        // not listed by yargs: our help lists commands in groups
        false,
        (own) => {
          own.usage(`$0 ${usage}\n\n${describe}`).epilogue(epilogue);
          for (const [word, option] of Object.entries(takes)) {
            own.positional(word, option);
            if (option.demandOption) own.demandOption(word);
          }
          own.options(options);
        },
        (argv) => perform(call(argv)),
      ),
  };
}
