import type { Argv, CommandModule, Options } from 'yargs';
import { curveLines, curvesHeader, proportionsCsv, targetsCsv } from '../../answers/run/csv.ts';
import { evidenceLine } from '../../answers/run/evidence.ts';
import { type ResultFile, resultFile } from '../../answers/run/result.ts';
import { runSections } from '../../answers/run/sections.ts';
import { coarseInRun, rowNotes } from '../../answers/within-rows.ts';
import { type Curve, curvesOf } from '../../estimates/curves.ts';
import { jsonParts } from '../../media/json.ts';
import { rate, whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { CHUNK } from '../../run/chunks.ts';
import { questionsOf, type RunResult, run as runScenario } from '../../run/run.ts';
import { planOf } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { readPatients, readTargetMcse, readTimes } from '../arguments.ts';
import { chosen } from '../choices.ts';
import { deliver } from '../deliver.ts';
import { examples } from '../examples.ts';
import { untilInterrupted } from '../interrupt.ts';
import { OutFiles } from '../out-files.ts';
import { checkOut, type Files, writeFiles } from '../output.ts';
import { packageVersion } from '../package.ts';
import { startProgress } from '../progress.ts';
import { repeatable } from '../repeat.ts';
import {
  asksForReport,
  checkReport,
  type Report,
  type ReportArguments,
  reportOptions,
  reportWrites,
} from '../report.ts';
import { readScenarioFile, runnable } from '../scenario-file.ts';
import { readSimulation, type SimulationArguments, simulationOptions } from '../simulation.ts';
import { rejectSlips } from '../slips.ts';
import { fullOption } from '../terminal.ts';

interface Arguments extends SimulationArguments, ReportArguments {
  scenario: string;
  strategy?: string[];
  endpoint?: string[];
  targetMcse?: string;
  json: boolean;
  full: boolean;
  out?: string;
}

export const options = {
  strategy: {
    type: 'string',
    array: true,
    describe: 'Strategies to run, in this order, or all',
    defaultDescription: 'the first',
  },
  endpoint: { type: 'string', array: true, describe: 'Endpoints wanted', defaultDescription: 'all' },
  ...simulationOptions,
  'target-mcse': {
    type: 'string',
    describe: 'Add patients until every survival figure is this precise; n is then the least',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'Folder for result.json and CSVs of curves, proportions, targets' },
  ...reportOptions,
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
    rejectSlips('run', argv, options);
    const simulation = readSimulation(argv);
    const targetMcse = argv.targetMcse === undefined ? undefined : readTargetMcse(argv.targetMcse);
    // with a precision to reach, the fewest patients are one chunk
    const n = argv.n === undefined ? (targetMcse === undefined ? 1e6 : CHUNK) : readPatients(argv.n);
    const file = readScenarioFile(argv.scenario, {
      compileOnly: (all) => wanted(all, argv.strategy),
      keep: KEPT,
    });
    const { scenario, plans } = runnable(file);
    const names = Object.keys(scenario.strategies);
    const strategies = chosen('--strategy', wanted(names, argv.strategy), names);
    const chosenPlans = strategies.map((name) => plans[name] ?? (() => planOf(scenario, name)));
    const at = argv.at === undefined ? undefined : readTimes(argv.at, scenario.time.horizon);
    chosen('--endpoint', argv.endpoint ?? [], Object.keys(scenario.endpoints));
    if (argv.out !== undefined) checkOut(argv.out, outNames);
    await checkReport(argv, argv.out);

    const out = argv.out === undefined ? undefined : new OutFiles(argv.out);
    out?.write('curves.csv', curvesHeader);
    const curves: Curve[] = [];
    const executor = await simulation.startExecutor();
    const progress = startProgress(n * chosenPlans.length);
    const started = performance.now();
    let result: RunResult;
    try {
      result = await untilInterrupted((signal) =>
        runScenario({
          scenario,
          plans: chosenPlans,
          n,
          ...simulation,
          executor,
          at,
          endpoints: argv.endpoint,
          targetMcse,
          onProgress: progress.update,
          onStrategy: (plan, tally) => {
            if (!out && !asksForReport(argv)) return;
            const own = curvesOf(
              plan,
              tally,
              argv.endpoint ?? plan.readout.endpoints.map(({ name }) => name),
            );
            if (out) for (const line of curveLines(own)) out.write('curves.csv', line);
            if (asksForReport(argv)) curves.push(...own);
          },
          signal,
        }),
      );
    } catch (error) {
      out?.discard();
      throw error;
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
      engine: simulation.engine,
      generator: simulation.generator,
      seconds,
      patientsPerSecond: result.patients / seconds,
    });
    const rest = argv.strategy ? '' : others(names, strategies);
    await deliver(
      argv.json ? jsonParts(answer) : printed(answer, scenario, at, result.patients, rest, argv.full),
      [
        ...(argv.out === undefined ? [] : [() => writeFiles(argv.out!, outFiles(answer), undefined, out)]),
        ...reportWrites(argv, () => reportOf(argv, scenario, answer, curves)),
      ],
    );
  },
};

/** The first unless said otherwise; `all` means all, where no strategy has that name. */
function wanted(names: readonly string[], given: readonly string[] | undefined): readonly string[] {
  if (!given) return names.slice(0, 1);
  return given.length === 1 && given[0] === 'all' && !names.includes('all') ? names : given;
}

/** What else there is, where nobody chose. */
function others(names: readonly string[], run: readonly string[]): string {
  const rest = names.filter((name) => !run.includes(name));
  if (rest.length === 0) return '';
  const named = rest.length <= 3 ? rest.join(', ') : `${rest.length} other strategies`;
  return `Not run: ${named} (--strategy all, or sojourn compare).`;
}

/** Plans that wait for their turn; of more strategies they are made when it comes, so that memory does not grow with them. */
const KEPT = 24;

const outNames = ['result.json', 'curves.csv', 'proportions.csv', 'targets.csv'] as const;

async function reportOf(
  argv: Arguments,
  scenario: Scenario,
  answer: ResultFile,
  curves: Curve[],
): Promise<Report> {
  const { documentOf, figuresIn, runFigures, runPage } = await import('../../page/index.ts');
  const command = repeatable('run', argv.scenario, options, argv, { n: String(answer.provenance.n) });
  const report = { scenario, answer, curves, command };
  const figures = runFigures(report);
  return { figures: figuresIn(figures), page: () => documentOf(runPage(report, figures)) };
}

/** Beside the curves, which are written strategy by strategy. */
function outFiles(answer: ResultFile): Files {
  const files: Partial<Record<(typeof outNames)[number], Files[string]>> = {
    'result.json': jsonParts(answer, 2),
    'proportions.csv': proportionsCsv(answer.strategies),
    'targets.csv': targetsCsv(answer.strategies),
  };
  return files as Files;
}

/** Lines of what stands above and below the tables. */
const AROUND = 11;

function printed(
  answer: ResultFile,
  scenario: Scenario,
  at: number[] | undefined,
  patients: number,
  notRun: string,
  isFull: boolean,
): string {
  const { provenance, strategies } = answer;
  const { unit, origin, 'data-until': until, horizon } = scenario.time;
  const questions = questionsOf(scenario, at);
  const latest = Math.max(...questions.at, ...questions.rmst);
  const sections = runSections(strategies, questions, unit);
  const notes = rowNotes(coarseInRun(strategies), [...questions.at, ...questions.rmst], scenario);
  const parts = [
    `${scenario.scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}.`,
    onScreen(sections, isFull, AROUND),
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
    evidenceLine(scenario, Object.keys(strategies)),
    ...(until !== undefined && latest > until
      ? [`Beyond ${until} ${unit}s the curves are extrapolation: no data speak there.`]
      : []),
    ...(notRun === '' ? [] : [notRun]),
    `${whole(patients)} patients in ${provenance.seconds.toFixed(2)} s, ${rate(provenance.patientsPerSecond)} a second, ${provenance.threads} ${provenance.threads === 1 ? 'thread' : 'threads'}, seed ${provenance.seed}, fingerprint ${provenance.fingerprint}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
