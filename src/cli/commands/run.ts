import { runAnswer } from '../../answers/run/answer.ts';
import { curveLines, curvesHeader, proportionsCsv, targetsCsv } from '../../answers/run/rows.ts';
import type { RunAnswer } from '../../answers/run/schema.ts';
import { runText } from '../../answers/run/text.ts';
import { type Curve, curvesOf } from '../../estimates/curves.ts';
import { jsonParts } from '../../media/json.ts';
import { CHUNK } from '../../run/chunks.ts';
import { questionsOf, run as runScenario } from '../../run/run.ts';
import { planOf, withOverrides } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { readPatients, readTargetMcse, readTimes } from '../arguments.ts';
import { chosen } from '../choices.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { keepOptions, readShard, shardOption } from '../keep/options.ts';
import { keptStrategies, shardAnswer } from '../kept-strategies.ts';
import type { OptionTable } from '../option-table.ts';
import { type Files, folderOf } from '../output.ts';
import { readSet, setOption } from '../overrides.ts';
import { packageVersion } from '../package.ts';
import { type Report, reportOptions } from '../report.ts';
import { readScenarioFile, runnable } from '../scenario-file.ts';
import { readSimulation, simulationOptions } from '../simulation.ts';
import { fullOption } from '../terminal.ts';

const options = {
  strategy: {
    type: 'string',
    array: true,
    describe: 'Strategies to run, in this order, or all',
    defaultDescription: 'the first',
  },
  endpoint: { type: 'string', array: true, describe: 'Endpoints wanted', defaultDescription: 'all' },
  ...simulationOptions,
  set: setOption,
  'target-mcse': {
    type: 'string',
    describe: 'Add patients until every survival figure is this precise; n is then the minimum',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  ...keepOptions,
  ...shardOption,
  out: { type: 'string', describe: 'Folder for result.json and CSVs of curves, proportions, targets' },
  ...reportOptions,
} as const satisfies OptionTable;

export const run = listed({
  name: 'run',
  group: 'Simulate',
  describe: 'Simulate the strategies of a scenario and print their figures',
  needs: 'a scenario file',
  takes: { scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML)' } },
  options,
  examples: [
    ['sojourn run scenarios/stage-iv-rectal.yaml', 'A million patients, tables on the terminal'],
    [
      'sojourn run scenarios/illness-death.yaml -n 250k --seed mine --at 5,10',
      'Fewer patients, another seed, other times',
    ],
    [
      'sojourn run scenarios/reversible.yaml --endpoint OS --target-mcse 0.0005',
      'As many patients as it takes for this precision',
    ],
    ['sojourn run scenarios/benchmark.yaml --json | jq .provenance', 'One JSON object for other programs'],
  ],
  notes:
    'Every simulated figure stands beside its Monte Carlo standard error (MCSE) and shows no digit that it does not support. Results do not depend on the number of threads. sojourn schema result describes the JSON.',
  place: ({ out }) => folderOf(out, outNames),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const targetMcse = argv.targetMcse === undefined ? undefined : readTargetMcse(argv.targetMcse);
    // with --target-mcse, a run starts with one chunk
    const n = argv.n === undefined ? (targetMcse === undefined ? 1e6 : CHUNK) : readPatients(argv.n);
    const file = readScenarioFile(argv.scenario, {
      // with other values, every plan is compiled later
      compileOnly: (all) => (argv.set ? [] : wanted(all, argv.strategy)),
      keep: KEPT,
    });
    const { scenario: asGiven, plans } = runnable(file);
    const names = Object.keys(asGiven.strategies);
    const strategies = chosen('--strategy', wanted(names, argv.strategy), names);
    const set = readSet(argv.set ?? [], asGiven, strategies);
    const scenario = withOverrides(asGiven, set);
    const chosenPlans = strategies.map((name) => plans[name] ?? (() => planOf(scenario, name)));
    const at = argv.at === undefined ? undefined : readTimes(argv.at, scenario.time.horizon);
    chosen('--endpoint', argv.endpoint ?? [], Object.keys(scenario.endpoints));

    const shard = readShard(argv);
    if (shard && targetMcse !== undefined)
      throw new UsageError(
        '--shard and --target-mcse exclude each other: how many patients a precision takes shows only when all are simulated; choose -n',
      );
    const kept = session.keeping({ inputs: { scenario: file.hash }, free: FREE });
    const named = kept && keptStrategies(kept, { n, ...simulation });
    const own = await session.executor(simulation.threads);
    const executor = named ? named.executor(own) : own;
    const ready = chosenPlans.map((plan) => (named ? named.noted(plan) : plan));
    if (shard) {
      const job = { plans: ready, n, ...simulation, executor };
      return await shardAnswer(session, { keep: argv.keep!, shard, job });
    }

    const { out, wants } = session;
    out?.write('curves.csv', curvesHeader);
    const curves: Curve[] = [];
    const work = await session.work(n * chosenPlans.length, 'patients', (working) =>
      runScenario({
        scenario,
        plans: ready,
        n,
        ...simulation,
        executor,
        at,
        endpoints: argv.endpoint,
        targetMcse,
        onStrategy: (plan, tally) => {
          if (!wants.files && !wants.report) return;
          const endpoints = argv.endpoint ?? plan.readout.endpoints.map(({ name }) => name);
          const own = curvesOf(plan, tally, endpoints);
          if (out) for (const line of curveLines(own)) out.write('curves.csv', line);
          if (wants.report) curves.push(...own);
        },
        ...working,
      }),
    );
    const { done: result, seconds } = work;
    const provenance = {
      version: packageVersion(),
      scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
      seed: argv.seed,
      threads: executor.threads,
      engine: simulation.engine,
      generator: simulation.generator,
      seconds,
      patientsPerSecond: result.patients / seconds,
    };
    const answer = runAnswer(result, provenance, set);
    const notRun = argv.strategy ? '' : others(names, strategies);
    return {
      json: () => jsonParts(answer),
      text: () => {
        const { patients } = result;
        return runText(answer, scenario, questionsOf(scenario, at), { patients, notRun, isFull: argv.full });
      },
      files: () => outFiles(answer),
      report: () => {
        const command = session.repeats({ n: String(answer.provenance.n) });
        return reportOf({ scenario, answer, curves, command });
      },
    };
  },
});

/** Options that choose among the same counts, or ask for more of them. */
const FREE = ['n', 'target-mcse', 'strategy', 'endpoint', 'at'];

/** The first strategy unless some are given; `all` means all strategies, unless a strategy has that name. */
function wanted(names: readonly string[], given: readonly string[] | undefined): readonly string[] {
  if (!given) return names.slice(0, 1);
  return given.length === 1 && given[0] === 'all' && !names.includes('all') ? names : given;
}

/** A note on the strategies that were not run because the user chose none. */
function others(names: readonly string[], run: readonly string[]): string {
  const rest = names.filter((name) => !run.includes(name));
  if (rest.length === 0) return '';
  const named = rest.length <= 3 ? rest.join(', ') : `${rest.length} other strategies`;
  return `Not run: ${named} (--strategy all, or sojourn compare).`;
}

/**
 * Most plans that are compiled in advance. Further ones are compiled when needed, so that memory does not grow with the
 * number of strategies.
 */
const KEPT = 24;

const outNames = ['result.json', 'curves.csv', 'proportions.csv', 'targets.csv'] as const;

async function reportOf(report: {
  scenario: Scenario;
  answer: RunAnswer;
  curves: Curve[];
  command: string;
}): Promise<Report> {
  const { documentOf, figuresIn, runFigures, runPage } = await import('../../page/index.ts');
  const figures = runFigures(report);
  return { figures: figuresIn(figures), page: () => documentOf(runPage(report, figures)) };
}

/** The files other than curves.csv, which is written strategy by strategy. */
function outFiles(answer: RunAnswer): Files {
  const files: Partial<Record<(typeof outNames)[number], Files[string]>> = {
    'result.json': jsonParts(answer, 2),
    'proportions.csv': proportionsCsv(answer.strategies),
    'targets.csv': targetsCsv(answer.strategies),
  };
  return files as Files;
}
