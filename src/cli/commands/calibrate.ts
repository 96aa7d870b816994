import { basename } from 'node:path';
import type { CalibrateAnswer } from '../../answers/calibrate/schema.ts';
import { calibrateSections } from '../../answers/calibrate/tables.ts';
import { unknownName } from '../../language/names.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { Plan } from '../../plan.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { checkTargets, strategyOf } from '../../scenario/targets.ts';
import { cohortProblems } from '../../study/calibrate/cohort-problems.ts';
import { densitiesOf } from '../../study/calibrate/densities.ts';
import { type FreeParameter, freeParameters, valuesOfScores } from '../../study/calibrate/free.ts';
import { calibrate as calibrateScenario } from '../../study/calibrate/index.ts';
import { keepingPoints } from '../../study/calibrate/keeping.ts';
import { MOST_COHORTS } from '../../study/calibrate/simulate-points.ts';
import { summarisePosterior } from '../../study/calibrate/summary.ts';
import { likelihoodTargets } from '../../study/calibrate/targets.ts';
import { readNumber } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { keepOptions } from '../keep/options.ts';
import type { OptionTable } from '../option-table.ts';

import { fileOf } from '../output.ts';
import { packageVersion } from '../package.ts';
import { reportOptions } from '../report.ts';
import { readScenarioFile, runnable } from '../scenario-file.ts';
import { readSimulation, simulationOptions } from '../simulation.ts';
import { withTargetsOf } from '../targets-files.ts';
import { fullOption } from '../terminal.ts';
import { asUsageErrors } from './study-options.ts';

const { seed, threads, engine, generator } = simulationOptions;

const options = {
  draws: { type: 'string', default: '2000', describe: 'Rows of the posterior' },
  ess: { type: 'string', default: '1000', describe: 'Effective sample size that ends the work' },
  cohorts: {
    type: 'string',
    default: '250',
    describe: 'Cohorts simulated for each set of values; the Monte Carlo error falls with their root',
  },
  targets: {
    type: 'string',
    array: true,
    describe: 'Files with further targets, their evidence and their cohorts',
  },
  init: {
    type: 'string',
    describe: 'Values at which the search begins, such as death-rate=0.02,cure=0.3',
    defaultDescription: "the scenario's",
  },
  'map-only': {
    type: 'boolean',
    default: false,
    describe: 'Only the maximum, with the normal approximation at it: quick and rough',
  },
  independent: {
    type: 'boolean',
    default: false,
    describe: 'Also show the intervals if all targets were independent',
  },
  ...{ seed, threads, engine, generator },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  ...keepOptions,
  out: {
    type: 'string',
    describe: 'File for the posterior (CSV): one column for each parameter, one row for each joint draw',
  },
  ...reportOptions,
} as const satisfies OptionTable;

const FEWEST_ROWS = 100;
const MOST_ROWS = 1e6;
/** With this many cohorts, the Monte Carlo error of a mean is a tenth of the error of the published figure. */
const FEWEST_COHORTS = 100;

export const calibrate = listed({
  name: 'calibrate',
  group: 'Simulate',
  describe: 'Estimate free parameters from published figures, with their joint posterior',
  needs: 'a scenario file',
  takes: {
    scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML) with calibrate:' },
  },
  options,
  examples: [
    [
      'sojourn calibrate scenarios/calibration.yaml --draws 500 --ess 300 --out posterior.csv',
      'The posterior, for `posterior:` of the scenario',
    ],
    ['sojourn calibrate scenarios/calibration.yaml --map-only', 'A quick fit'],
  ],
  notes:
    'Targets with calibration: true make the likelihood. Figures of one cohort are judged together, by simulated cohorts of its size and follow-up. Results do not depend on the number of threads. sojourn schema calibration describes the JSON.',
  place: ({ out }) => fileOf(out),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const draws = readCount('--draws', argv.draws, FEWEST_ROWS, MOST_ROWS);
    const effective = readCount('--ess', argv.ess, FEWEST_ROWS, MOST_ROWS);
    const cohorts = readCount('--cohorts', argv.cohorts, FEWEST_COHORTS, MOST_COHORTS / 10);
    const file = readScenarioFile(argv.scenario, {
      // plans tell which proportions there are; files of targets may ask of any strategy
      compileOnly: (all, scenario) => (argv.targets ? all : withProportions(scenario)),
    });
    const { scenario: alone, plans } = runnable(file);
    if (!alone.calibrate)
      throw new UsageError(
        `${argv.scenario} has no calibrate: it names the free parameters, such as calibrate: { parameters: { death-rate: { range: [0.01, 0.2] } } }`,
      );
    const { scenario, sources, errorOf } = withTargetsOf(file, alone, argv.targets ?? []);
    const { free, problems: wrongPriors } = freeParameters(scenario);
    const { targets, problems: wrongTargets } = likelihoodTargets(scenario);
    const asked = [...cohortProblems(scenario), ...checkTargets(scenario, sharesOf(plans))];
    const problems = [...wrongPriors, ...(asked.length > 0 ? asked : wrongTargets)];
    const wrong = errorOf(problems);
    if (wrong) throw wrong;
    const init = readInit(argv.init, free);
    const kept = session.keeping({
      inputs: {
        scenario: file.hash,
        ...Object.fromEntries(sources.map(({ sha256 }, i) => [`targets ${i + 1}`, sha256])),
      },
      free: ['draws', 'ess', 'cohorts', 'init', 'map-only', 'independent', 'targets'],
    });
    const own = await session.pointExecutor(simulation.threads);
    const executor = kept ? keepingPoints(own, kept) : own;
    const { done, seconds } = await session.work(effective, 'draws', (working) =>
      asUsageErrors(async () => {
        const result = await calibrateScenario({
          ...{ scenario, cohorts, effective, init, seed: simulation.seed, executor },
          ...{ engine: simulation.engine, generator: simulation.generator },
          ...{ isMapOnly: argv.mapOnly, isIndependentToo: argv.independent },
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
        ...(sources.length > 0 && { targets: sources }),
        ...{ seed: simulation.seed, cohorts, draws, evaluations: result.evaluations },
        ...{ engine: simulation.engine, generator: simulation.generator, threads: executor.threads, seconds },
      },
      wanted: effective,
      effectiveSampleSize: orNull(result.posterior.effectiveSampleSize),
      largestWeight: orNull(result.posterior.largestWeight),
      modes: result.modes.map(({ height, scores }) => ({
        height,
        values: Object.fromEntries(valuesOfScores(free, scores).map((value, k) => [names[k]!, value])),
      })),
      ...summarised,
      parameters: Object.fromEntries(
        Object.entries(summarised.parameters).map(([name, { mcse, ...rest }]) => [
          name,
          { ...rest, mcse: orNull(mcse) },
        ]),
      ),
    };
    const lines = [names.join(','), ...rows.map((row) => row.map(shortened).join(','))];
    const report = async () => {
      const { calibrateFigures, calibratePage, documentOf, figuresIn } = await import('../../page/index.ts');
      const figures = calibrateFigures(answer, densitiesOf(free, rows));
      const page = () => documentOf(calibratePage(answer, figures, session.repeats()));
      return { figures: figuresIn(figures), page };
    };
    return {
      report,
      json: () => jsonParts(answer),
      text: () =>
        `${scenario.scenario}\n${counted(free.length, 'free parameter')}, ${counted(targets.filter(({ isFitted }) => isFitted).length, 'target')}.\n\n${onScreen(calibrateSections(answer), argv.full, 8)}\n\n${whole(result.evaluations)} sets of values, most with ${whole(cohorts)} simulated cohorts, in ${seconds.toFixed(2)} s, ${executor.threads} ${executor.threads === 1 ? 'thread' : 'threads'}, seed ${simulation.seed}\n`,
      files: () => ({ [basename(argv.out!)]: `${lines.join('\n')}\n` }),
    };
  },
});

const counted = (count: number, what: string) => `${whole(count)} ${what}${count === 1 ? '' : 's'}`;

/** The strategies that have targets which are proportions. */
const withProportions = (scenario: Scenario): string[] =>
  scenario.targets
    .filter(({ proportion }) => proportion !== undefined)
    .map((target) => strategyOf(scenario, target));

/** The names of the proportions that targets may name, by strategy. */
const sharesOf = (plans: Readonly<Record<string, Plan>>) =>
  Object.fromEntries(
    Object.entries(plans).map(([strategy, { readout }]) => [
      strategy,
      readout.proportions.map(({ name }) => name),
    ]),
  );

/** Significant digits in the file: more than any parameter is known to. */
const DIGITS = 7;
const shortened = (value: number) => String(Number(value.toPrecision(DIGITS)));

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

/** @throws UsageError for unknown names and invalid values */
function readInit(
  text: string | undefined,
  free: readonly FreeParameter[],
): Record<string, number> | undefined {
  if (text === undefined) return undefined;
  const pairs = text.split(',').map((pair): [string, number] => {
    const at = pair.lastIndexOf('=');
    const name = pair.slice(0, Math.max(0, at)).trim();
    const value = readNumber(pair.slice(at + 1));
    if (at < 0 || !Number.isFinite(value))
      throw new UsageError(`--init ${pair} must be name=value, such as ${free[0]!.name}=${free[0]!.value}`);
    const parameter = free.find((known) => known.name === name);
    if (!parameter)
      throw new UsageError(
        `--init ${unknownName(
          'free parameter',
          name,
          free.map((known) => known.name),
        )}`,
      );
    const [lower, upper] = [parameter.prior.quantile(1e-6), parameter.prior.quantile(1 - 1e-6)];
    if (!(value >= lower && value <= upper))
      throw new UsageError(
        `--init ${pair}: the prior of ${name} reaches from ${lower.toPrecision(3)} to ${upper.toPrecision(3)}`,
      );
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

function readCount(option: string, text: string, fewest: number, most: number): number {
  const count = readNumber(text);
  if (Number.isInteger(count) && count >= fewest && count <= most) return count;
  throw new UsageError(
    `${option} ${text} must be a whole number from ${fewest} to ${whole(most)}, such as ${Math.max(fewest, 1000)}`,
  );
}
