import { whole } from '../../media/numbers.ts';
import { endOf, type Range } from '../../parts/ranges.ts';
import type { Call, ListedCommand } from '../command.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { type MergedFolders, mergedFolders, type Surveyed } from '../keep/merged.ts';
import { MissingWork } from '../keep/refuse.ts';
import type { OptionTable } from '../option-table.ts';
import { reportOptions } from '../report.ts';
import { fullOption, writeErr } from '../terminal.ts';

const options = {
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  into: { type: 'string', describe: 'Folder for all parts together, from which --keep goes on' },
  out: { type: 'string', describe: 'Folder for the files that the command writes with --out' },
  ...reportOptions,
} as const satisfies OptionTable;

/** @param commands all commands, when the command line is complete */
export const merge = (commands: () => readonly ListedCommand[]) =>
  listed({
    name: 'merge',
    group: 'Tools',
    describe: 'Join what --keep has kept, in one folder or several, and print the answer',
    needs: 'the folders',
    takes: {
      folder: {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Folders of --keep, of one command',
      },
    },
    options,
    examples: [
      ['sojourn merge kept', 'The answer of all shards that were kept in this folder'],
      ['sojourn merge kept-1 kept-2 --json > result.json', 'Of shards that were done on two machines'],
    ],
    notes:
      'A range that is there twice counts once. Where ranges are missing, they are listed and nothing is printed: do these shards again, or run the command again with --keep.',
    place: ({ folder, out }) => {
      // without the folders, `answer` says what is wrong
      const call = out === undefined ? undefined : replayOf(mergedFolders(folder), commands(), { out });
      return call?.place();
    },
    answer: async (argv, session) => {
      const merged = mergedFolders(argv.folder, argv.into);
      tellOverlaps(merged);
      tellGaps(merged);
      const { out, json, full, report, figures } = argv;
      const call = replayOf(merged, commands(), { out, json, full, report, figures });
      session.merge(call, merged);
      try {
        const answer = await call.answer(session);
        merged.finish();
        return answer;
      } catch (error) {
        if (error instanceof MissingWork) throw new Error(error.message);
        throw error;
      }
    },
  });

/** The command line that began the folders, with its answer going elsewhere. */
function replayOf(
  { manifest: { argv, belongs } }: MergedFolders,
  commands: readonly ListedCommand[],
  shown: Readonly<Record<string, unknown>>,
): Call {
  const command = commands.find(({ name }) => name === belongs.command);
  if (!command) throw new UsageError(`there is no command ${belongs.command}, from which these folders are`);
  const given = Object.entries({ ...argv, ...shown }).filter(([, value]) => value !== undefined);
  return command.call(
    Object.fromEntries(given.flatMap(([name, value]) => [name, camelCase(name)].map((key) => [key, value]))),
  );
}

/** yargs gives an option under both names. */
function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Most ranges of a line. */
const MOST_RANGES = 20;

function tellOverlaps({ survey }: MergedFolders): void {
  for (const { label, unit, overlaps } of survey)
    if (overlaps.length > 0)
      writeErr(`${label}: ${rangesInWords(unit, overlaps)} are there more than once, and count once\n`);
}

/** @throws Error with what is missing */
function tellGaps({ survey }: MergedFolders): void {
  const lines = survey.filter(({ gaps }) => gaps.length > 0).map(gapLine);
  if (lines.length === 0) return;
  throw new Error(`${lines.join('\n')}\nDo these shards again, or run the command again with --keep`);
}

function gapLine({ label, unit, gaps, wanted }: Surveyed): string {
  const missing = gaps.reduce((sum, { count }) => sum + count, 0);
  return `${label}: ${rangesInWords(unit, gaps)} are missing, ${whole(missing)} of ${whole(wanted)}`;
}

function rangesInWords(unit: string, ranges: readonly Range[]): string {
  const shown = ranges
    .slice(0, MOST_RANGES)
    .map((range) => `${whole(range.first)} to ${whole(endOf(range) - 1)}`);
  const rest = ranges.length - shown.length;
  return `${unit} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more ranges` : ''}`;
}
