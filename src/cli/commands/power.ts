import type { Argv, CommandModule, Options } from 'yargs';
import { type PowerFile, powerFile } from '../../answers/power/answer.ts';
import { replicateTables } from '../../answers/power/replicate-table.ts';
import { looksCsv, patientsCsv } from '../../answers/power/rows.ts';
import { powerSections } from '../../answers/power/sections.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { Executor } from '../../run/executor.ts';
import type { OperatingCharacteristics, Truth } from '../../trial/operating-characteristics.ts';
import { replicateAlone } from '../../trial/replicate-alone.ts';
import { simulateTrial } from '../../trial/simulate.ts';
import { whyNoNull } from '../../trial/truth.ts';
import { readNumber, readTargetMcse } from '../arguments.ts';
import { deliver } from '../deliver.ts';
import { UsageError } from '../errors.ts';
import { examples } from '../examples.ts';
import { untilInterrupted } from '../interrupt.ts';
import { checkOut, writeFiles } from '../output.ts';
import { packageVersion } from '../package.ts';
import { startProgress } from '../progress.ts';
import { repeatable } from '../repeat.ts';
import { asksForReport, checkReport, type ReportArguments, reportOptions, reportWrites } from '../report.ts';
import {
  readSimulation,
  type Simulation,
  type SimulationArguments,
  simulationOptions,
} from '../simulation.ts';
import { rejectSlips } from '../slips.ts';
import { fullOption } from '../terminal.ts';
import {
  asMendable,
  caveatsOf,
  type ReadyTrial,
  readTrialFile,
  readyTrial,
  type TrialFile,
  trajectoriesOf,
} from '../trial-file.ts';

interface Arguments extends Omit<SimulationArguments, 'n' | 'at'>, ReportArguments {
  design: string;
  replicates: string;
  targetMcse?: string;
  replicate?: string;
  json: boolean;
  full: boolean;
  out?: string;
}

const { seed, threads, engine, generator } = simulationOptions;

/** What every command takes that simulates trials. */
export const trialOptions = {
  replicates: { type: 'string', default: '10000', describe: 'Trials to simulate, such as 10000 or 1e5' },
  'target-mcse': {
    type: 'string',
    describe: 'Add trials until the power is this precise; replicates are then the fewest',
  },
  seed,
  threads,
  engine,
  generator,
} as const satisfies Record<string, Options>;

export const powerOptions = {
  ...trialOptions,
  replicate: {
    type: 'string',
    describe: 'One of the trials alone, counted from 1: its looks, and patients with --out',
  },
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'Folder for power.json and looks.csv; with --replicate for its patients' },
  ...reportOptions,
} as const satisfies Record<string, Options>;

const MOST_REPLICATES = 1e8;

export const power: CommandModule<object, Arguments> = {
  command: 'power <design>',
  describe: 'Simulate a trial design: power, error, looks, events, duration',
  builder: (yargs) =>
    yargs
      .positional('design', { type: 'string', demandOption: true, describe: 'Design file (YAML)' })
      .options(powerOptions)
      .epilogue(
        `${examples(
          ['sojourn power scenarios/trials/three-looks.yaml', '10,000 trials, tables on the terminal'],
          [
            'sojourn power scenarios/trials/three-looks.yaml --target-mcse 0.001 --json',
            'As many trials as it takes for this precision, one JSON object',
          ],
          [
            'sojourn power scenarios/trials/three-looks.yaml --replicate 417 --out trial-417',
            'One of these trials, with its patients as CSV',
          ],
        )}\n\nz above 0 and a hazard ratio below 1 favour treatment. Every simulated figure stands beside its Monte Carlo standard error (MCSE). Results do not depend on the number of threads. sojourn schema power describes the JSON.`,
      ) as unknown as Argv<Arguments>,
  handler: async (argv) => {
    rejectSlips('power', argv, powerOptions);
    const simulation = readSimulation(argv);
    const replicates = readReplicates('--replicates', argv.replicates, 2);
    const targetMcse = argv.targetMcse === undefined ? undefined : readTargetMcse(argv.targetMcse);
    const alone = argv.replicate === undefined ? undefined : readReplicates('--replicate', argv.replicate, 1);
    const file = readTrialFile(argv.design);
    const names = alone === undefined ? ['power.json', 'looks.csv'] : [`replicate-${alone}.csv`];
    if (argv.out !== undefined) checkOut(argv.out, names);
    await checkReport(argv, argv.out);
    if (alone !== undefined && asksForReport(argv))
      throw new UsageError(
        '--replicate is of one trial, --report and --figures are of all; write one of them',
      );
    let executor: Executor | undefined;
    const start = async () => {
      executor ??= await simulation.startExecutor();
      return executor;
    };
    try {
      const ready = await readyTrial(file, start);
      const running = await start();
      if (alone !== undefined) await printAlone(argv, ready, simulation, running, alone);
      else await printPower(argv, file, ready, simulation, running, { replicates, targetMcse });
    } catch (error) {
      throw asMendable(error, file);
    } finally {
      await executor?.close();
    }
  },
};

/** A whole number of trials. */
export function readReplicates(option: string, text: string, least: number): number {
  const count = readNumber(text);
  if (!(Number.isInteger(count) && count >= least && count <= MOST_REPLICATES))
    throw new UsageError(
      `${option} ${text} must be a whole number from ${least} to ${whole(MOST_REPLICATES)}`,
    );
  return count;
}

async function printPower(
  argv: Arguments,
  file: TrialFile,
  { design, target }: ReadyTrial,
  { seed, engine, generator }: Simulation,
  executor: Executor,
  { replicates, targetMcse }: { replicates: number; targetMcse?: number },
): Promise<void> {
  const whyNot = whyNoNull(design);
  const isIgnored = !design.boundaries.binding && design.boundaries.futility.some((z) => z > -Infinity);
  const runs: { truth: Truth; obeyFutility?: boolean }[] = [
    { truth: 'alternative' },
    ...(whyNot === undefined ? [{ truth: 'null' as const }] : []),
    ...(whyNot === undefined && isIgnored ? [{ truth: 'null' as const, obeyFutility: true }] : []),
  ];
  const progress = startProgress(replicates * runs.length, 'trials');
  const started = performance.now();
  const found: OperatingCharacteristics[] = [];
  try {
    await untilInterrupted(async (signal) => {
      for (const [k, run] of runs.entries()) {
        const onProgress = (done: number, planned: number) =>
          progress.update(k * planned + done, runs.length * planned);
        const common = { seed, replicates, executor, engine, generator, onProgress, signal };
        const precision = run.truth === 'alternative' ? targetMcse : undefined;
        const most = found[0]?.replicates ?? replicates;
        found.push(
          await simulateTrial(design, { ...common, ...run, replicates: most, targetMcse: precision }),
        );
      }
    });
  } finally {
    progress.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  const [alternative, none = null, nullFutilityObeyed] = found as [
    OperatingCharacteristics,
    OperatingCharacteristics?,
    OperatingCharacteristics?,
  ];
  const answer = powerFile({
    raw: file.raw,
    design,
    target,
    alternative,
    null: none,
    nullFutilityObeyed,
    whyNoNull: whyNot,
    caveats: caveatsOf(file, design),
    provenance: provenanceOf(file, { seed, engine, generator, threads: executor.threads, seconds }),
  });
  const report = reportWrites(argv, async () => {
    const { documentOf, figuresIn, powerPage, trialFigures } = await import('../../page/index.ts');
    const followed = await trajectoriesOf(design, alternative, {
      seed,
      engine,
      generator,
      executor,
      replicates,
    });
    const figures = trialFigures({ ...answer, estimate: alternative.estimate }, followed);
    const command = repeatable('power', argv.design, powerOptions, argv);
    return { figures: figuresIn(figures), page: () => documentOf(powerPage(answer, figures, command)) };
  });
  const files = { 'power.json': jsonParts(answer, 2), 'looks.csv': looksCsv(answer) };
  await deliver(argv.json ? jsonParts(answer) : printed(answer, argv.full), [
    ...(argv.out === undefined ? [] : [() => writeFiles(argv.out!, files)]),
    ...report,
  ]);
}

export function provenanceOf(
  file: TrialFile,
  rest: Pick<PowerFile['provenance'], 'seed' | 'engine' | 'generator' | 'threads' | 'seconds'>,
): PowerFile['provenance'] {
  const { scenario } = file;
  return {
    program: 'sojourn',
    version: packageVersion(),
    design: { file: file.path, sha256: file.hash, title: file.raw.trial },
    scenario: scenario && {
      file: scenario.path,
      sha256: scenario.hash,
      title: scenario.content.scenario,
    },
    ...rest,
  };
}

function printed(answer: PowerFile, isFull: boolean): string {
  const { provenance, alternative } = answer;
  const { design, seconds, threads, seed } = provenance;
  const runs = [alternative, answer.null, answer.nullFutilityObeyed];
  const done = alternative.replicates * runs.filter(Boolean).length;
  return `${design.title}\n\n${onScreen(powerSections(answer), isFull, 5)}\n\n${whole(done)} trials in ${seconds.toFixed(2)} s, ${whole(done / seconds)} a second, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`;
}

async function printAlone(
  argv: Arguments,
  { design }: ReadyTrial,
  { seed, engine, generator }: Simulation,
  executor: Executor,
  alone: number,
): Promise<void> {
  const found = await untilInterrupted((signal) =>
    replicateAlone(design, { seed, engine, generator, executor, replicate: alone - 1, signal }),
  );
  const answer = argv.json
    ? jsonParts({ ...found, replicate: alone })
    : `${replicateTables(found, design, alone)}\n`;
  const files = { [`replicate-${alone}.csv`]: patientsCsv(found, design) };
  await deliver(answer, argv.out === undefined ? [] : [() => writeFiles(argv.out!, files)]);
}
