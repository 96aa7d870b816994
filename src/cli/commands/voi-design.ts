import type { VoiAnswer } from '../../answers/voi/schema.ts';
import { leastRows } from '../../math/smoothing/splines.ts';
import type { DrawJob, PsaResult } from '../../study/psa/index.ts';
import { evsi } from '../../study/voi/evsi.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { armsGiven, detailsOf } from '../../trial/language/arms.ts';
import { resizeTrial } from '../../trial/language/resize.ts';
import { resolveTrial } from '../../trial/language/resolve.ts';
import { simulateTrial } from '../../trial/simulate.ts';
import { readNumber } from '../arguments.ts';
import { UsageError } from '../errors.ts';
import type { ScenarioFile } from '../scenario-file.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { checked, readTrialFile, readyTrial, type TrialFile, withUsageErrors } from '../trial-file.ts';

/** Trials that tell the power at each size. */
const REPLICATES = 2000;
/** Sizes unless given, as shares of the file's own. */
const SHARES = [0.5, 1, 2];

/** A design whose trials are worth something to a decision, at several sizes. */
export interface DesignAtSizes {
  file: TrialFile;
  designs: TrialDesign[];
}

/**
 * @param strategies that are chosen from
 * @throws UsageError for a design that says nothing to the decision: of plain laws, of another scenario, of other strategies;
 *   for too few draws to tell what its data are worth
 */
export async function readDesign(
  { design: path, sizes }: { design: string; sizes?: string },
  scenario: ScenarioFile,
  { strategies, draws }: { strategies: readonly string[]; draws: number },
  session: Session,
  threads: number | undefined,
): Promise<DesignAtSizes> {
  const file = readTrialFile(path);
  const { raw, locate } = file;
  const at = (place: readonly (string | number)[]) => {
    const { line, column } = locate([...place]);
    return `${path}:${line}:${column}`;
  };
  if (file.scenario === null)
    throw new UsageError(
      `${path}: the arms are plain laws, which no draw of the scenario reaches; they must be strategies of ${scenario.path}`,
    );
  if (file.scenario.hash !== scenario.hash)
    throw new UsageError(
      `${at(['scenario'])} scenario is ${raw.scenario}, must be the one that is asked about, ${scenario.path}`,
    );
  for (const name of armsGiven(raw)) {
    const { strategy } = detailsOf(raw, name);
    if (strategy !== undefined && !strategies.includes(strategy))
      throw new UsageError(
        `${at(['arms', name])} ${name} is strategy "${strategy}", must be one of those that are chosen from: ${strategies.join(', ')}; name it by --strategy if the scenario has it`,
      );
  }
  // what a trial tells: see summaryData
  const figures = armsGiven(raw).length === 1 ? 1 : 3;
  if (draws < leastRows(figures))
    throw new UsageError(
      `--draws ${draws} are too few to tell what a trial is worth, must be at least ${leastRows(figures)}`,
    );
  return withUsageErrors(file, async () => {
    const { design: base, context } = await readyTrial(file, session, threads);
    const designs = readSizes(sizes, base).map(
      (size) => checked(file, resolveTrial(resizeTrial(raw, base, 'patients', size), context)).design!,
    );
    return { file, designs };
  });
}

function readSizes(text: string | undefined, { patients, allocation }: TrialDesign): number[] {
  const step = allocation.reduce((sum, one) => sum + one, 0);
  const sizes =
    text === undefined
      ? SHARES.map((share) => Math.max(step, Math.round((share * patients) / step) * step))
      : text.split(',').map(readNumber);
  if (sizes.some((size) => !(Number.isInteger(size) && size >= 2 && size <= 200_000)))
    throw new UsageError(
      `--sizes ${text} must be whole numbers of patients from 2 to 200,000, such as 200,400,800`,
    );
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** What the trials of a design are worth, and their power. */
export async function sampleInformationOf(
  { file, designs }: DesignAtSizes,
  { job, result, outcome }: { job: DrawJob; result: PsaResult; outcome: string },
  simulation: Simulation,
  session: Session,
): Promise<{ answer: NonNullable<VoiAnswer['sampleInformation']>; seconds: number }> {
  const { raw } = file;
  const { seed, engine, generator } = simulation;
  return withUsageErrors(file, async () => {
    const executor = await session.executor(simulation.threads);
    const { done, seconds } = await session.work(result.draws, 'trials', async (working) => {
      const draws = await session.drawExecutor(simulation.threads);
      const found = await evsi({ job, result, outcome, raw, designs, executor: draws, ...working });
      const powers: { value: number; mcse: number }[] = [];
      for (const design of designs) {
        const { signal } = working;
        const options = {
          seed,
          engine,
          generator,
          executor,
          signal,
          replicates: REPLICATES,
          estimate: false,
        };
        powers.push((await simulateTrial(design, options)).rejected);
      }
      return { found, powers };
    });
    const { found, powers } = done;
    return {
      answer: {
        design: { file: file.path, sha256: file.hash, title: raw.trial },
        informs: found.informs,
        evppi: found.evppi,
        sizes: found.sizes.map(({ patients, success, ...value }, k) => ({
          ...{ patients, evsi: value, success, power: powers[k]! },
        })),
      },
      seconds,
    };
  });
}
