import type { Argv, CommandModule, Options } from 'yargs';
import { sum } from '../../math/sum.ts';
import { csv } from '../../report/csv.ts';
import { whole } from '../../report/numbers.ts';
import { type SizeFile, sizeFile } from '../../report/trial/size.ts';
import { MOST_PATIENTS } from '../../run/chunks.ts';
import type { Executor } from '../../run/executor.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { strataOf } from '../../trial/expected/cells.ts';
import { binomialSizeOf } from '../../trial/expected/exact-binomial.ts';
import { proportionalRatio } from '../../trial/expected/formulas.ts';
import { closedFormSize } from '../../trial/expected/size.ts';
import { resizeTrial, type Vary } from '../../trial/language/resize.ts';
import { resolveTrial } from '../../trial/language/resolve.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { simulateTrial } from '../../trial/simulate.ts';
import { type FoundSize, findSize, NoSizeError } from '../../trial/size.ts';
import { readNumber } from '../arguments.ts';
import { UsageError } from '../errors.ts';
import { examples } from '../examples.ts';
import { untilInterrupted } from '../interrupt.ts';
import { checkOut, writeFiles } from '../output.ts';
import { startProgress } from '../progress.ts';
import { readSimulation, type Simulation, type SimulationArguments } from '../simulation.ts';
import { rejectSlips } from '../slips.ts';
import {
  caveatsOf,
  checked,
  type ReadyTrial,
  readTrialFile,
  readyTrial,
  type TrialFile,
} from '../trial-file.ts';
import { provenanceOf, readReplicates, trialOptions } from './power.ts';

interface Arguments extends Omit<SimulationArguments, 'n' | 'at'> {
  design: string;
  power?: string;
  vary: Vary;
  replicates: string;
  json: boolean;
  out?: string;
}

export const sizeOptions = {
  power: { type: 'string', describe: 'Power that is looked for', defaultDescription: "the design's target" },
  vary: {
    choices: ['patients', 'events', 'duration'] as const,
    default: 'patients' as const,
    describe:
      'What is looked for: patients; planned events of the same patients; patients whose accrual goes on for longer at its rate',
  },
  ...trialOptions,
  json: { type: 'boolean', default: false, describe: 'Print one JSON object and nothing else' },
  out: { type: 'string', describe: 'Folder for size.json and power-curve.csv' },
} as const satisfies Record<string, Options>;

/** Patients where the file has none: a place to begin. */
const SOME = 500;
/** More patients than any trial has. */
const MOST = 200_000;

export const size: CommandModule<object, Arguments> = {
  command: 'size <design>',
  describe: 'The smallest trial with a power: patients, events or accrual, by simulation',
  builder: (yargs) =>
    yargs
      .positional('design', { type: 'string', demandOption: true, describe: 'Design file (YAML)' })
      .options(sizeOptions)
      .epilogue(
        `${examples(
          ['sojourn size scenarios/trials/three-looks.yaml', 'Patients for the power in the file'],
          [
            'sojourn size scenarios/trials/three-looks.yaml --power 0.9 --vary events',
            'Planned events for another power, patients as they are',
          ],
        )}\n\nTrials of different sizes share their patients, so that the power curve is smooth. sojourn schema size describes the JSON.`,
      ) as unknown as Argv<Arguments>,
  handler: async (argv) => {
    rejectSlips('size', argv, sizeOptions);
    const simulation = readSimulation(argv);
    const replicates = readReplicates('--replicates', argv.replicates, 100);
    const asked = argv.power === undefined ? undefined : readPower(argv.power);
    const file = readTrialFile(argv.design);
    if (argv.out !== undefined) checkOut(argv.out, ['size.json', 'power-curve.csv']);
    const raw = rawToSize(file, asked);
    let executor: Executor | undefined;
    const start = async () => {
      executor ??= await simulation.startExecutor();
      return executor;
    };
    try {
      const ready = await untilInterrupted((signal) => readyTrial(file, start, { raw, signal }));
      const answer = await sized(file, raw, ready, argv.vary, simulation, await start(), replicates);
      if (argv.out !== undefined) writeFiles(argv.out, outFiles(answer));
      process.stdout.write(argv.json ? `${JSON.stringify(answer)}\n` : await printed(answer));
    } catch (error) {
      if (error instanceof NoSizeError) throw new UsageError(error.message);
      throw error;
    } finally {
      await executor?.close();
    }
  },
};

function readPower(text: string): number {
  const power = readNumber(text);
  if (!(power > 0 && power < 1))
    throw new UsageError(`--power ${text} must be between 0 and 1: no size gives a power of 1`);
  return power;
}

/** The file's design with a power to look for, and with some patients to begin with. */
function rawToSize({ path, raw, locate }: TrialFile, asked: number | undefined): RawTrial {
  const target = asked ?? raw.target?.power;
  if (target === undefined) {
    const { line, column } = locate([]);
    throw new UsageError(
      `${path}:${line}:${column} target is missing, must be such as { power: 0.8 }; or write --power 0.8`,
    );
  }
  const { duration, rate, rates } = raw.accrual;
  const hasPatients = raw.patients !== undefined || (duration !== undefined && (rate ?? rates) !== undefined);
  const isByEvents = raw.events !== undefined || raw.analyses?.some(({ events }) => events !== undefined);
  return { ...raw, target: { power: target }, ...(hasPatients || isByEvents ? {} : { patients: SOME }) };
}

async function sized(
  file: TrialFile,
  raw: RawTrial,
  { design: base, context }: ReadyTrial,
  vary: Vary,
  { seed, engine, generator }: Simulation,
  executor: Executor,
  replicates: number,
): Promise<SizeFile> {
  const target = raw.target!.power;
  checkVary(base, vary);
  checkEffect(file, base, target);
  const known = new Map<number, TrialDesign>();
  const resolved = (size: number) => resolveTrial(resizeTrial(raw, base, vary, size), context);
  const designAt = (size: number): TrialDesign => {
    const design = known.get(size) ?? checked(file, resolved(size)).design!;
    known.set(size, design);
    return design;
  };
  const step = vary === 'events' ? 1 : sum(base.allocation);
  const most =
    vary === 'events' ? base.patients : Math.min(MOST, Math.floor(MOST_PATIENTS / (2 * replicates)));
  const started = performance.now();
  const isExact = base.test.kind === 'binomial' && base.arms[0]!.kind === 'law';
  const exact = isExact ? binomialSizeOf(base, target) : undefined;
  const closed = isExact
    ? (exact?.patients ?? Infinity)
    : closedFormSize((size) => resolved(size).design ?? null, target, { step, most });
  if (closed === Infinity)
    throw new UsageError(
      `${file.path}: with ${whole(most)} ${vary === 'events' ? 'events' : 'patients'} the power is still below ${target} by the closed form, and no more are looked at: no number suffices where there is no effect`,
    );
  const progress = startProgress(replicates, 'trials');
  const common = { seed, engine, generator, executor, replicates };
  try {
    return await untilInterrupted(async (signal) => {
      const onProgress = progress.update;
      const options = { ...common, onProgress, signal };
      const powerAt = async (size: number) =>
        simulateTrial(designAt(size), { ...options, truth: 'alternative' });
      const found: FoundSize = !exact
        ? await findSize({ ...options, designAt, target, step, most, start: closed ?? sizeOf(base, vary) })
        : await around(exact.patients, powerAt, replicates);
      const simulated = await powerAt(found.size);
      const seconds = (performance.now() - started) / 1000;
      return sizeFile({
        ...{ raw, vary, target, found, designAt, simulated, closedFormSize: closed },
        ...(exact ? { steady: exact.steady.patients } : {}),
        caveats: caveatsOf(file, base),
        provenance: provenanceOf(file, { seed, engine, generator, threads: executor.threads, seconds }),
      });
    });
  } finally {
    progress.stop();
  }
}

function checkVary({ events, test, looks }: TrialDesign, vary: Vary): void {
  if (vary === 'events' && events === undefined)
    throw new UsageError('--vary events: the design plans no events; vary patients, or give it events');
  if (vary === 'events' && (test.kind === 'binomial' || looks.some((look) => look.events === undefined)))
    throw new UsageError('--vary events: not all analyses are at events; vary patients');
}

/** Nothing is found where nothing is to be found. */
function checkEffect({ path, locate }: TrialFile, design: TrialDesign, target: number): void {
  const { test } = design;
  const strata = strataOf(design);
  if (!strata || test.kind === 'milestone' || (test.kind === 'cox' && test.margin !== 1)) return;
  if (proportionalRatio(strata) !== 1) return;
  const { line, column } = locate(['arms', 'treatment']);
  throw new UsageError(
    `${path}:${line}:${column} treatment has the hazard of control, a ratio of 1, must differ from it: no size has power ${target}`,
  );
}

const sizeOf = ({ patients, events }: TrialDesign, vary: Vary): number =>
  vary === 'events' ? events! : patients;

/** An exact size, with the curve around it: its power goes up and down like a saw. */
async function around(
  size: number,
  powerAt: (size: number) => ReturnType<typeof simulateTrial>,
  replicates: number,
): Promise<FoundSize> {
  const sizes = [
    ...new Set([0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3].map((share) => Math.max(1, Math.round(share * size)))),
  ];
  const curve: FoundSize['curve'] = [];
  for (const one of sizes) curve.push({ size: one, power: (await powerAt(one)).rejected });
  const { power } = curve.find((point) => point.size === size)!;
  return { size, lower: size, upper: size, power, curve, replicates };
}

function outFiles(answer: SizeFile): Record<string, string> {
  return {
    'size.json': `${JSON.stringify(answer, null, 2)}\n`,
    'power-curve.csv': csv(
      [answer.vary === 'events' ? 'events' : 'patients', 'accrual', 'power', 'mcse', 'closed_form'],
      answer.curve.map(({ size, duration, power, closedForm }) => [
        size,
        duration,
        power.value,
        power.mcse,
        closedForm,
      ]),
    ),
  };
}

async function printed(answer: SizeFile): Promise<string> {
  const { sizeTables } = await import('../../report/trial/size-tables.ts');
  const { design, seconds, threads, seed } = answer.provenance;
  return `${design.title}\n\n${sizeTables(answer)}\n\n${whole(answer.replicates)} trials at each size, ${seconds.toFixed(2)} s in all, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}\n`;
}
