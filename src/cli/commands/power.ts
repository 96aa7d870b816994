import { powerAnswer } from '../../answers/power/answer.ts';
import { replicateAnswer } from '../../answers/power/replicate-answer.ts';
import { replicateText } from '../../answers/power/replicate-table.ts';
import { looksCsv, patientsCsv } from '../../answers/power/rows.ts';
import type { PowerAnswer } from '../../answers/power/schema.ts';
import { powerSections } from '../../answers/power/sections.ts';
import { styleNames } from '../../answers/trial/styles/index.ts';
import { jsonParts } from '../../media/json.ts';
import { whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { endOf, type Shard, shareOf } from '../../parts/ranges.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import type { OperatingCharacteristics, Truth } from '../../trial/operating-characteristics.ts';
import { replicateAlone } from '../../trial/replicate-alone.ts';
import { simulateReplicates, simulateTrial } from '../../trial/simulate.ts';
import { whyNoNull } from '../../trial/truth.ts';
import type { Answer } from '../answer.ts';
import { readNumber, readTargetMcse } from '../arguments.ts';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { untilInterrupted } from '../interrupt.ts';
import { keepOptions, readShard, shardOption } from '../keep/options.ts';
import { shardDone } from '../kept-strategies.ts';
import { keptTrials } from '../kept-trials.ts';
import type { ArgumentsOf, OptionTable } from '../option-table.ts';
import { folderOf } from '../output.ts';
import { reportOptions } from '../report.ts';
import type { Session } from '../session.ts';
import { readSimulation, type Simulation, simulationOptions } from '../simulation.ts';
import { fullOption } from '../terminal.ts';
import {
  caveatsOf,
  provenanceOf,
  type ReadyTrial,
  readTrialFile,
  readyTrial,
  type TrialFile,
  trajectoriesOf,
  withUsageErrors,
} from '../trial-file.ts';
import { type AskedAssurance, assuranceAnswer, assuranceOptions, readAssurance } from './power-assurance.ts';
import { hypothesesPower } from './power-hypotheses.ts';
import { multiArmPower } from './power-multi-arm.ts';
import { ONE_ENDPOINT, refuseOptions } from './power-several.ts';
import {
  type DesignVariation,
  readDesignVariation,
  saying,
  valueOptions,
  variedAnswer,
  withSet,
} from './power-values.ts';

const { seed, threads, engine, generator } = simulationOptions;

/** Options of all commands that simulate trials. */
export const trialOptions = {
  replicates: { type: 'string', default: '10000', describe: 'Trials to simulate, such as 10000 or 1e5' },
  'target-mcse': {
    type: 'string',
    describe: 'Add trials until the power is this precise; replicates are then the minimum',
  },
  seed,
  threads,
  engine,
  generator,
} as const satisfies OptionTable;

/** A table that readers of other programs know. */
export const styleOption = {
  choices: styleNames,
  describe: 'Also print the looks as another program does: cumulative alpha and power, by the closed form',
} as const;

const options = {
  ...trialOptions,
  ...valueOptions,
  ...assuranceOptions,
  replicate: {
    type: 'string',
    describe: 'One of the trials alone, counted from 1: its looks, and patients with --out',
  },
  style: styleOption,
  ...keepOptions,
  ...shardOption,
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  full: fullOption,
  out: { type: 'string', describe: 'Folder for power.json and looks.csv; with --replicate for its patients' },
  ...reportOptions,
} as const satisfies OptionTable;

type Arguments = ArgumentsOf<typeof options>;

const MOST_REPLICATES = 1e8;

/** The files of `--out`: of all trials, or of the single trial of `--replicate`. */
function outNames(replicate: string | undefined): string[] {
  return replicate === undefined
    ? ['power.json', 'looks.csv']
    : [`replicate-${readReplicates('--replicate', replicate, 1)}.csv`];
}

export const power = listed({
  name: 'power',
  group: 'Trials',
  describe: 'Simulate a trial design: power, error, looks, events, duration',
  needs: 'a design file',
  takes: { design: { type: 'string', demandOption: true, describe: 'Design file (YAML)' } },
  options,
  examples: [
    ['sojourn power scenarios/trials/three-looks.yaml', '10,000 trials, tables on the terminal'],
    [
      'sojourn power scenarios/trials/three-looks.yaml --target-mcse 0.001 --json',
      'As many trials as it takes for this precision, one JSON object',
    ],
    [
      'sojourn power scenarios/trials/three-looks.yaml --vary hazard-ratio=0.6:0.9:7',
      'The power over a line of effects; any number of the design may be varied, or --set',
    ],
    [
      'sojourn power scenarios/trials/phase-three.yaml --draws 1000',
      'Assurance: the power over what is not known of the effect',
    ],
    [
      'sojourn power scenarios/trials/three-looks.yaml --replicate 417 --out trial-417',
      'One of these trials, with its patients as CSV',
    ],
  ],
  notes:
    'z above 0 and a hazard ratio below 1 favour treatment. Every simulated figure stands beside its Monte Carlo standard error (MCSE). Results do not depend on the number of threads. sojourn schema power and schema replicate describe the JSON.',
  place: ({ out, replicate }) => folderOf(out, outNames(replicate)),
  answer: async (argv, session) => {
    const simulation = readSimulation(argv);
    const replicates = readReplicates('--replicates', argv.replicates, 2);
    const targetMcse = argv.targetMcse === undefined ? undefined : readTargetMcse(argv.targetMcse);
    const alone = argv.replicate === undefined ? undefined : readReplicates('--replicate', argv.replicate, 1);
    const asked = readAssurance(argv);
    if (asked && argv.replicate !== undefined)
      throw new UsageError('--replicate is of one trial, --draws are of all; write one of them');
    const asWritten = readTrialFile(argv.design, { isDrawn: asked !== undefined });
    const { raw, set } = withSet(asWritten.raw, argv.set);
    const file = { ...asWritten, raw };
    const vary = readDesignVariation(raw, argv.vary);
    if (vary && alone !== undefined)
      throw new UsageError('--replicate is of one trial, --vary is of all; write one of them');
    if (alone !== undefined && session.wants.report)
      throw new UsageError(
        '--replicate is of one trial, --report and --figures are of all; write one of them',
      );
    const shard = readShard(argv);
    const others = { '--hypotheses': raw.hypotheses, '--vary': vary, '--draws': asked, '--replicate': alone };
    const other = Object.entries(others).find(([, value]) => value !== undefined)?.[0];
    if (argv.keep !== undefined && other !== undefined)
      throw new UsageError(
        `--keep is of the trials of one design; ${other === '--hypotheses' ? 'this design has hypotheses' : `leave out ${other}`}`,
      );
    if (shard && targetMcse !== undefined)
      throw new UsageError(
        '--shard and --target-mcse exclude each other: how many trials a precision takes shows only when all are simulated; choose --replicates',
      );
    if (raw.comparisons) {
      refuseOptions(
        {
          '--vary': vary !== undefined,
          '--draws': asked !== undefined,
          '--style': argv.style !== undefined,
          '--keep': argv.keep !== undefined,
          '--shard': shard !== undefined,
        },
        'is for a design of two arms, and this one has comparisons of several',
      );
      const asking = { replicates, targetMcse, alone, set, isFull: argv.full };
      return withUsageErrors(file, () => multiArmPower(file, simulation, session, asking));
    }
    if (raw.hypotheses) {
      refuseOptions({ '--style': argv.style !== undefined }, ONE_ENDPOINT);
      const asking = { replicates, targetMcse, alone, set, vary, draws: asked, isFull: argv.full };
      return withUsageErrors(file, () => hypothesesPower(file, simulation, session, asking));
    }
    return withUsageErrors(file, async () => {
      const get = () => readyTrial(file, session, simulation.threads);
      const ready = await (argv.set ? saying(`--set ${argv.set.join(' ')}`, get) : get());
      if (alone !== undefined) return oneTrial(ready, simulation, session, alone);
      return powerOf(argv, file, ready, simulation, session, {
        replicates,
        targetMcse,
        asked,
        set,
        vary,
        shard,
      });
    });
  },
});

/** A whole number of trials. */
export function readReplicates(option: string, text: string, least: number): number {
  const count = readNumber(text);
  if (!(Number.isInteger(count) && count >= least && count <= MOST_REPLICATES))
    throw new UsageError(
      `${option} ${text} must be a whole number from ${least} to ${whole(MOST_REPLICATES)}`,
    );
  return count;
}

interface AskedPower {
  replicates: number;
  targetMcse?: number;
  asked?: AskedAssurance;
  set: PowerAnswer['set'];
  vary?: DesignVariation;
  shard?: Shard;
}

async function powerOf(
  argv: Pick<Arguments, 'full' | 'style' | 'keep'>,
  file: TrialFile,
  ready: ReadyTrial,
  simulation: Simulation,
  session: Session,
  { replicates, targetMcse, asked, set, vary, shard }: AskedPower,
): Promise<Answer> {
  const { design, target } = ready;
  const { seed, engine, generator, threads } = simulation;
  checkStyle(argv.style, file, design);
  const whyNot = whyNoNull(design);
  const stopsForFutility =
    design.boundaries.futility.some((z) => z > -Infinity) ||
    (design.adaptation?.rules.some(({ action }) => action.stop === 'futility') ?? false);
  const isIgnored = !design.boundaries.binding && stopsForFutility;
  const runs: { truth: Truth; obeyFutility?: boolean }[] = [
    { truth: 'alternative' },
    ...(whyNot === undefined ? [{ truth: 'null' as const }] : []),
    ...(whyNot === undefined && isIgnored ? [{ truth: 'null' as const, obeyFutility: true }] : []),
  ];
  const executor = await session.executor(threads);
  const kept = keptTrials(file, design, session, targetMcse === undefined ? replicates : undefined);
  if (shard) {
    const share = shareOf({ first: 0, count: replicates }, shard);
    await session.work(share.count * runs.length, 'trials', async ({ signal }) => {
      for (const run of share.count === 0 ? [] : runs)
        await simulateReplicates([design], {
          ...{ seed, executor, engine, generator, signal, keep: kept },
          ...{ ...run, first: share.first, replicates: endOf(share) },
        });
    });
    return shardDone({ keep: argv.keep!, shard, share, unit: 'trials' });
  }
  const results: OperatingCharacteristics[] = [];
  const { seconds } = await session.work(replicates * runs.length, 'trials', async (working) => {
    for (const [k, run] of runs.entries()) {
      const onProgress = (done: number, planned: number) =>
        working.onProgress(k * planned + done, runs.length * planned);
      const common = { seed, executor, engine, generator, onProgress, signal: working.signal, keep: kept };
      const precision = run.truth === 'alternative' ? targetMcse : undefined;
      const most = results[0]?.replicates ?? replicates;
      results.push(
        await simulateTrial(design, { ...common, ...run, replicates: most, targetMcse: precision }),
      );
    }
  });
  const [alternative, nullEffect = null, nullFutilityObeyed] = results as [
    OperatingCharacteristics,
    OperatingCharacteristics?,
    OperatingCharacteristics?,
  ];
  const assurance = asked && (await assuranceAnswer(asked, file, ready, alternative, simulation, session));
  const varied = vary && (await variedAnswer(vary, file, simulation, session, alternative.replicates));
  const answer = powerAnswer({
    raw: file.raw,
    design,
    target,
    alternative,
    null: nullEffect,
    nullFutilityObeyed,
    ...(assurance && { assurance }),
    ...(varied && { varied }),
    set,
    whyNoNull: whyNot,
    caveats: caveatsOf(file, design),
    provenance: provenanceOf(file, { seed, engine, generator, threads: executor.threads, seconds }),
  });
  const report = async () => {
    const { documentOf, figuresIn, powerPage, trialFigures } = await import('../../page/index.ts');
    const followed = await trajectoriesOf(design, alternative, {
      seed,
      engine,
      generator,
      executor,
      replicates,
    });
    const figures = trialFigures({ ...answer, estimate: alternative.estimate }, followed);
    const command = session.repeats();
    return { figures: figuresIn(figures), page: () => documentOf(powerPage(answer, figures, command)) };
  };
  return {
    json: () => jsonParts(answer),
    text: () => printed(answer, argv.full, argv.style),
    files: () => ({ 'power.json': jsonParts(answer, 2), 'looks.csv': looksCsv(answer) }),
    report: () => withUsageErrors(file, report),
  };
}

/** Other programs tell what closed forms give. @throws UsageError for a style of a design that has none */
function checkStyle(style: string | undefined, file: TrialFile, design: TrialDesign): void {
  if (style === undefined) return;
  const closed = closedFormOf(design);
  if ('why' in closed)
    throw new UsageError(
      `${file.path}: --style ${style} is of the closed form, and there is none: ${closed.why}`,
    );
}

function printed(answer: PowerAnswer, isFull: boolean, style: string | undefined): string {
  const { provenance, alternative } = answer;
  const { design, seconds, threads, seed } = provenance;
  const runs = [alternative, answer.null, answer.nullFutilityObeyed];
  const done = alternative.replicates * runs.filter(Boolean).length;
  return `${design.title}\n\n${onScreen(powerSections(answer, style), isFull, 5)}\n\n${whole(done)} trials in ${seconds.toFixed(2)} s, ${whole(done / seconds)} a second, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`;
}

async function oneTrial(
  { design }: ReadyTrial,
  { seed, engine, generator, threads }: Simulation,
  session: Session,
  alone: number,
): Promise<Answer> {
  const executor = await session.executor(threads);
  const replicate = await untilInterrupted((signal) =>
    replicateAlone(design, { seed, engine, generator, executor, replicate: alone - 1, signal }),
  );
  const answer = replicateAnswer(replicate, design);
  return {
    json: () => jsonParts(answer),
    text: () => `${replicateText(answer)}\n`,
    files: () => ({ [`replicate-${alone}.csv`]: patientsCsv(answer) }),
  };
}
