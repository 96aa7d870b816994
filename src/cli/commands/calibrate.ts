import { basename } from 'node:path';
import type { CalibrateAnswer } from '../../answers/calibrate/schema.ts';
import { calibrateSections } from '../../answers/calibrate/tables.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { freeParameters, valuesOfScores } from '../../study/calibrate/free.ts';
import { calibrate as calibrateScenario } from '../../study/calibrate/index.ts';
import { summarisePosterior } from '../../study/calibrate/summary.ts';
import { likelihoodTargets } from '../../study/calibrate/targets.ts';
import { readNumber, readPatients } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import { fileOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { problemsIn } from '../problem-lines.ts';
import { readScenarioFile, runnable } from '../scenario-file.ts';
import { readSimulation, simulationOptions } from '../simulation.ts';
import { fullOption } from '../terminal.ts';
import { asMendable } from './study-options.ts';

const { seed, engine, generator } = simulationOptions;

const options = {
  draws: { type: 'string', default: '2000', describe: 'Rows of the posterior' },
  ess: { type: 'string', default: '1000', describe: 'Effective sample size that ends the work' },
  n: {
    type: 'string',
    describe: 'Patients of each set of values, the same ones',
    defaultDescription: '100 times the largest cohort',
  },
  ...{ seed, engine, generator },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'File for the posterior (CSV): a column a parameter, a row a joint draw' },
} as const satisfies OptionTable;

const FEWEST_ROWS = 100;
const MOST_ROWS = 1e6;

export const calibrate = listed({
  name: 'calibrate',
  group: 'Simulate',
  describe:
    'Find the values of free parameters that reproduce published figures, and all that these leave open',
  needs: 'a scenario file',
  takes: {
    scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML) with calibrate:' },
  },
  options,
  examples: [
    [
      'sojourn calibrate scenarios/calibrated.yaml --draws 500 --ess 300 -n 5000 --out posterior.csv',
      'The posterior, for `posterior:` of the scenario',
    ],
  ],
  notes:
    'Targets with calibration: true make the likelihood. Figures of one cohort are judged together, by simulated cohorts of its size and follow-up. sojourn schema calibration describes the JSON.',
  place: ({ out }) => fileOf(out),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const draws = readCount('--draws', argv.draws);
    const effective = readCount('--ess', argv.ess);
    const file = readScenarioFile(argv.scenario, { compileOnly: () => [] });
    const { scenario } = runnable(file);
    if (!scenario.calibrate)
      throw new UsageError(
        `${argv.scenario} has no calibrate: it names the free parameters, such as calibrate: { parameters: { death-rate: { range: [0.01, 0.2] } } }`,
      );
    const { free, problems: wrongPriors } = freeParameters(scenario);
    const { targets, problems: wrongTargets } = likelihoodTargets(scenario);
    const problems = [...wrongPriors, ...wrongTargets];
    if (problems.length > 0)
      throw problemsIn(
        file.path,
        problems.map((problem) => ({ ...problem, ...file.checked.locate(problem.path) })),
      );
    const patients = argv.n === undefined ? usualPatients(scenario) : readPatients(argv.n);
    const { done, seconds } = await session.work(effective, 'draws', (working) =>
      asMendable(async () => {
        const result = await calibrateScenario({
          ...{ scenario, free, targets, patients, effective, seed: simulation.seed },
          ...{ engine: simulation.engine, generator: simulation.generator },
          ...working,
        });
        return { result, summary: summarisePosterior(result, simulation.seed, draws) };
      }),
    );
    const { result, summary } = done;
    const { rows, ...summarised } = summary;
    const names = free.map(({ name }) => name);
    const answer: CalibrateAnswer = {
      provenance: {
        program: 'sojourn',
        version: packageVersion(),
        scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
        ...{ seed: simulation.seed, n: patients, draws, evaluations: result.evaluations },
        ...{ engine: simulation.engine, generator: simulation.generator, seconds },
      },
      effectiveSampleSize: result.posterior.effectiveSampleSize,
      largestWeight: result.posterior.largestWeight,
      modes: result.modes.map(({ height, scores }) => ({
        height,
        values: Object.fromEntries(valuesOfScores(free, scores).map((value, k) => [names[k]!, value])),
      })),
      ...summarised,
    };
    const lines = [names.join(','), ...rows.map((row) => row.join(','))];
    return {
      json: () => jsonParts(answer),
      text: () =>
        `${scenario.scenario}\n${whole(free.length)} free parameters, ${whole(targets.filter(({ isFitted }) => isFitted).length)} targets.\n\n${onScreen(calibrateSections(answer), argv.full, 8)}\n\n${whole(result.evaluations)} sets of values of ${whole(patients)} patients each in ${seconds.toFixed(2)} s, seed ${simulation.seed}\n`,
      files: () => ({ [basename(argv.out!)]: `${lines.join('\n')}\n` }),
    };
  },
});

/** So many times the cohort, a predicted figure's own error adds less than one in two hundred to that of the published one. */
const TIMES_COHORT = 100;

function usualPatients({ calibrate: { cohorts } = { cohorts: {}, parameters: {} } }: Scenario): number {
  const sizes = Object.values(cohorts).map(({ patients }) => patients);
  return sizes.length === 0 ? 20_000 : TIMES_COHORT * Math.max(...sizes);
}

function readCount(option: string, text: string): number {
  const count = readNumber(text);
  if (Number.isInteger(count) && count >= FEWEST_ROWS && count <= MOST_ROWS) return count;
  throw new UsageError(
    `${option} ${text} must be a whole number from ${FEWEST_ROWS} to ${whole(MOST_ROWS)}, such as 1000`,
  );
}
