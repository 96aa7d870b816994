import { basename, resolve } from 'node:path';
import { reconstructionAnswer } from '../../answers/reconstruct/answer.ts';
import { lawScenario } from '../../answers/reconstruct/law.ts';
import { patientsCsv } from '../../answers/reconstruct/rows.ts';
import type { ReconstructionAnswer } from '../../answers/reconstruct/schema.ts';
import { reconstructionText } from '../../answers/reconstruct/sections.ts';
import { jsonParts } from '../../media/json.ts';
import { wrappedText } from '../../media/text/wrap.ts';
import { parseRiskRow, type RiskRow, readCurve, readRiskRow } from '../../patients/figure.ts';
import { reconstruct as reconstructPatients } from '../../survival/reconstruct/reconstruct.ts';
import { readNumber } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { FileKind } from '../file-kind.ts';
import type { ArgumentsOf, OptionTable, WordTable } from '../option-table.ts';
import { fileOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { problemsIn } from '../problem-lines.ts';
import { tableOf, tableOptions } from '../table-options.ts';
import { readText, type TextKind } from '../text-file.ts';

const options = {
  'at-risk': {
    type: 'string',
    describe: 'Numbers at risk: 0:100,12:80,24:55, or a CSV file with the columns time and at_risk',
  },
  events: { type: 'string', describe: 'Total number of events, if published' },
  time: { type: 'string', default: 'time', describe: 'Column of times, of both files' },
  survival: { type: 'string', default: 'survival', describe: 'Column of survival, from 0 to 1' },
  percent: { type: 'boolean', default: false, describe: 'Survival is in percent' },
  ...tableOptions,
  label: { type: 'string', describe: 'Name of the arm: a third column of the patients' },
  out: { type: 'string', describe: 'File of the patients', defaultDescription: 'standard output' },
  law: { type: 'string', describe: 'Print a scenario with this survival as a law of this name' },
  unit: {
    choices: ['day', 'week', 'month', 'year'] as const,
    default: 'month' as const,
    describe: 'Unit of time of that scenario',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
} as const satisfies OptionTable;

const takes = {
  curve: {
    type: 'string',
    demandOption: true,
    describe: 'CSV file with a header: points of the curve, best one at the foot of each step',
  },
} as const satisfies WordTable;

type Arguments = ArgumentsOf<typeof takes & typeof options>;

/** Most bytes of a digitised figure. */
const LARGEST_FIGURE = 5_000_000;

export const reconstruct = listed({
  name: 'reconstruct',
  group: 'Data',
  describe: 'Individual patients from a published Kaplan-Meier curve and its numbers at risk',
  needs: 'a CSV file of a curve',
  takes,
  options,
  examples: [
    ['sojourn reconstruct os.csv --at-risk 0:100,12:80,24:55 --out ipd.csv', 'Patients into a file'],
    [
      'sojourn reconstruct os.csv --at-risk risk.csv --events 61 --percent --label A > a.csv',
      'In percent, with the total of events; what it tells of its error goes to stderr',
    ],
    ['sojourn reconstruct os.csv --at-risk risk.csv --law os > os.yaml', 'A scenario with that law'],
  ],
  notes: 'Guyot et al. (2012). sojourn schema reconstruction describes the JSON.',
  place: ({ out }) => fileOf(out),
  answer: (argv) => {
    rejectContradictions(argv);
    const events = argv.events === undefined ? undefined : readNumber(argv.events);
    if (events !== undefined && !(Number.isInteger(events) && events >= 0))
      throw new UsageError(`--events ${argv.events} must be a whole number of events`);

    const isNamed = argv.time !== 'time' || argv.survival !== 'survival';
    const wanted: readonly FileKind[] = isNamed
      ? ['curve', 'table', 'patients', 'numbers at risk']
      : ['curve', 'table'];
    const { text, hash } = readText(argv.curve, figureOf('file of a curve', 'os.csv', wanted));
    const curve = readCurve(
      text,
      { time: argv.time, survival: argv.survival },
      { percent: argv.percent, ...tableOf(argv) },
    );
    if (!curve.found) throw problemsIn(argv.curve, curve.problems, curve.more);
    const { atRisk, source } = readAtRisk(argv);
    if (events !== undefined && events > atRisk.counts[0]!)
      throw new UsageError(
        `--events ${argv.events} are more than the ${atRisk.counts[0]} patients at risk at first`,
      );
    const file = reconstructionAnswer(reconstructPatients({ ...curve.found, atRisk, events }), {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        curve: {
          file: argv.curve,
          sha256: hash,
          points: curve.found.times.length,
          time: argv.time,
          survival: argv.survival,
          percent: argv.percent,
          ...curve.writing!,
        },
        atRisk: source,
        events: events ?? null,
      },
      label: argv.label ?? null,
    });
    const summary = `${wrappedText(reconstructionText(file))}\n`;
    const printed =
      argv.law !== undefined
        ? lawScenario(argv.law, argv.unit, file)
        : argv.out === undefined
          ? patientsCsv(file)
          : undefined;
    return {
      json: () => jsonParts(file),
      text: () => [printed ?? summary],
      ...(argv.json || printed === undefined ? {} : { remarks: summary }),
      files: () => ({ [basename(argv.out ?? '')]: patientsCsv(file) }),
    };
  },
});

function rejectContradictions({ curve, atRisk, time, survival, law, json, out }: Arguments): void {
  if (atRisk === undefined)
    throw new UsageError(
      'reconstruct needs the numbers at risk: --at-risk 0:100,12:80,24:55, or a CSV file with the columns time and at_risk',
    );
  if (time === survival) throw new UsageError(`--time and --survival are one column, "${time}"`);
  if (law !== undefined && json)
    throw new UsageError('--law and --json both print to standard output: leave one out');
  if (law !== undefined && (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(law) || /^(null|true|false)$/i.test(law)))
    throw new UsageError(
      `--law ${law} must be a name: a letter first, then letters, digits, "-", "_" and ".", not null, true or false`,
    );
  for (const input of [curve, atRisk])
    if (out !== undefined && resolve(out) === resolve(input))
      throw new UsageError(`--out ${out} would overwrite what is read; choose another file`);
}

/** Numbers at risk, given as `0:100,...` (no file has such a name) or as a file. */
function readAtRisk({ atRisk: given = '', time, ...table }: Arguments): {
  atRisk: RiskRow;
  source: ReconstructionAnswer['provenance']['atRisk'];
} {
  if (/^\s*[-+.\d]+\s*:/.test(given)) {
    const { found, problems } = parseRiskRow(given);
    if (!found) throw new UsageError(problems.map((problem) => `--at-risk ${problem}`).join('\n'));
    return { atRisk: found, source: null };
  }
  const { text, hash } = readText(given, {
    ...figureOf('file of numbers at risk', 'risk.csv', ['numbers at risk', 'table']),
    hint: () => '; the numbers themselves are written as --at-risk 0:100,12:80,24:55',
  });
  const { found, writing, problems, more } = readRiskRow(text, { time, count: 'at_risk' }, tableOf(table));
  if (!found) throw problemsIn(given, problems, more);
  return { atRisk: found, source: { file: given, sha256: hash, ...writing! } };
}

function figureOf(name: string, example: string, wanted: readonly FileKind[]): TextKind {
  return { name, example, format: 'data are CSV in UTF-8', largest: LARGEST_FIGURE, wanted };
}
