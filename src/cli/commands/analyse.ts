import { readingLines } from '../../answers/analyse/reading.ts';
import type { AnalysisAnswer } from '../../answers/analyse/schema.ts';
import { namesInstead } from '../../language/names.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { wrappedProse } from '../../media/text/wrap.ts';
import { listed as listedNames } from '../../patients/csv.ts';
import { type Patients, type Reading, readPatients, type Where } from '../../patients/index.ts';
import { analyse as analysePatients, lifeTablesOf } from '../../study/analyse/index.ts';
import { levelsOf } from '../../study/analyse/levels.ts';
import { tieNearTimes } from '../../survival/near-ties.ts';
import type { FlemingHarrington } from '../../survival/statistics/fleming-harrington.ts';
import { readNumber, readTimes } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { FileKind } from '../file-kind.ts';
import type { ArgumentsOf, OptionTable } from '../option-table.ts';
import { packageVersion } from '../package.ts';
import { problemsIn } from '../problem-lines.ts';
import { type Report, reportOptions } from '../report.ts';
import { patientData, tableOf, tableOptions } from '../table-options.ts';
import { writeErr } from '../terminal.ts';
import { readText } from '../text-file.ts';

const options = {
  time: { type: 'string', describe: 'Column of follow-up times', defaultDescription: 'time, or AVAL' },
  status: {
    type: 'string',
    describe:
      'Column of statuses: 0 censored, 1 event, 2, 3, ... events of other causes; of CNSR, 0 event, 1, 2, ... censored',
    defaultDescription: 'status, or CNSR',
  },
  group: { type: 'string', describe: 'Column of groups to compare', defaultDescription: 'all in one' },
  reference: {
    type: 'string',
    describe: 'Reference group of hazard ratios and differences',
    defaultDescription: 'the first in order',
  },
  strata: { type: 'string', describe: 'Column of strata: only patients of one stratum are compared' },
  event: {
    type: 'string',
    describe:
      'Statuses that are events, such as dead; several, separated by commas, are causes; others are censored',
  },
  censored: {
    type: 'string',
    describe: 'Statuses that mean censored, such as 1 or alive,lost; others are events',
    defaultDescription: '0',
  },
  where: {
    type: 'string',
    array: true,
    describe: 'Only rows with a value in a column: PARAMCD=OS, or with one of several: site=1,2',
  },
  ...tableOptions,
  'exact-times': {
    type: 'boolean',
    default: false,
    describe: 'Treat only exactly equal times as ties (in R: timefix = FALSE)',
  },
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
    describe: 'Transformation for confidence intervals of survival',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  ...reportOptions,
} as const satisfies OptionTable;

type Arguments = ArgumentsOf<typeof options>;

export const analyse = listed({
  name: 'analyse',
  group: 'Data',
  describe: 'Survival of real patients: curves, tests, hazard ratios, restricted means',
  needs: 'a CSV file',
  takes: { data: { type: 'string', demandOption: true, describe: 'CSV file with a header' } },
  options,
  examples: [
    ['sojourn analyse trial.csv --time months --status death --group arm', 'Two arms, or several'],
    ['sojourn analyse trial.csv --group arm --strata centre --weights 0,1', 'Stratified, late effects'],
    ['sojourn analyse lung.csv --group sex --censored 1', 'Where 1 is censored and 2 the event'],
    ['sojourn analyse patients.csv --status outcome --event dead', 'Statuses as words'],
    ['sojourn analyse adtte.csv --where PARAMCD=OS --group TRT01P --reference Placebo', "CDISC's ADTTE"],
  ],
  notes:
    'Equal to R: survfit, survdiff, coxph, cox.zph of survival, cuminc of cmprsk. sojourn schema analysis describes the JSON.',
  answer: (argv, session) => {
    const level = readNumber(argv.level);
    if (!(level > 0 && level < 1)) throw new UsageError(`--level ${argv.level} must be between 0 and 1`);
    if (argv.reference !== undefined && argv.group === undefined)
      throw new UsageError(
        `--reference ${argv.reference} is one of the groups of --group: name their column`,
      );
    const where = (argv.where ?? []).map(readWhere);
    const weights = argv.weights === undefined ? undefined : readWeights(argv.weights);
    // a table may use any column names
    const wanted: readonly FileKind[] =
      argv.time === undefined && argv.status === undefined
        ? ['patients', 'table']
        : ['patients', 'table', 'curve', 'numbers at risk'];
    const { text, hash } = readText(argv.data, {
      ...patientData,
      wanted,
    });
    const names = { time: argv.time, status: argv.status, group: argv.group, strata: argv.strata };
    const read = readPatients(text, names, {
      event: argv.event,
      censored: argv.censored,
      where,
      ...tableOf(argv),
    });
    if (!read.patients || !read.reading) throw problemsIn(argv.data, read.problems, read.more);
    const { columns, ...reading } = read.reading;
    const tied = argv.exactTimes ? undefined : tieNearTimes(read.patients.times);
    const patients = { ...read.patients, times: tied?.times ?? read.patients.times };
    const reference = readReference(argv.reference, patients);
    const latest = patients.times.reduce((most, time) => Math.max(most, time), 0);
    const at = argv.at === undefined ? defaultTimes(latest) : readTimes(argv.at, latest);
    const tau = argv.tau === undefined ? undefined : readTau(argv.tau, latest);
    warn(patients, read.reading, argv);
    const analysis = analysePatients(patients, {
      at,
      tau,
      weights,
      level,
      interval: argv.interval,
      reference,
    });
    const answer: AnalysisAnswer = {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        data: { file: argv.data, sha256: hash, rows: patients.times.length },
        columns,
        reading,
        nearTies: tied?.moved ?? null,
      },
      ...analysis,
    };
    return {
      json: () => jsonParts(answer),
      text: () => printed(answer),
      report: () => reportOf(answer, patients, argv, session.repeats()),
    };
  },
});

async function printed(answer: AnalysisAnswer): Promise<string> {
  const { analysisText } = await import('../../answers/analyse/sections.ts');
  const { data, columns } = answer.provenance;
  const by = columns.strata === null ? '' : `, stratified by ${columns.strata}`;
  const head = `${data.file}: ${whole(data.rows)} patients, time ${columns.time}, status ${columns.status}${by}`;
  const lines = [head, ...readingLines(answer)].map((line) => wrappedProse(line));
  return `${lines.join('\n')}\n\n${analysisText(answer)}\n`;
}

async function reportOf(
  answer: AnalysisAnswer,
  patients: Patients,
  { reference, group }: Pick<Arguments, 'reference' | 'group'>,
  command: string,
): Promise<Report> {
  const { analysisFigures, analysisPage, documentOf, figuresIn } = await import('../../page/index.ts');
  const report = { answer, tables: lifeTablesOf(patients, reference), group, command };
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

/** Four round times up to the latest. */
function defaultTimes(latest: number): number[] {
  if (!(latest > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(latest / 4));
  const step = [1, 2, 3, 5, 6, 10].map((k) => k * power).findLast((step) => step * 4 <= latest) ?? power;
  return [1, 2, 3, 4].map((k) => Number((k * step).toPrecision(6)));
}

function readWhere(text: string): Where {
  const at = text.indexOf('=');
  const [column, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || column === '' || value === '')
    throw new UsageError(`--where ${text} must be COLUMN=VALUE, such as PARAMCD=OS`);
  return { column, value };
}

function readReference(text: string | undefined, { groups = [] }: Patients): string | undefined {
  if (text === undefined || groups.includes(text)) return text;
  const all = levelsOf(groups).names;
  throw new UsageError(
    `--reference ${text} is none of the groups${namesInstead(text, all, { has: 'there are', none: 'there are none', list: listedNames })}`,
  );
}

/** Warnings about data in which 1 may mean censored. */
function warn(
  { statuses, causes }: Patients,
  { columns, isCnsr }: Reading,
  argv: Pick<Arguments, 'event' | 'censored'>,
): void {
  if (argv.event !== undefined || argv.censored !== undefined) {
    if (/^cnsr$/i.test(columns.status) && argv.event === undefined && argv.censored === '0')
      writeErr(
        `--censored 0: in CDISC's ${columns.status} 0 is an event; leave --censored out where the column is CDISC's\n`,
      );
    return;
  }
  if (isCnsr) return;
  if (/^(cens|censor|censored|censoring)$/i.test(columns.status))
    writeErr(
      `${columns.status}: 0 is read as censored and 1 as an event; if 1 means censored, write --censored 1\n`,
    );
  else if (!statuses.includes(0) && causes.includes('1') && causes.includes('2'))
    writeErr(
      'no status is 0: nobody is censored, and 1 and 2 are two causes; if 1 means censored, write --censored 1\n',
    );
}
