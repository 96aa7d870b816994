import { predictAnswer } from '../../answers/predict/answer.ts';
import { eventsCsv } from '../../answers/predict/rows.ts';
import { predictSections } from '../../answers/predict/sections.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { readPatients } from '../../patients/index.ts';
import { type BlindedPatients, predict as predicted } from '../../study/predict/index.ts';
import { fittedLaws } from '../../survival/parametric/fit.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { readNumber } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { ArgumentsOf, OptionTable } from '../option-table.ts';
import { folderOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { problemsIn } from '../problem-lines.ts';
import { reportOptions } from '../report.ts';
import { simulationOptions } from '../simulation.ts';
import { patientData, tableOf, tableOptions } from '../table-options.ts';
import { fullOption } from '../terminal.ts';
import { readText } from '../text-file.ts';
import { readTrialFile, readyTrial, sourcesOf, withUsageErrors } from '../trial-file.ts';

const options = {
  at: {
    type: 'string',
    describe: 'Calendar time of the data cut, in the unit and from the origin of the design',
    defaultDescription: 'the last time that anybody was seen',
  },
  events: {
    type: 'string',
    describe: 'Numbers of events whose dates are asked: 201,300',
    defaultDescription: "those of the design's analyses",
  },
  law: {
    choices: fittedLaws,
    describe: 'Law of the time to the event, of all arms together',
    defaultDescription: 'the one of least AIC',
  },
  window: {
    type: 'string',
    default: '0',
    describe: 'Censored patients seen within this time before the cut are still under follow-up, others lost',
  },
  'accrual-from': {
    type: 'string',
    default: '0',
    describe: 'Entries from this calendar time on tell the rate of those to come',
  },
  patients: {
    type: 'string',
    describe: 'Patients to be randomised in all',
    defaultDescription: "the design's",
  },
  until: { type: 'string', describe: 'Calendar time up to which events are counted' },
  draws: { type: 'string', default: '5000', describe: 'Courses of the trial to draw' },
  seed: simulationOptions.seed,
  entry: { type: 'string', describe: 'Column of calendar times of randomisation', default: 'entry' },
  time: { type: 'string', describe: 'Column of follow-up times of the data' },
  status: { type: 'string', describe: 'Column of statuses: 0 censored, 1 event' },
  ...tableOptions,
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'Folder for prediction.json and events.csv' },
  ...reportOptions,
} as const satisfies OptionTable;

type Arguments = ArgumentsOf<typeof options>;

export const predict = listed({
  name: 'predict',
  group: 'Trials',
  describe: 'When the planned events and the last patient of a running trial come, from its blinded data',
  needs: 'a design file and a file of patients',
  takes: {
    design: { type: 'string', demandOption: true, describe: 'Design file (YAML)' },
    data: {
      type: 'string',
      demandOption: true,
      describe: 'CSV file with entry, time and status of the patients so far',
    },
  },
  options,
  examples: [
    [
      'sojourn predict scenarios/trials/three-looks.yaml running.csv --at 20',
      'Dates of the three analyses, at a data cut in month 20',
    ],
    [
      'sojourn predict scenarios/trials/three-looks.yaml running.csv --at 20 --law weibull',
      'By a Weibull law',
    ],
  ],
  notes:
    'Arms are not read: one law stands for all patients. Every figure stands beside its Monte Carlo standard error (MCSE). sojourn schema prediction describes the JSON.',
  place: ({ out }) => folderOf(out, ['prediction.json', 'events.csv']),
  answer: async (argv, session) => {
    const draws = wholeNumber('--draws', argv.draws, { least: 100, most: 1e6 });
    const file = readTrialFile(argv.design);
    return withUsageErrors(file, async () => {
      const { design } = await readyTrial(file, session, undefined);
      const { data, hash } = readBlinded(argv.data, argv);
      const asked = askedOf(argv, design, data);
      const law = argv.law;
      const options = { ...asked, ...(law !== undefined && { law }), draws, seed: argv.seed };
      const { done, seconds } = await session.work(draws, 'draws', (working) =>
        predicted(data, { ...options, ...working }).catch((error: unknown) => {
          throw error instanceof RangeError ? new UsageError(`${argv.data}: ${error.message}`) : error;
        }),
      );
      const answer = predictAnswer({
        ...{ prediction: done, unit: design.unit, planned: asked.planned, isLawAsked: law !== undefined },
        provenance: {
          ...{ program: 'sojourn', version: packageVersion(), ...sourcesOf(file) },
          data: { file: argv.data, sha256: hash },
          ...{ seed: argv.seed, draws, seconds },
        },
      });
      const report = async () => {
        const { documentOf, figuresIn, predictFigures, predictPage } = await import('../../page/index.ts');
        const figures = predictFigures(answer);
        const page = () => documentOf(predictPage(answer, figures, session.repeats()));
        return { figures: figuresIn(figures), page };
      };
      return {
        report,
        json: () => jsonParts(answer),
        text: () =>
          `${file.raw.trial}\n\n${onScreen(predictSections(answer), argv.full, 5)}\n\n${whole(draws)} draws in ${seconds.toFixed(2)} s, seed ${argv.seed}\n`,
        files: () => ({ 'prediction.json': jsonParts(answer, 2), 'events.csv': eventsCsv(answer) }),
      };
    });
  },
});

/** @throws UsageError for data that cannot be read */
function readBlinded(path: string, argv: Arguments): { data: BlindedPatients; hash: string } {
  const { text, hash } = readText(path, { ...patientData, wanted: ['patients', 'table'] });
  const names = { time: argv.time, status: argv.status, entry: argv.entry };
  const read = readPatients(text, names, tableOf(argv));
  if (!read.patients) throw problemsIn(path, read.problems, read.more);
  const { times, statuses, causes, entries } = read.patients;
  if (causes.length > 1)
    throw new UsageError(
      `${path}: the statuses have ${causes.length} causes, ${causes.join(', ')}; must be 0 and 1`,
    );
  return { data: { entries: entries!, times, statuses }, hash };
}

/** Reads what is asked, against the design and the data. @throws UsageError with all that is wrong, a line each */
function askedOf(argv: Arguments, design: TrialDesign, { entries, times }: BlindedPatients) {
  const problems: string[] = [];
  const { unit } = design;
  const lastSeen = entries.reduce((most, entry, i) => Math.max(most, entry + times[i]!), 0);
  const cut = argv.at === undefined ? lastSeen : readNumber(argv.at);
  if (!(cut > 0 && cut < Infinity))
    problems.push(`--at ${argv.at} must be a calendar time above 0, in ${unit}s`);
  else if (lastSeen > cut * (1 + 1e-9))
    problems.push(
      `--at ${argv.at}: a patient of ${argv.data} was seen at ${unit} ${Number(lastSeen.toPrecision(6))}, entry + time, must be no later than the data cut`,
    );
  const window = readNumber(argv.window);
  if (!(window >= 0 && window < cut))
    problems.push(`--window ${argv.window} must be from 0 to before the data cut`);
  const accrualFrom = readNumber(argv.accrualFrom);
  if (!(accrualFrom >= 0 && accrualFrom < cut))
    problems.push(
      `--accrual-from ${argv.accrualFrom} must be from 0 to before the data cut at ${unit} ${cut}`,
    );
  const planned = argv.patients === undefined ? design.patients : readNumber(argv.patients);
  if (!(Number.isInteger(planned) && planned >= times.length && planned <= 1e6))
    problems.push(
      argv.patients === undefined
        ? `${argv.data}: ${whole(times.length)} patients, must be at most the design's ${whole(design.patients)}; or give --patients`
        : `--patients ${argv.patients} must be a whole number of at least ${whole(times.length)}, the patients of ${argv.data}`,
    );
  const ofDesign = design.looks.flatMap(({ events }) => events ?? []);
  const events = argv.events === undefined ? ofDesign : argv.events.split(',').map(readNumber);
  if (events.length === 0)
    problems.push('the design has no analysis at a number of events, must be given as --events 201,300');
  if (events.some((count) => !(Number.isInteger(count) && count >= 1 && !(count > planned))))
    problems.push(
      `--events ${argv.events ?? events.join(',')} must be whole numbers from 1 to the ${whole(planned)} patients planned, such as 201,300`,
    );
  const until = argv.until === undefined ? undefined : readNumber(argv.until);
  if (until !== undefined && !(until > cut && until < Infinity))
    problems.push(`--until ${argv.until} must be a calendar time after the data cut at ${unit} ${cut}`);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return { cut, window, accrualFrom, planned, events, ...(until !== undefined && { until }) };
}

function wholeNumber(option: string, text: string, { least, most }: { least: number; most: number }): number {
  const value = readNumber(text);
  if (!(Number.isInteger(value) && value >= least && value <= most))
    throw new UsageError(`${option} ${text} must be a whole number from ${whole(least)} to ${whole(most)}`);
  return value;
}
