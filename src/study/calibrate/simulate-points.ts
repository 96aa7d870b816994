import { OverrideError, withOverrides } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { armReader } from './arm.ts';
import type { CohortFigure } from './cohort.ts';
import { cohortReader } from './cohort-figures.ts';
import { freeParameters, valuesOfScores } from './free.ts';
import type { Evaluation, Point, PointJob } from './points.ts';
import { followedAs, type Population, populationsOf } from './populations.ts';
import { evaluationOf, type Shown } from './shown.ts';
import { type LikelihoodTarget, likelihoodTargets, toScale } from './targets.ts';

/** Evaluates one point after another, and keeps what points share. */
export interface PointSimulator {
  /** @returns undefined if the values are impossible together, such as probabilities that sum to more than 1 */
  evaluate(point: Point): Evaluation | undefined;
}

/**
 * The cohorts of a point. Points use common random numbers, so that figures change smoothly, unless a point has a random stream of
 * its own. Each arm of each population has its own patients.
 */
export function pointSimulator(job: PointJob): PointSimulator {
  const { scenario } = job;
  const { free } = freeParameters(scenario);
  const { targets } = likelihoodTargets(scenario);
  const groups = populationsOf(scenario, targets);
  let next = 0;
  const sources = groups.map((population) => {
    const first = next;
    next += MOST_COHORTS * population.arms.reduce((sum, { size }) => sum + size, 0);
    const fitted = population.places.filter((k) => targets[k]!.isFitted);
    const read = (places: readonly number[]) =>
      populationReader(job, targets, { ...population, places }, first);
    return {
      whole: lazily(() => read(population.places)),
      fitted: fitted.length > 0 && lazily(() => read(fitted)),
    };
  });
  return {
    evaluate({ scores, cohorts, stream, isWhole = false, hasCovariance = false }) {
      const seed = stream === undefined ? job.seed : JSON.stringify(['point', job.seed, stream]);
      const values = valuesOfScores(free, scores);
      try {
        const changed = withOverrides(
          scenario,
          free.map(({ strategy, parameter }, k) => ({
            ...(strategy !== undefined && { strategy }),
            parameter,
            value: values[k]!,
          })),
        );
        const shown = sources.flatMap(({ whole, fitted }) => {
          const reader = isWhole ? whole : fitted;
          return reader ? [reader()(changed, cohorts, seed)] : [];
        });
        return evaluationOf(targets, shown, hasCovariance, cohorts);
      } catch (error) {
        if (error instanceof OverrideError) return undefined;
        throw error;
      }
    },
  };
}

/** Most cohorts that are simulated at a point. */
export const MOST_COHORTS = 10_000;
const FEWEST_COHORTS = 10;

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

type PopulationReader = (changed: Scenario, cohorts: number, seed: string) => Shown;

function populationReader(
  given: PointJob,
  targets: readonly LikelihoodTarget[],
  population: Population,
  first: number,
): PopulationReader {
  const job = { ...given, scenario: followedAs(given.scenario, population) };
  const own = population.places.map((k) => targets[k]!);
  let next = first;
  const arms = population.arms.map(({ strategy, size }) => {
    const ofArm = own.filter((target) => [target.strategy, target.over?.strategy].includes(strategy));
    const arm = armReader(job, { strategy, size, first: next, isFollowed: population.isFollowed }, ofArm);
    next += MOST_COHORTS * size;
    return { strategy, ...arm };
  });
  const armOf = (strategy: string) => arms.findIndex((arm) => arm.strategy === strategy);
  const figures = own.map((target): CohortFigure | { counted: string; arm: number } => {
    const arm = armOf(target.strategy);
    const { raw, kind, over } = target;
    const reader = arms[arm]!;
    if (kind === 'proportion') {
      const name = raw.proportion!;
      if (reader.asked.proportions.includes(name))
        return { kind: 'share', arm, share: reader.asked.proportions.indexOf(name) };
      if (reader.asked.members.includes(name)) return { kind: 'size', arm, group: reader.groupOf(name) };
      return { counted: name, arm };
    }
    const endpoint = reader.asked.endpoints.indexOf(raw.endpoint!);
    const group = reader.groupOf(raw.subgroup);
    if (kind === 'survival' || kind === 'at-risk') return { kind, arm, endpoint, group, at: raw.at! };
    if (kind !== 'hazard-ratio') return { kind, arm, endpoint, group };
    const other = over!.strategy === undefined ? arm : armOf(over!.strategy);
    const overGroup = arms[other]!.groupOf(over!.subgroup ?? raw.subgroup);
    return { kind, arm, endpoint, group, over: { arm: other, group: overGroup } };
  });
  const timed = figures.flatMap((figure, place) => ('counted' in figure ? [] : [{ figure, place }]));
  const counted = figures.flatMap((figure, place) => ('counted' in figure ? [{ ...figure, place }] : []));
  return (scenario, asked, seed) => {
    const changed = followedAs(scenario, population);
    const cohorts = Math.max(Math.min(asked, FEWEST_COHORTS), Math.round(asked * population.share));
    const width = own.length;
    const into = new Float64Array(cohorts * width).fill(NaN);
    if (timed.length > 0) {
      const columns = arms.map((arm) => arm.columns(changed, cohorts, seed));
      const reader = cohortReader(
        columns,
        timed.map(({ figure }) => figure),
        job.scenario.time.horizon,
      );
      const values = new Float64Array(timed.length);
      const of = new Float64Array(timed.length);
      for (let c = 0; c < cohorts; c++) {
        reader.read(c, values, of, 0);
        for (let i = 0; i < timed.length; i++) {
          const { place } = timed[i]!;
          into[c * width + place] = scaledFigure(own[place]!, values[i]!, of[i]!);
        }
      }
    }
    arms.forEach((arm, a) => {
      const names = counted.filter((one) => one.arm === a);
      if (names.length === 0) return;
      const wanted = names.map((one) => one.counted);
      arm.counts(changed, cohorts, seed, wanted, (c, i, value, of) => {
        const { place } = names[i]!;
        into[c * width + place] = scaledFigure(own[place]!, value, of);
      });
    });
    return { population, figures: into, cohorts };
  };
}

/** The figure on the scale of its target; NaN if not shown. */
function scaledFigure(target: LikelihoodTarget, value: number, of: number): number {
  if (of === 0 || Number.isNaN(value)) return NaN;
  if (target.kind === 'hazard-ratio') return value;
  return toScale(target, value);
}
