import type { Argv, InferredOptionTypes } from 'yargs';
import type { Answer } from './answer.ts';
import type { ArgumentsOf, OptionTable, WordTable } from './option-table.ts';
import type { Place } from './output.ts';
import type { Session } from './session.ts';

/** A command line, whole, to be copied; and what it is for. */
export type Example = readonly [line: string, meaning: string];

/** The headings of the help, in its order. */
export const groups = ['Simulate', 'Trials', 'Data', 'Tools'] as const;

/** What is known of a command without running it. Help, error messages and shell completion are made of it. */
export interface Described {
  name: string;
  group: (typeof groups)[number];
  describe: string;
  /** what its word is, such as `a scenario file`; nothing where it takes none */
  needs?: string;
  takes: WordTable;
  options: OptionTable;
  /** the first also shows what would be right where a word is missing */
  examples: readonly [Example, ...Example[]];
  /** the last paragraphs of its help */
  notes?: string;
}

/** A command: what it takes, and what it answers. */
export interface Command<W extends WordTable, O extends OptionTable> extends Described {
  takes: W;
  options: O;
  /**
   * Where it writes files, as far as the arguments ask for it. Whether that can be written to is found out before any
   * work is done.
   */
  place?(argv: ArgumentsOf<W & O>): Place | undefined;
  /** @throws UsageError for what the user can mend */
  answer(argv: ArgumentsOf<W & O>, session: Session): Answer | Promise<Answer>;
}

/** A command with the arguments that it was given. */
export interface Call {
  command: Described;
  argv: Readonly<Record<string, unknown>>;
  place(): Place | undefined;
  answer(session: Session): Answer | Promise<Answer>;
}

/** A command in the list of all: the types of its arguments are known within it only. */
export interface ListedCommand extends Described {
  /** Add it to yargs, which calls `perform` with what it has read. */
  register(yargs: Argv, perform: (call: Call) => void | Promise<void>, epilogue?: string): Argv;
}

/** `run <scenario>`, `init <of> [file]`, `check <file..>` */
export function usageOf({ name, takes }: Pick<Described, 'name' | 'takes'>): string {
  const words = Object.entries(takes).map(([word, { array, demandOption }]) => {
    const written = array ? `${word}..` : word;
    return demandOption ? `<${written}>` : `[${written}]`;
  });
  return [name, ...words].join(' ');
}

/** A command for the list. */
export function listed<const W extends WordTable, const O extends OptionTable>(
  command: Command<W, O>,
): ListedCommand {
  const { takes, options, describe } = command;
  const usage = usageOf(command);
  return {
    ...command,
    register: (yargs, perform, epilogue = '') =>
      yargs.command<InferredOptionTypes<W & O>>(
        // to yargs no word is a must: a missing one is told by `rejectSlips`, in words of our own
        usage.replaceAll('<', '[').replaceAll('>', ']'),
        // the help lists commands in groups
        false,
        (own) => {
          own.usage(`$0 ${usage}\n\n${describe}`).epilogue(epilogue);
          for (const [word, option] of Object.entries(takes)) {
            own.positional(word, option);
            if (option.demandOption) own.demandOption(word);
          }
          own.options(options);
        },
        (argv) =>
          perform({
            command,
            argv,
            place: () => command.place?.(argv),
            answer: (session) => command.answer(argv, session),
          }),
      ),
  };
}
