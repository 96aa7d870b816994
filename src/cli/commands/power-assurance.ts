import type { AssuranceAnswer } from '../../answers/power/schema.ts';
import { whole } from '../../media/numbers.ts';
import { assuranceOf, drawnArms } from '../../study/assurance/index.ts';
import { inlineDraws } from '../../study/draws/executor.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { resizeTrial } from '../../trial/language/resize.ts';
import { resolveTrial } from '../../trial/language/resolve.ts';
import type { OperatingCharacteristics, Simulated } from '../../trial/operating-characteristics.ts';
import { simulateTrial } from '../../trial/simulate.ts';
import { readNumber } from '../arguments.ts';
import { UsageError } from '../errors.ts';
import type { OptionTable } from '../option-table.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { checked, type ReadyTrial, type TrialFile } from '../trial-file.ts';

export const assuranceOptions = {
  draws: {
    type: 'string',
    describe:
      'Also assurance: the mean power over draws of the uncertain numbers of the arms, such as 1000 draws',
  },
  sizes: {
    type: 'string',
    describe: 'Assurance at these numbers of patients too, such as 300,600,1200',
  },
} as const satisfies OptionTable;

const MOST_DRAWS = 1e6;
const MOST_PATIENTS = 200_000;

export interface AskedAssurance {
  draws: number;
  /** numbers of patients beside the design's own */
  sizes: readonly number[];
}

/** @throws UsageError for invalid draws or sizes */
export function readAssurance({
  draws,
  sizes,
}: {
  draws?: string;
  sizes?: string;
}): AskedAssurance | undefined {
  if (draws === undefined) {
    if (sizes !== undefined)
      throw new UsageError(`--sizes ${sizes} needs --draws: it gives the sizes for assurance`);
    return undefined;
  }
  const count = readNumber(draws);
  if (!(Number.isInteger(count) && count >= 2 && count <= MOST_DRAWS))
    throw new UsageError(`--draws ${draws} must be a whole number from 2 to ${whole(MOST_DRAWS)}`);
  const patients = sizes?.split(',').map(readNumber) ?? [];
  if (patients.some((size) => !(Number.isInteger(size) && size >= 2 && size <= MOST_PATIENTS)))
    throw new UsageError(
      `--sizes ${sizes} must be whole numbers of patients from 2 to ${whole(MOST_PATIENTS)}, such as 300,600,1200`,
    );
  return { draws: count, sizes: patients };
}

/**
 * Assurance of a design at its own size and at others, smallest first.
 *
 * @param replicates trials in all, shared among the draws
 * @throws UsageError if nothing is uncertain
 */
export async function assuranceAnswer(
  { draws, sizes }: AskedAssurance,
  file: TrialFile,
  { design, context }: ReadyTrial,
  alternative: OperatingCharacteristics,
  { seed, engine, generator, threads }: Simulation,
  session: Session,
): Promise<AssuranceAnswer> {
  const { raw } = file;
  const { names: drawn, fixed } = drawnOrThrow(file, seed);
  const { replicates } = alternative;
  const trials = Math.max(1, Math.round(replicates / draws));
  const designs = [...new Set([...sizes, design.patients])]
    .sort((a, b) => a - b)
    .map((size): TrialDesign => {
      if (size === design.patients) return design;
      const resized = resizeTrial(raw, design, 'patients', size);
      return checked(file, resolveTrial(resized, context)).design!;
    });
  const executor = await session.executor(threads);
  const { done } = await session.work(draws, 'draws', async ({ signal, onProgress }) => {
    const powers: Simulated[] = [];
    for (const sized of designs) {
      const options = { seed, engine, generator, executor, signal, replicates, estimate: false };
      powers.push(sized === design ? alternative.benefit : (await simulateTrial(sized, options)).benefit);
    }
    const how = {
      executor: await drawExecutorFor(design, session, threads),
      engine,
      generator,
      signal,
      onProgress,
    };
    const scenario = file.scenario?.content;
    const asked = { raw, designs, draws, trials, seed, ...(scenario && { scenario }) };
    return { powers, assurances: await assuranceOf({ ...asked, ...how }) };
  });
  return {
    ...{ draws, trials, drawn, fixed },
    sizes: done.assurances.map(({ power, drivers, decision, ...rest }, k) => ({
      ...rest,
      decision: decision ?? null,
      power: done.powers[k]!,
      overDraws: power,
      drivers: drivers.map(({ name, share }) => ({ name, share })),
    })),
  };
}

/** What is drawn of a design. @throws UsageError if nothing is uncertain */
export function drawnOrThrow({ raw, scenario, path }: TrialFile, seed: string) {
  const arms = drawnArms(raw, scenario?.content, seed);
  if (arms) return arms;
  throw new UsageError(
    `${path}: no number of the arms is uncertain; give one an interval, a range, quantiles or a distribution, such as hazard-ratio: { value: 0.75, interval: [0.58, 0.97], from: phase II }`,
  );
}

/** Threads, unless the test has a law, whose functions do not cross them. */
async function drawExecutorFor({ test }: TrialDesign, session: Session, threads: number | undefined) {
  return 'law' in test && test.law ? inlineDraws() : session.drawExecutor(threads);
}
