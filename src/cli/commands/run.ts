import { availableParallelism } from 'node:os';
import type { Argv, CommandModule, Options } from 'yargs';
import { curvesOf } from '../../estimates/curves.ts';
import { fastestEngine } from '../../kernel/primitives/index.ts';
import type { Plan } from '../../plan.ts';
import { curvesCsv, proportionsCsv, targetsCsv } from '../../report/csv.ts';
import { rate, whole } from '../../report/numbers.ts';
import { type ResultFile, resultFile } from '../../report/result.ts';
import { strategyTables } from '../../report/run-tables.ts';
import { adaptiveExecutor } from '../../run/adaptive.ts';
import { CHUNK } from '../../run/chunks.ts';
import type { Executor } from '../../run/executor.ts';
import { questionsOf, type RunResult, run as runScenario } from '../../run/run.ts';
import { didYouMean } from '../../scenario/nearest.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import {
  readEngine,
  readGenerator,
  readPatients,
  readTargetMcse,
  readThreads,
  readTimes,
} from '../arguments.ts';
import { UsageError } from '../errors.ts';
import { examples } from '../examples.ts';
import { untilInterrupted } from '../interrupt.ts';
import { checkOut, writeFiles } from '../output.ts';
import { startProgress } from '../progress.ts';
import { packageVersion, problemLines, readScenarioFile, type ScenarioFile } from '../scenario-file.ts';

interface Arguments {
  scenario: string;
  strategy?: string[];
  endpoint?: string[];
  n?: string;
  seed: string;
  threads?: string;
  engine?: string;
  generator: string;
  at?: string;
  targetMcse?: string;
  json: boolean;
  out?: string;
}

/** Text, since a person may write 1e6 or 250k; read by `arguments.ts`. */
export const options = {
  strategy: {
    type: 'string',
    array: true,
    describe: 'Strategies to run, in this order',
    defaultDescription: 'all',
  },
  endpoint: { type: 'string', array: true, describe: 'Endpoints wanted', defaultDescription: 'all' },
  n: {
    type: 'string',
    describe: 'Patients of each strategy, such as 1000000, 1e6, 250k',
    defaultDescription: '1e6',
  },
  seed: { type: 'string', default: '1', describe: 'Any text; the same seed gives the same counts' },
  threads: { type: 'string', describe: 'Worker threads', defaultDescription: "the machine's, if worth it" },
  engine: {
    type: 'string',
    describe: 'wasm or typescript: the loops that do the work; either gives the same counts',
    defaultDescription: 'the fastest that works here',
  },
  generator: {
    type: 'string',
    default: 'triple32',
    describe: 'triple32, or philox as an audit: figures must agree within their MCSE',
  },
  at: {
    type: 'string',
    describe: 'Landmark times, such as 12,24,36',
    defaultDescription: "the scenario's",
  },
  'target-mcse': {
    type: 'string',
    describe: 'Add patients until every survival figure is this precise; n is then the least',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  out: { type: 'string', describe: 'Folder for result.json and CSVs of curves, proportions, targets' },
} as const satisfies Record<string, Options>;

export const run: CommandModule<object, Arguments> = {
  command: 'run <scenario>',
  describe: 'Simulate the strategies of a scenario and print their figures',
  builder: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', demandOption: true, describe: 'Scenario file (YAML)' })
      .options(options)
      .epilogue(
        `${examples(
          ['sojourn run scenarios/stage-iv-rectal.yaml', 'A million patients, tables on the terminal'],
          [
            'sojourn run scenarios/illness-death.yaml -n 250k --seed mine --at 5,10',
            'Fewer patients, another seed, other times',
          ],
          [
            'sojourn run scenarios/reversible.yaml --endpoint OS --target-mcse 0.0005',
            'As many patients as it takes for this precision',
          ],
          [
            'sojourn run scenarios/benchmark.yaml --json | jq .provenance',
            'One JSON object for other programs',
          ],
        )}\n\nEvery simulated figure stands beside its Monte Carlo standard error (MCSE) and shows no digit that it does not support. Results do not depend on the number of threads. sojourn schema result describes the JSON.`,
      ) as unknown as Argv<Arguments>,
  handler: async (argv) => {
    rejectRepeats(argv);
    const threads = argv.threads === undefined ? undefined : readThreads(argv.threads);
    const engine = argv.engine === undefined ? fastestEngine() : readEngine(argv.engine);
    const generator = readGenerator(argv.generator);
    const targetMcse = argv.targetMcse === undefined ? undefined : readTargetMcse(argv.targetMcse);
    // with a precision to reach, the fewest patients are one chunk
    const n = argv.n === undefined ? (targetMcse === undefined ? 1e6 : CHUNK) : readPatients(argv.n);
    const file = readScenarioFile(argv.scenario);
    const { scenario, plans } = runnable(file);
    const chosen = choose(plans, argv.strategy);
    const at = argv.at === undefined ? undefined : readTimes(argv.at, scenario.time.horizon);
    checkEndpoints(scenario, argv.endpoint);
    if (argv.out !== undefined) checkOut(argv.out, outNames);

    const executor = await executorFor(threads);
    const progress = startProgress(n * chosen.length);
    const started = performance.now();
    let result: RunResult;
    try {
      result = await untilInterrupted((signal) =>
        runScenario({
          scenario,
          plans: chosen,
          n,
          seed: argv.seed,
          executor,
          engine,
          generator,
          at,
          endpoints: argv.endpoint,
          targetMcse,
          onProgress: progress.update,
          signal,
        }),
      );
    } finally {
      progress.stop();
      await executor.close();
    }
    const seconds = (performance.now() - started) / 1000;
    const answer = resultFile(result, {
      version: packageVersion(),
      scenario: { file: file.path, sha256: file.hash, title: scenario.scenario },
      seed: argv.seed,
      threads: executor.threads,
      engine,
      generator,
      seconds,
      patientsPerSecond: result.patients / seconds,
    });
    if (argv.out !== undefined) writeFiles(argv.out, outFiles(answer, chosen, result, argv.endpoint));
    process.stdout.write(
      argv.json ? `${JSON.stringify(answer)}\n` : printed(answer, scenario, at, result.patients),
    );
  },
};

/** As many threads as the user says; where nobody says, as many as are worth it. */
async function executorFor(threads: number | undefined): Promise<Executor> {
  const startPool = async (threads: number) => {
    const { poolExecutor } = await import('../../../workers/pool/pool.ts');
    return poolExecutor({ threads });
  };
  if (threads !== undefined) return startPool(threads);
  const most = availableParallelism();
  return adaptiveExecutor({ threads: most, startPool: () => startPool(most) });
}

/** `--seed a --seed b` is a slip, and yargs would make a list of it; so is `--strategy` with nothing after it. */
function rejectRepeats(argv: Arguments): void {
  const names = {
    n: '-n',
    seed: '--seed',
    threads: '--threads',
    engine: '--engine',
    generator: '--generator',
    at: '--at',
    targetMcse: '--target-mcse',
    out: '--out',
  } as const;
  for (const [key, name] of Object.entries(names)) {
    const value = argv[key as keyof typeof names];
    if (Array.isArray(value)) throw new UsageError(`${name} is given more than once, must be given once`);
    if (value === '') throw new UsageError(`${name} has no value; sojourn run --help shows what it takes`);
  }
  for (const key of ['strategy', 'endpoint'] as const) {
    if (argv[key]?.length === 0 || argv[key]?.includes(''))
      throw new UsageError(`--${key} has no name; name one of the scenario, or several`);
  }
}

/** The scenario, if nothing keeps it from running. Doubts about its evidence are told and do not stop it. */
function runnable({ path, checked }: ScenarioFile): { scenario: Scenario; plans: Record<string, Plan> } {
  if (checked.errors.length > 0) throw new UsageError(problemLines(path, checked.errors));
  if (checked.isEvidence || !checked.scenario) {
    throw new UsageError(
      `${path} holds published figures and no states; \`sojourn check\` compares them, there is nothing to run`,
    );
  }
  const doubts = checked.evidence.length;
  if (doubts > 0)
    process.stderr.write(
      `${path}: ${doubts} ${doubts === 1 ? 'doubt' : 'doubts'} about its evidence; \`sojourn check ${path}\` names them\n`,
    );
  return { scenario: checked.scenario, plans: checked.plans };
}

function choose(plans: Record<string, Plan>, names: string[] | undefined): Plan[] {
  const known = Object.keys(plans);
  return (names ?? known)
    .filter((name, i, all) => all.indexOf(name) === i)
    .map((name) => {
      if (!Object.hasOwn(plans, name)) {
        throw new UsageError(
          `--strategy ${name} is not in the scenario${didYouMean(name, known) || `; it has ${known.join(', ')}`}`,
        );
      }
      return plans[name]!;
    });
}

function checkEndpoints(scenario: Scenario, names: string[] = []): void {
  const known = Object.keys(scenario.endpoints);
  for (const name of names) {
    if (!known.includes(name)) {
      throw new UsageError(
        `--endpoint ${name} is not in the scenario${didYouMean(name, known) || `; it has ${known.join(', ')}`}`,
      );
    }
  }
}

const outNames = ['result.json', 'curves.csv', 'proportions.csv', 'targets.csv'] as const;

function outFiles(
  answer: ResultFile,
  plans: Plan[],
  { tallies }: RunResult,
  endpoints?: string[],
): Record<string, string> {
  const curves = plans.flatMap((plan) =>
    curvesOf(plan, tallies[plan.strategy]!, endpoints ?? plan.readout.endpoints.map(({ name }) => name)),
  );
  const files: Record<(typeof outNames)[number], string> = {
    'result.json': `${JSON.stringify(answer, null, 2)}\n`,
    'curves.csv': curvesCsv(curves),
    'proportions.csv': proportionsCsv(answer.strategies),
    'targets.csv': targetsCsv(answer.strategies),
  };
  return files;
}

function printed(answer: ResultFile, scenario: Scenario, at: number[] | undefined, patients: number): string {
  const { provenance, strategies } = answer;
  const { unit, origin, 'data-until': until, horizon } = scenario.time;
  const questions = questionsOf(scenario, at);
  const latest = Math.max(...questions.at, ...questions.rmst);
  const parts = [
    `${scenario.scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}.`,
    ...Object.entries(strategies).map(([name, strategy]) => strategyTables(name, strategy, questions, unit)),
    ...(until !== undefined && latest > until
      ? [`Beyond ${until} ${unit}s the curves are extrapolation: no data speak there.`]
      : []),
    `${whole(patients)} patients in ${provenance.seconds.toFixed(2)} s, ${rate(provenance.patientsPerSecond)} a second, ${provenance.threads} ${provenance.threads === 1 ? 'thread' : 'threads'}, seed ${provenance.seed}, fingerprint ${provenance.fingerprint}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
