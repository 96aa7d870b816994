import { powerBySizeCsv } from '../../answers/formula/rows.ts';
import type { FormulaSizeAnswer } from '../../answers/formula/schema.ts';
import { curveCsv } from '../../answers/size/rows.ts';
import type { SizeAnswer } from '../../answers/size/schema.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { boundaryScales } from '../../trial/expected/scales.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { Answer } from '../answer.ts';
import { readNumber, readTargetMcse } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { keepOptions } from '../keep/options.ts';
import type { OptionTable } from '../option-table.ts';
import { type Files, folderOf } from '../output.ts';
import { reportOptions } from '../report.ts';
import { readSimulation } from '../simulation.ts';
import { fullOption } from '../terminal.ts';
import { readTrialFile, readyTrial, type TrialFile, trajectoriesOf, withUsageErrors } from '../trial-file.ts';
import { readReplicates, styleOption, trialOptions } from './power.ts';
import { ONE_ENDPOINT, refuseOptions } from './power-several.ts';
import { sizedByFormula } from './size-formula.ts';
import { hypothesesSize } from './size-hypotheses.ts';
import { sized } from './size-search.ts';

const options = {
  power: { type: 'string', describe: 'Target power', defaultDescription: "the design's target" },
  vary: {
    choices: ['patients', 'events', 'duration'] as const,
    default: 'patients' as const,
    describe:
      'What to search: patients; events, among the same patients; duration: accrual continues at the planned rate',
  },
  formula: {
    type: 'boolean',
    default: false,
    describe: 'By the closed form alone: at once, nothing is simulated',
  },
  style: styleOption,
  ...trialOptions,
  ...keepOptions,
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'Folder for size.json and power-curve.csv' },
  ...reportOptions,
} as const satisfies OptionTable;

/** The starting size if the file has no number of patients. */
const SOME = 500;

export const size = listed({
  name: 'size',
  group: 'Trials',
  describe: 'The smallest trial with a power: patients, events or accrual, by simulation',
  needs: 'a design file',
  takes: { design: { type: 'string', demandOption: true, describe: 'Design file (YAML)' } },
  options,
  examples: [
    ['sojourn size scenarios/trials/three-looks.yaml', 'Patients for the power in the file'],
    [
      'sojourn size scenarios/trials/three-looks.yaml --power 0.9 --vary events',
      'Planned events for another power, patients as they are',
    ],
    [
      'sojourn size scenarios/trials/three-looks.yaml --formula --style gsdesign',
      'By the closed form alone, the analyses as gsDesign prints them',
    ],
    [
      'sojourn size scenarios/trials/three-looks.yaml --target-mcse 0.001',
      'As many trials as it takes for a narrow interval',
    ],
  ],
  notes:
    'Trials of different sizes share their patients, so that the power curve is smooth. sojourn schema size and schema formula describe the JSON.',
  place: ({ out }) => folderOf(out, ['size.json', 'power-curve.csv']),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const replicates = readReplicates('--replicates', argv.replicates, 100);
    const targetMcse = argv.targetMcse === undefined ? undefined : readTargetMcse(argv.targetMcse);
    const asked = argv.power === undefined ? undefined : readPower(argv.power);
    if (argv.style !== undefined && !argv.formula)
      throw new UsageError(
        `--style ${argv.style} is of the closed form; write --formula with it, or give it to sojourn power`,
      );
    if (argv.formula && session.wants.report)
      throw new UsageError('--formula has no page; leave out --report and --figures, or --formula');
    const file = readTrialFile(argv.design);
    if (file.raw.rules) {
      const { line, column } = file.locate(['rules']);
      throw new UsageError(
        `${file.path}:${line}:${column} rules adapt the trial, must be left out to search for its size: their numbers belong to one size`,
      );
    }
    if (file.raw.hypotheses) {
      const { vary } = argv;
      if (vary === 'events')
        throw new UsageError('--vary events is of a design with one endpoint; vary patients or duration');
      const others = { '--formula': argv.formula, '--keep': argv.keep, '--report': session.wants.report };
      refuseOptions(
        Object.fromEntries(Object.entries(others).map(([name, one]) => [name, !!one])),
        ONE_ENDPOINT,
      );
      const asking = { vary, power: asked, replicates, targetMcse, isFull: argv.full };
      return withUsageErrors(file, () => hypothesesSize(file, simulation, session, asking));
    }
    const raw = rawToSize(file, asked);
    checkCounted(file);
    return withUsageErrors(file, async () => {
      const ready = await readyTrial(file, session, simulation.threads, { raw });
      if (argv.formula) return byFormula(sizedByFormula(file, raw, ready, argv.vary), argv);
      const precision = { replicates, targetMcse };
      const { answer, design, simulated } = await sized(
        file,
        raw,
        ready,
        argv.vary,
        simulation,
        session,
        precision,
      );
      const report = async () => {
        const { documentOf, figuresIn, sizePage, trialFigures } = await import('../../page/index.ts');
        const { seed, engine, generator, threads } = simulation;
        const executor = await session.executor(threads);
        const options = { seed, engine, generator, executor, replicates: answer.replicates };
        const followed = await trajectoriesOf(design, simulated, options);
        const events = simulated.looks.map((look) => look.events.value);
        const boundaries = boundaryScales(design, events);
        const figures = trialFigures({ ...answer, boundaries }, followed, answer);
        const command = session.repeats();
        return { figures: figuresIn(figures), page: () => documentOf(sizePage(answer, figures, command)) };
      };
      return {
        json: () => jsonParts(answer),
        text: () => printed(answer, argv.full),
        files: () => outFiles(answer),
        report: () => withUsageErrors(file, report),
      };
    });
  },
});

function byFormula(answer: FormulaSizeAnswer, { full, style }: { full: boolean; style?: string }): Answer {
  return {
    json: () => jsonParts(answer),
    text: () => printedFormula(answer, full, style),
    files: () => ({ 'size.json': jsonParts(answer, 2), 'power-curve.csv': powerBySizeCsv(answer) }),
  };
}

function readPower(text: string): number {
  const power = readNumber(text);
  if (!(power > 0 && power < 1))
    throw new UsageError(`--power ${text} must be between 0 and 1: no size gives a power of 1`);
  return power;
}

/** Boundaries by numbers of events are of the numbers of patients in the file. @throws UsageError for a design that has them */
function checkCounted({ path, raw, locate }: TrialFile): void {
  const key = (['efficacy', 'futility'] as const).find((one) => raw[one]?.events !== undefined);
  if (key === undefined) return;
  const { line, column } = locate([key, 'events']);
  throw new UsageError(
    `${path}:${line}:${column} boundaries by events are of the patients in the file, must be spending for a size to be searched; simonDesigns of the library finds designs of two stages`,
  );
}

/** The file's design, with a target power and a starting number of patients. */
function rawToSize({ path, raw, locate }: TrialFile, asked: number | undefined): RawTrial {
  const target = asked ?? raw.target?.power;
  if (target === undefined) {
    const { line, column } = locate([]);
    throw new UsageError(
      `${path}:${line}:${column} target is missing, must be such as { power: 0.8 }; or write --power 0.8`,
    );
  }
  const { duration, rate, rates } = raw.accrual;
  const hasPatients = raw.patients !== undefined || (duration !== undefined && (rate ?? rates) !== undefined);
  const isByEvents = raw.events !== undefined || raw.analyses?.some(({ events }) => events !== undefined);
  return { ...raw, target: { power: target }, ...(hasPatients || isByEvents ? {} : { patients: SOME }) };
}

function outFiles(answer: SizeAnswer): Files {
  return { 'size.json': jsonParts(answer, 2), 'power-curve.csv': curveCsv(answer) };
}

async function printedFormula(answer: FormulaSizeAnswer, isFull: boolean, style?: string): Promise<string> {
  const { formulaSizeSections } = await import('../../answers/formula/sections.ts');
  return `${answer.provenance.design.title}\n\n${onScreen(formulaSizeSections(answer, style), isFull, 5)}\n`;
}

async function printed(answer: SizeAnswer, isFull: boolean): Promise<string> {
  const { sizeSections } = await import('../../answers/size/sections.ts');
  const { design, seconds, threads, seed } = answer.provenance;
  return `${design.title}\n\n${onScreen(sizeSections(answer), isFull, 5)}\n\n${whole(answer.replicates)} trials at each size, ${seconds.toFixed(2)} s in all, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`;
}
