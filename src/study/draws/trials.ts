import { inlineExecutor } from '../../run/inline.ts';
import { KeptTimes } from '../../scenario/compile/patient-times.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { collectIssues } from '../../trial/language/problems.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { strategyArmsOf } from '../../trial/language/strategies.ts';
import { isClaim } from '../../trial/replicate/conduct.ts';
import { simulateReplicates } from '../../trial/simulate.ts';
import { summaryData } from '../../trial/summary-data.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import type { DrawJob, DrawRange } from './job.ts';
import { uncertaintyFor } from './needed.ts';

/** Work of one trial for each draw, at several sizes; a range consists of indices of `numbers`. Plain data. */
export interface TrialsWork {
  kind: 'trials';
  job: DrawJob;
  raw: RawTrial;
  /** the same design at each size, without its arms, which depend on the draw */
  designs: readonly Omit<TrialDesign, 'arms'>[];
  /** numbers of the draws, from 0 */
  numbers: readonly number[];
}

export interface TrialsResults {
  /** summary of each trial's data, by size, then by draw */
  rows: number[][][];
  /** number of trials that reject the null hypothesis, by size */
  claims: number[];
  /** draws under which an arm is impossible, with the reason; they have no rows */
  impossible: { at: number; message: string }[];
}

/** Trials of different sizes share their patients; those of one draw are the same on every thread. */
export function trialsUnder({
  job,
  raw,
  designs,
  numbers,
}: TrialsWork): (range: DrawRange) => Promise<TrialsResults> {
  const { scenario, seed, engine, generator } = job;
  const draws = parameterDraws(scenario, uncertaintyFor(job), seed);
  const executor = inlineExecutor();
  const kept = Object.keys(raw.arms ?? {}).map(() => new KeptTimes());
  return async ({ first, count }) => {
    const rows = designs.map(() => [] as number[][]);
    const claims = designs.map(() => 0);
    const impossible: TrialsResults['impossible'] = [];
    for (let at = first; at < first + count; at++) {
      const draw = numbers[at]!;
      const issues = collectIssues();
      const arms = strategyArmsOf(raw, draws.scenarioWith(draws.valuesOf(draw)), issues, { kept });
      if (!arms) {
        impossible.push({ at, message: issues.problems[0]!.message });
        continue;
      }
      const drawn = designs.map((design): TrialDesign => ({ ...design, arms }));
      await simulateReplicates(
        drawn,
        {
          ...{ seed: JSON.stringify(['sample information', seed]), first: draw, replicates: draw + 1 },
          ...{ truth: 'alternative', executor, engine, generator },
        },
        undefined,
        (one) => {
          rows[one.design]!.push(summaryData(drawn[one.design]!, one));
          if (isClaim(one.course.decision)) claims[one.design]!++;
        },
      );
    }
    return { rows, claims, impossible };
  };
}
