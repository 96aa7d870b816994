import { basename } from 'node:path';
import type { VoiAnswer } from '../../answers/voi/schema.ts';
import { voiSections } from '../../answers/voi/tables.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { type PsaOptions, psa } from '../../study/psa/index.ts';
import { combinationOf } from '../../study/variants/combination.ts';
import { checkQuestion, voi as valueOfInformation } from '../../study/voi/index.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import { fileOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { drawable, readScenarioFile } from '../scenario-file.ts';
import { readSimulation, simulationOptions } from '../simulation.ts';
import { fullOption } from '../terminal.ts';
import { asMendable, drawOptions, readDrawing, readVariants, variantOptions } from './study-options.ts';

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
  ...drawOptions,
  ...{ seed, threads, engine, generator, at, tau },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'File for the JSON' },
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
    const outcome = argv.outcome ?? `${questions.endpoints[0]} RMST(${questions.rmst.at(-1)})`;
    const combination = combined(outcome);
    const question = {
      outcome: combination?.name ?? outcome,
      groups: Object.fromEntries((argv.group ?? []).map(groupOf)),
    };
    const job = {
      ...{ scenario, strategies, seed: simulation.seed, patients },
      questions: { ...questions, ...(combination && { combinations: [combination] }) },
      ...{ engine: simulation.engine, generator: simulation.generator },
    };
    const executor = await session.drawExecutor(simulation.threads);
    const { done, seconds } = await session.work(draws, 'draws', (working) =>
      asMendable(async () => {
        const onReady: PsaOptions['onReady'] = (of) => checkQuestion(of, question);
        const result = await psa({ ...job, draws, executor, onReady, ...working });
        return { result, value: valueOfInformation(result, job, question) };
      }),
    );
    const { result, value } = done;
    const answer: VoiAnswer = {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
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
      fixed: result.fixed.map(({ name }) => name),
    };
    return {
      json: () => jsonParts(answer),
      text: () =>
        `${scenario.scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}. ${whole(result.draws)} parameter draws of ${whole(patients)} patients each.\n\n${onScreen(voiSections(answer, unit), argv.full, 8)}\n\n${whole(result.draws * patients * strategies.length)} patients in ${seconds.toFixed(2)} s, seed ${simulation.seed}\n`,
      files: () => ({ [basename(argv.out!)]: jsonParts(answer, 2) }),
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

/** @throws UsageError for an outcome with weights that cannot be read */
function combined(outcome: string) {
  try {
    return combinationOf(outcome);
  } catch (error) {
    throw new UsageError(`--outcome ${(error as RangeError).message}`);
  }
}
