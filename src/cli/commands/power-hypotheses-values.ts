import type { HypothesesAnswer } from '../../answers/hypotheses/schema.ts';
import { hypothesesAssuranceOf } from '../../study/assurance/index.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import { simulateHypotheses } from '../../trial/hypotheses/simulate.ts';
import { resolveHypotheses } from '../../trial/language/hypotheses.ts';
import { resizeTrial } from '../../trial/language/resize.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { Session } from '../session.ts';
import type { Simulation } from '../simulation.ts';
import { checked, type TrialFile } from '../trial-file.ts';
import { type AskedAssurance, drawnOrThrow } from './power-assurance.ts';
import { type DesignVariation, overLine } from './power-values.ts';

const contextOf = ({ scenario }: TrialFile) => (scenario ? { scenario: scenario.content } : {});

/** The power of each hypothesis at each value of a number, with common random numbers. */
export async function variedHypotheses(
  vary: DesignVariation,
  file: TrialFile,
  { seed, engine, generator, threads }: Simulation,
  session: Session,
  replicates: number,
): Promise<NonNullable<HypothesesAnswer['varied']>> {
  const executor = await session.executor(threads);
  return overLine(
    vary,
    file,
    session,
    replicates,
    async (raw) => checked(file, resolveHypotheses(raw, contextOf(file))).design!,
    async (design: HypothesesDesign, asked) => {
      const { hypotheses, any, all, success, expected } = await simulateHypotheses(design, {
        ...{ seed, engine, generator, executor, estimate: false, ...asked },
      });
      return {
        rejected: hypotheses.map(({ rejected }) => rejected),
        ...{ any, all, success: success ?? null, patients: expected.patients, time: expected.time },
      };
    },
  );
}

/**
 * Assurance of a design with hypotheses at its own size and at others, smallest first.
 *
 * @param replicates trials in all, shared among the draws
 * @throws UsageError if nothing is uncertain
 */
export async function assuredHypotheses(
  { draws, sizes }: AskedAssurance,
  file: TrialFile,
  design: HypothesesDesign,
  { seed, engine, generator, threads }: Simulation,
  session: Session,
  replicates: number,
): Promise<NonNullable<HypothesesAnswer['assurance']>> {
  const { raw, scenario } = file;
  const { patients } = design;
  const { names: drawn, fixed } = drawnOrThrow(file, seed);
  const trials = Math.max(1, Math.round(replicates / draws));
  const all = [...new Set([...sizes, patients])].sort((a, b) => a - b);
  const raws = all.map((size) => (size === patients ? raw : resizeTrial(raw, design, 'patients', size)));
  for (const sized of raws) checked(file, resolveHypotheses(sized, contextOf(file)));
  const executor = await session.drawExecutor(threads);
  const { done } = await session.work(draws, 'draws', (working) =>
    hypothesesAssuranceOf(raws as [RawTrial, ...RawTrial[]], {
      ...{ draws, trials, seed, engine, generator, executor, ...working },
      ...(scenario && { scenario: scenario.content }),
    }),
  );
  type One = (typeof done)[number]['any'];
  const told = ({ assurance, power, drivers }: One) => ({
    ...{ assurance, overDraws: power },
    drivers: drivers.map(({ name, share }) => ({ name, share })),
  });
  return {
    ...{ draws, trials, drawn, fixed },
    sizes: done.map(({ hypotheses, any, all: every, success }, k) => ({
      patients: all[k]!,
      hypotheses: hypotheses.map(told),
      ...{ any: told(any), all: told(every), success: success ? told(success) : null },
    })),
  };
}
