import { basename } from 'node:path';
import { dsaAnswer } from '../../answers/dsa/answer.ts';
import { dsaSections } from '../../answers/dsa/tables.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { dsa as analyse } from '../../study/dsa/index.ts';
import { readPatients } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import { fileOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { posteriorOf } from '../posterior.ts';
import { reportOptions } from '../report.ts';
import { drawable, readScenarioFile } from '../scenario-file.ts';
import { readSimulation, simulationOptions } from '../simulation.ts';
import { fullOption } from '../terminal.ts';
import { asUsageErrors, readOutcome, readVariants, variantOptions } from './study-options.ts';

const { seed, engine, generator } = simulationOptions;
const { at, tau, ...choices } = variantOptions;

const options = {
  ...choices,
  outcome: {
    type: 'string',
    describe: 'Figure of the tornado, such as "OS at 36", or a weighted sum: "OS RMST(60) - 2 * stoma"',
    defaultDescription: 'survival at the last landmark',
  },
  threshold: {
    type: 'string',
    describe: 'Number whose value is looked for at which the preferred strategy changes',
  },
  n: {
    type: 'string',
    describe: 'Patients of each variant, under each strategy',
    defaultDescription: '100000',
  },
  ...{ seed, engine, generator, at, tau },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'File for the JSON' },
  ...reportOptions,
} as const satisfies OptionTable;

/** A batch of fewer tells no error. */
const FEWEST_PATIENTS = 400;

export const dsa = listed({
  name: 'dsa',
  group: 'Simulate',
  describe: 'Vary one number at a time over its evidence: tornado, scenario analyses, thresholds',
  needs: 'a scenario file',
  takes: { scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML)' } },
  options,
  examples: [
    [
      'sojourn dsa scenarios/stage-iv-rectal.yaml --strategy short-course --endpoint OS -n 20000',
      'What a comparison depends on most',
    ],
    [
      'sojourn dsa scenarios/stage-iv-rectal.yaml --strategy short-course -n 4000 --threshold pps-shape',
      'The value of a number from which on the other strategy is better',
    ],
  ],
  notes:
    'Each number with counts, an interval, a range or a distribution is varied to the ends of its 95% interval or range; others are named. All variants have the same patients. sojourn schema dsa describes the JSON.',
  place: ({ out }) => fileOf(out),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const patients = argv.n === undefined ? 100_000 : readPatients(argv.n);
    if (patients < FEWEST_PATIENTS)
      throw new UsageError(`-n ${argv.n}: a variant has at least ${FEWEST_PATIENTS} patients`);
    const file = readScenarioFile(argv.scenario, { compileOnly: () => [] });
    const scenario = drawable(file);
    const { unit, origin, horizon } = scenario.time;
    const { strategies, questions } = readVariants(scenario, argv);
    const [reference] = strategies;
    const { outcome, combinations } = readOutcome(
      argv.outcome ?? `${questions.endpoints[0]} at ${questions.at.at(-1)}`,
    );
    const job = {
      ...{ scenario, strategies, patients, seed: simulation.seed },
      questions: { ...questions, combinations },
    };
    const { done: result, seconds } = await session.work(1, 'variants', (working) =>
      asUsageErrors(() =>
        analyse({
          ...job,
          ...{ engine: simulation.engine, generator: simulation.generator },
          outcome,
          ...(argv.threshold !== undefined && { threshold: argv.threshold }),
          ...working,
        }),
      ),
    );
    const answer = dsaAnswer(result, {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
        ...posteriorOf(scenario),
        ...{ seed: simulation.seed, n: patients, engine: simulation.engine },
        ...{ generator: simulation.generator, seconds },
      },
      reference,
      outcome,
    });
    const shown = result.outcomes.find(({ name }) => name === outcome)!;
    return {
      json: () => jsonParts(answer),
      text: () =>
        `${scenario.scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}. ${whole(patients)} patients, the same in every variant.\n\n${onScreen(dsaSections(answer, shown, unit), argv.full, 8)}\n\n${result.variants} variants in ${seconds.toFixed(2)} s, seed ${simulation.seed}\n`,
      files: () => ({ [basename(argv.out!)]: jsonParts(answer, 2) }),
      report: async () => {
        const { documentOf, dsaFigures, dsaPage, figuresIn } = await import('../../page/index.ts');
        const figures = dsaFigures(answer, result.outcomes, unit);
        return {
          figures: figuresIn(figures),
          page: () => documentOf(dsaPage(answer, result.outcomes, unit, figures, session.repeats())),
        };
      },
    };
  },
});
