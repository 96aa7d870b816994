import type { Argv, CommandModule, Options } from 'yargs';
import { type Patients, readPatients } from '../../patients/index.ts';
import type { AnalysisFile } from '../../report/analyse/analysis.ts';
import { jsonParts } from '../../report/json.ts';
import { whole } from '../../report/numbers.ts';
import { analyse as analysePatients, lifeTablesOf } from '../../study/analyse/index.ts';
import type { FlemingHarrington } from '../../survival/statistics/fleming-harrington.ts';
import { readNumber, readTimes } from '../arguments.ts';
import { deliver } from '../deliver.ts';
import { UsageError } from '../errors.ts';
import { examples } from '../examples.ts';
import { packageVersion } from '../package.ts';
import { repeatable } from '../repeat.ts';
import { checkReport, type Report, type ReportArguments, reportOptions, reportWrites } from '../report.ts';
import { rejectSlips } from '../slips.ts';
import { writeErr } from '../terminal.ts';
import { dataError, readText } from '../text-file.ts';

interface Arguments extends ReportArguments {
  data: string;
  time: string;
  status: string;
  group?: string;
  strata?: string;
  censored: string;
  at?: string;
  tau?: string;
  weights?: string;
  level: string;
  interval: 'plain' | 'log' | 'log-log';
  json: boolean;
}

export const analyseOptions = {
  time: { type: 'string', default: 'time', describe: 'Column of follow-up times' },
  status: {
    type: 'string',
    default: 'status',
    describe: 'Column of statuses: 0 censored, 1 event, 2, 3, ... events of other causes',
  },
  group: { type: 'string', describe: 'Column of groups to compare', defaultDescription: 'all in one' },
  strata: { type: 'string', describe: 'Column of strata: only patients of one stratum are compared' },
  censored: { type: 'string', default: '0', describe: 'The status that means censored, where it is not 0' },
  at: { type: 'string', describe: 'Times of the survival table, such as 12,24', defaultDescription: 'four' },
  tau: {
    type: 'string',
    describe: 'Restriction time of mean survival',
    defaultDescription: 'the latest that all groups allow',
  },
  weights: { type: 'string', describe: 'Also a log-rank test with weights S^rho (1-S)^gamma: rho,gamma' },
  level: { type: 'string', default: '0.95', describe: 'Confidence level of intervals' },
  interval: {
    choices: ['plain', 'log', 'log-log'] as const,
    default: 'log' as const,
    describe: 'Kind of the intervals of survival',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  ...reportOptions,
} as const satisfies Record<string, Options>;

/** Most bytes of a file of data: a text longer than this is none that a program can hold. */
const LARGEST_DATA = 500_000_000;

export const analyse: CommandModule<object, Arguments> = {
  command: 'analyse <data>',
  describe: 'Survival of real patients: curves, tests, hazard ratios, restricted means',
  builder: (yargs) =>
    yargs
      .positional('data', { type: 'string', demandOption: true, describe: 'CSV file with a header' })
      .options(analyseOptions)
      .epilogue(
        `${examples(
          ['sojourn analyse trial.csv --time months --status death --group arm', 'Two arms, or several'],
          ['sojourn analyse trial.csv --group arm --strata centre --weights 0,1', 'Stratified, late effects'],
          ['sojourn analyse lung.csv --group sex --censored 1', 'Where 1 is censored and 2 the event'],
        )}\n\nEqual to R: survfit, survdiff, coxph, cox.zph of survival, cuminc of cmprsk. sojourn schema analysis describes the JSON.`,
      ) as unknown as Argv<Arguments>,
  handler: async (argv) => {
    rejectSlips('analyse', argv, analyseOptions);
    const level = readNumber(argv.level);
    if (!(level > 0 && level < 1)) throw new UsageError(`--level ${argv.level} must be between 0 and 1`);
    const censored = readNumber(argv.censored);
    if (!(Number.isInteger(censored) && censored >= 0))
      throw new UsageError(`--censored ${argv.censored} must be a status, 0, 1, 2, ...`);
    await checkReport(argv);
    const weights = argv.weights === undefined ? undefined : readWeights(argv.weights);
    const { text, hash } = readText(argv.data, {
      name: 'file of data',
      example: 'trial.csv',
      format: 'data are CSV in UTF-8',
      largest: LARGEST_DATA,
    });
    const names = { time: argv.time, status: argv.status, group: argv.group, strata: argv.strata };
    const { patients, problems } = readPatients(text, names, { censored });
    if (!patients) throw dataError(argv.data, problems);
    const latest = patients.times.reduce((most, time) => Math.max(most, time), 0);
    const at = argv.at === undefined ? defaultTimes(latest) : readTimes(argv.at, latest);
    const tau = argv.tau === undefined ? undefined : readTau(argv.tau, latest);
    warn(patients);
    const analysis = analysePatients(patients, { at, tau, weights, level, interval: argv.interval });
    const answer: AnalysisFile = {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        data: { file: argv.data, sha256: hash, rows: patients.times.length },
        columns: {
          time: argv.time,
          status: argv.status,
          group: argv.group ?? null,
          strata: argv.strata ?? null,
        },
      },
      ...analysis,
    };
    await deliver(
      argv.json ? jsonParts(answer) : [await printed(argv, answer)],
      reportWrites(argv, () => reportOf(argv, answer, patients)),
    );
  },
};

async function printed(argv: Arguments, answer: AnalysisFile): Promise<string> {
  const { analysisTables } = await import('../../report/analyse/tables.ts');
  const by = argv.strata === undefined ? '' : `, stratified by ${argv.strata}`;
  const patients = whole(answer.provenance.data.rows);
  return `${argv.data}: ${patients} patients, time ${argv.time}, status ${argv.status}${by}\n\n${analysisTables(answer)}\n`;
}

async function reportOf(argv: Arguments, answer: AnalysisFile, patients: Patients): Promise<Report> {
  const { analysisFigures, analysisPage, documentOf, figuresIn } = await import('../../page/index.ts');
  const command = repeatable('analyse', argv.data, analyseOptions, argv);
  const report = { answer, tables: lifeTablesOf(patients), group: argv.group, command };
  const figures = analysisFigures(report);
  return { figures: figuresIn(figures), page: () => documentOf(analysisPage(report, figures)) };
}

function readWeights(text: string): FlemingHarrington {
  const [rho, gamma, more] = text.split(',').map(readNumber);
  if (more !== undefined || !(rho! >= 0 && gamma! >= 0))
    throw new UsageError(`--weights ${text} must be rho,gamma, both >= 0, such as 0,1`);
  return { rho: rho!, gamma: gamma! };
}

function readTau(text: string, latest: number): number {
  const tau = readNumber(text);
  if (!(tau > 0 && tau <= latest))
    throw new UsageError(`--tau ${text} must be above 0 and at most the latest time, ${latest}`);
  return tau;
}

/** Four times that people would choose, up to the latest. */
function defaultTimes(latest: number): number[] {
  if (!(latest > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(latest / 4));
  const step = [1, 2, 3, 5, 6, 10].map((k) => k * power).findLast((one) => one * 4 <= latest) ?? power;
  return [1, 2, 3, 4].map((k) => Number((k * step).toPrecision(6)));
}

/** The trap of data where 1 is censored and 2 the event. */
function warn({ statuses }: Patients): void {
  if (statuses.includes(0) || !statuses.includes(2)) return;
  writeErr(
    'no status is 0: nobody is censored, and 1 and 2 are two causes; if 1 means censored, write --censored 1\n',
  );
}
