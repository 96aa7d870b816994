import { basename } from 'node:path';
import type { VoiAnswer } from '../../answers/voi/schema.ts';
import { voiSections } from '../../answers/voi/tables.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { type DrawExecutor, type DrawJob, type PsaOptions, psa } from '../../study/psa/index.ts';
import { checkQuestion, type VoiResult, voi as valueOfInformation } from '../../study/voi/index.ts';
import { twoLevelEvppi } from '../../study/voi/two-level.ts';
import { readNumber } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import { fileOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { posteriorOf } from '../posterior.ts';
import { reportOptions } from '../report.ts';
import { drawable, readScenarioFile } from '../scenario-file.ts';
import type { Session } from '../session.ts';
import { readSimulation, simulationOptions } from '../simulation.ts';
import { fullOption } from '../terminal.ts';
import {
  asUsageErrors,
  drawOptions,
  readDrawing,
  readOutcome,
  readVariants,
  variantOptions,
} from './study-options.ts';
import { readDesign, sampleInformationOf } from './voi-design.ts';

const { seed, threads, engine, generator } = simulationOptions;
const { at, tau, ...choices } = variantOptions;

const options = {
  ...choices,
  outcome: {
    type: 'string',
    describe: 'Figure that decides, such as "OS at 36" or "OS RMST(60)"; more of it is better',
    defaultDescription: 'the last restricted mean of the first endpoint',
  },
  group: {
    type: 'string',
    array: true,
    describe: 'Numbers that would be known together: name=number,number',
  },
  method: {
    choices: ['regression', 'two-level'] as const,
    default: 'regression' as const,
    describe: 'two-level: check the groups by draws within draws too',
  },
  outer: { type: 'string', default: '100', describe: 'Draws of a group, of --method two-level' },
  inner: { type: 'string', default: '100', describe: 'Draws of the rest for each of these' },
  design: { type: 'string', describe: 'Design file whose trial would tell more: what is it worth (EVSI)' },
  sizes: {
    type: 'string',
    describe: 'Patients of that trial, such as 200,400,800',
    defaultDescription: "half, all and twice the design's",
  },
  ...drawOptions,
  ...{ seed, threads, engine, generator, at, tau },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'File for the JSON' },
  ...reportOptions,
} as const satisfies OptionTable;

export const voi = listed({
  name: 'voi',
  group: 'Simulate',
  describe: 'What it would be worth to know the uncertain numbers of a scenario: EVPI and EVPPI',
  needs: 'a scenario file',
  takes: { scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML)' } },
  options,
  examples: [
    [
      'sojourn voi scenarios/stage-iv-rectal.yaml --strategy short-course --endpoint OS --draws 200',
      'By number and by source, in months of restricted mean survival',
    ],
    [
      'sojourn voi scenarios/stage-iv-rectal.yaml --strategy short-course --outcome "OS at 36" --draws 80',
      'Of another figure',
    ],
  ],
  notes: 'Needs two strategies or more. sojourn schema voi describes the JSON.',
  place: ({ out }) => fileOf(out),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const { draws, patients } = readDrawing(argv);
    const file = readScenarioFile(argv.scenario, { compileOnly: () => [] });
    const scenario = drawable(file);
    const { unit, origin, horizon } = scenario.time;
    const { strategies, questions } = readVariants(scenario, argv);
    if (strategies.length < 2)
      throw new UsageError(
        'there is one strategy, so that information changes no choice; name another by --strategy',
      );
    const { outcome, combinations } = readOutcome(
      argv.outcome ?? `${questions.endpoints[0]} RMST(${questions.rmst.at(-1)})`,
    );
    const question = {
      outcome,
      groups: Object.fromEntries((argv.group ?? []).map(groupOf)),
    };
    const job = {
      ...{ scenario, strategies, seed: simulation.seed, patients },
      questions: { ...questions, combinations },
      ...{ engine: simulation.engine, generator: simulation.generator },
    };
    const nested = readNested(argv, question.groups);
    const design =
      argv.design === undefined
        ? undefined
        : await readDesign(
            { design: argv.design, ...(argv.sizes !== undefined && { sizes: argv.sizes }) },
            file,
            { strategies, draws },
            session,
            simulation.threads,
          );
    if (argv.sizes !== undefined && !design)
      throw new UsageError('--sizes is of the trial of --design; name a design file too');
    const executor = await session.drawExecutor(simulation.threads);
    const { done, seconds } = await session.work(draws, 'draws', (working) =>
      asUsageErrors(async () => {
        const onReady: PsaOptions['onReady'] = (of) => checkQuestion(of, question);
        const result = await psa({ ...job, draws, executor, onReady, ...working });
        return { result, value: valueOfInformation(result, job, question) };
      }),
    );
    const { result, value } = done;
    const twoLevel = nested && (await twoLevelOf(nested, job, value, executor, session));
    const sample =
      design &&
      (await sampleInformationOf(design, { job, result, outcome: question.outcome }, simulation, session));
    const answer: VoiAnswer = {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
        ...posteriorOf(scenario),
        ...{ seed: simulation.seed, draws: result.draws, n: patients, threads: executor.threads },
        ...{ engine: simulation.engine, generator: simulation.generator, seconds },
      },
      outcome: question.outcome,
      unit:
        result.table.outcomes.find(({ name }) => name === question.outcome)!.unit === 'share'
          ? 'share'
          : 'time',
      strategies: [...strategies],
      preferred: value.preferred,
      evpi: value.evpi,
      information: value.information,
      ...(twoLevel && { twoLevel }),
      ...(sample && { sampleInformation: sample.answer }),
      fixed: result.fixed.map(({ name, basis, why }) => ({ name, basis, why })),
      drawn: result.drawn.length,
    };
    return {
      json: () => jsonParts(answer),
      text: () =>
        `${scenario.scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}. ${whole(result.draws)} parameter draws of ${whole(patients)} patients each.\n\n${onScreen(voiSections(answer, unit), argv.full, 8)}\n\n${whole(result.draws * patients * strategies.length)} patients in ${seconds.toFixed(2)} s, seed ${simulation.seed}\n`,
      files: () => ({ [basename(argv.out!)]: jsonParts(answer, 2) }),
      report: async () => {
        const { documentOf, figuresIn, voiFigures, voiPage } = await import('../../page/index.ts');
        const figures = voiFigures(answer, unit);
        return {
          figures: figuresIn(figures),
          page: () => documentOf(voiPage(answer, unit, figures, session.repeats())),
        };
      },
    };
  },
});

/** `name=number,number` */
function groupOf(text: string): [string, string[]] {
  const [name, members, ...rest] = text.split('=');
  const numbers = (members ?? '').split(',').filter((one) => one !== '');
  if (!name || numbers.length === 0 || rest.length > 0)
    throw new UsageError(
      `--group ${text}: write name=number,number, such as relapse=relapse-shape,relapse-scale`,
    );
  return [name, numbers];
}

/** Fewer draws of either kind tell nothing. */
const [FEWEST_OUTER, FEWEST_INNER] = [20, 4];

/** How many draws within draws. @throws UsageError for what cannot be meant */
function readNested(
  { method, outer, inner }: { method: 'regression' | 'two-level'; outer: string; inner: string },
  groups: Readonly<Record<string, readonly string[]>>,
): { outer: number; inner: number } | undefined {
  if (method === 'regression') return undefined;
  if (Object.keys(groups).length === 0)
    throw new UsageError(
      '--method two-level takes many draws for each group: name those to check by --group, such as --group effect=hazard-ratio',
    );
  const [outerDraws, innerDraws] = [readNumber(outer), readNumber(inner)];
  if (!(Number.isInteger(outerDraws) && outerDraws >= FEWEST_OUTER))
    throw new UsageError(`--outer ${outer} must be a whole number from ${FEWEST_OUTER}, such as 100`);
  if (!(Number.isInteger(innerDraws) && innerDraws >= FEWEST_INNER && innerDraws % 2 === 0))
    throw new UsageError(`--inner ${inner} must be an even whole number from ${FEWEST_INNER}, such as 100`);
  return { outer: outerDraws, inner: innerDraws };
}

async function twoLevelOf(
  { outer, inner }: { outer: number; inner: number },
  job: DrawJob,
  { outcome, information }: VoiResult,
  executor: DrawExecutor,
  session: Session,
): Promise<VoiAnswer['twoLevel']> {
  const groups = information.filter(({ kind }) => kind === 'group');
  const { done } = await session.work(groups.length * outer * inner, 'draws', (working) =>
    asUsageErrors(async () => {
      const found: NonNullable<VoiAnswer['twoLevel']> = [];
      for (const [g, { name, numbers }] of groups.entries()) {
        const onProgress = (some: number) =>
          working.onProgress(g * outer * inner + some, groups.length * outer * inner);
        const options = { job, outcome, numbers, outer, inner, executor, onProgress, signal: working.signal };
        found.push({ name, numbers, ...(await twoLevelEvppi(options)), outer, inner });
      }
      return found;
    }),
  );
  return done;
}
