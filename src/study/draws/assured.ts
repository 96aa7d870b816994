import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import { inlineExecutor } from '../../run/inline.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { expectedBenefit } from '../../trial/expected/index.ts';
import { hypothesesReplicates } from '../../trial/hypotheses/simulate.ts';
import { resolveHypotheses } from '../../trial/language/hypotheses.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { EFFICACY } from '../../trial/replicate/conduct.ts';
import { simulateReplicates } from '../../trial/simulate.ts';
import { GO, NO_GO, verdictOf } from '../../trial/verdict.ts';
import { type DrawnArms, drawnArms } from './drawn-arms.ts';
import type { DrawRange } from './job.ts';

/** Trials of a design, at several sizes, under each draw of its arms. Plain data. */
export interface AssuredWork {
  kind: 'assured';
  raw: RawTrial;
  scenario?: Scenario;
  seed: string;
  /** trials under each draw */
  trials: number;
  engine?: EngineName;
  generator?: GeneratorName;
  sizes: AssuredSizes;
}

/** Looks and boundaries do not depend on the draw. */
export type AssuredSizes =
  /** the planned design at each size, without its arms */
  | { of: 'one endpoint'; designs: readonly Omit<TrialDesign, 'arms'>[] }
  /** the file of the design at each size: its spending functions do not cross threads */
  | { of: 'hypotheses'; raws: readonly RawTrial[] };

export interface AssuredResults {
  /** by size: the number of trials of each draw of which something holds, by its name; closed forms likewise */
  sizes: Record<string, Float64Array>[];
  /** by drawn number: its value in each draw */
  columns: Float64Array[];
}

/**
 * Trials under draws. Those of one draw depend on its number alone, so that they are the same on every thread; a smaller trial has the
 * first patients of a larger one.
 *
 * @throws OverrideError if a draw gives impossible arms
 */
export function assuredUnder(work: AssuredWork): (range: DrawRange) => Promise<AssuredResults> {
  const { raw, scenario, seed, sizes } = work;
  const arms = drawnArms(raw, scenario, seed)!;
  const done = sizes.of === 'hypotheses' ? hypothesesUnder(work, sizes.raws) : trialsAt(work, sizes.designs);
  return async ({ first, count }) => {
    const columns = arms.names.map(() => new Float64Array(count));
    const found = done.names.map((names) =>
      Object.fromEntries(names.map((name) => [name, new Float64Array(count)])),
    );
    for (let at = 0; at < count; at++) {
      const drawn = arms.draw(first + at);
      drawn.values.forEach((value, i) => {
        columns[i]![at] = value;
      });
      await done.run(first + at, drawn.arms, (size, name, value) => {
        found[size]![name]![at]! += value;
      });
    }
    return { sizes: found, columns };
  };
}

interface UnderDraws {
  /** by size: what is counted */
  names: string[][];
  run(draw: number, arms: ReturnType<DrawnArms['draw']>['arms'], count: Counter): Promise<void>;
}

type Counter = (size: number, name: string, value: number) => void;

function optionsOf({ seed, trials, engine, generator }: AssuredWork, draw: number) {
  return {
    ...{ seed: JSON.stringify(['assurance', seed]), engine, generator, executor: inlineExecutor() },
    ...{ first: draw * trials, replicates: (draw + 1) * trials },
  };
}

function trialsAt(work: AssuredWork, designs: readonly Omit<TrialDesign, 'arms'>[]): UnderDraws {
  const verdicts = designs.map((design) => design.decision && verdictOf(design, design.decision));
  return {
    names: designs.map(({ looks, decision }) => [
      ...['claims', 'closedForm', 'z'],
      ...looks.slice(1).flatMap((_, k) => [`passed ${k}`, `claims after ${k}`]),
      ...(decision ? ['go', 'noGo'] : []),
    ]),
    async run(draw, arms, count) {
      const drawn = designs.map((design): TrialDesign => ({ ...design, arms }));
      const estimate = verdicts.some((verdict) => verdict !== undefined);
      await simulateReplicates(
        drawn,
        { ...optionsOf(work, draw), truth: 'alternative', estimate },
        undefined,
        ({ design: d, course }) => {
          const { stopped, decision } = course;
          const isClaimed = decision === EFFICACY;
          if (isClaimed) count(d, 'claims', 1);
          for (let k = 0; k < stopped; k++) {
            count(d, `passed ${k}`, 1);
            if (isClaimed) count(d, `claims after ${k}`, 1);
          }
          const verdict = verdicts[d]?.({
            ...{ estimate: course.estimate[stopped]!, z: course.z[stopped]! },
            ...{ events: course.events[stopped]!, patients: course.patients[stopped]!, isClaimed },
          });
          if (verdict === GO) count(d, 'go', 1);
          if (verdict === NO_GO) count(d, 'noGo', 1);
        },
      );
      drawn.forEach((design, d) => {
        const expected = expectedBenefit(design);
        count(d, 'closedForm', expected?.benefit ?? NaN);
        count(d, 'z', expected?.z ?? NaN);
      });
    },
  };
}

function hypothesesUnder(work: AssuredWork, raws: readonly RawTrial[]): UnderDraws {
  const { scenario } = work;
  const designs = raws.map((raw) => resolveHypotheses(raw, scenario ? { scenario } : {}).design!);
  return {
    names: designs.map(({ hypotheses, success }) => [
      ...hypotheses.map(({ name }) => `rejected ${name}`),
      ...['any', 'all', ...(success ? ['success'] : [])],
    ]),
    async run(draw, arms, count) {
      for (const [d, design] of designs.entries()) {
        const options = { ...optionsOf(work, draw), estimate: false };
        await hypothesesReplicates({ ...design, arms }, options, ({ course }) => {
          let rejected = 0;
          design.hypotheses.forEach(({ name }, h) => {
            if (course.rejectedAt[h]! < 0) return;
            rejected++;
            count(d, `rejected ${name}`, 1);
          });
          if (rejected > 0) count(d, 'any', 1);
          if (rejected === design.hypotheses.length) count(d, 'all', 1);
          if (design.success && course.isSuccess) count(d, 'success', 1);
        });
      }
    },
  };
}
