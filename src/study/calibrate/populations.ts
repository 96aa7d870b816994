import type { Scenario } from '../../scenario/schema/index.ts';
import type { LikelihoodTarget } from './targets.ts';

/** A population that is simulated together, and the targets that are read from it. */
export interface Population {
  /** name of the cohort in the scenario; undefined for targets without a cohort, whose number of patients is free */
  cohort: string | undefined;
  arms: readonly { strategy: string; size: number }[];
  /** whether they are censored at the end of their follow-up */
  isFollowed: boolean;
  /** their follow-up, if it is another than the scenario's */
  followUp: Scenario['follow-up'];
  /** indices of its targets among all targets */
  places: readonly number[];
  /** samples of it for each cohort that is asked for */
  share: number;
}

/** Patients in a sample for targets without a cohort. */
const SAMPLE = 1000;
/** Samples for each thousand cohorts. */
const SHARE = 0.02;

/** @param targets the targets to evaluate */
export function populationsOf(scenario: Scenario, targets: readonly LikelihoodTarget[]): Population[] {
  const populations = new Map<string, Population & { places: number[] }>();
  targets.forEach((target, place) => {
    const key = JSON.stringify(
      target.cohort === undefined ? [target.strategy, target.over?.strategy] : target.cohort,
    );
    const known = populations.get(key) ?? { ...madeFor(scenario, target), places: [] };
    known.places.push(place);
    populations.set(key, known);
  });
  return [...populations.values()];
}

function madeFor(scenario: Scenario, { cohort, strategy, over }: LikelihoodTarget) {
  if (cohort !== undefined) {
    const { patients, strategy: own, arms, 'follow-up': followUp } = scenario.calibrate!.cohorts[cohort]!;
    const [first] = Object.keys(scenario.strategies);
    return {
      ...{ cohort, isFollowed: true, followUp, share: 1 },
      arms: arms
        ? Object.entries(arms).map(([name, size]) => ({ strategy: name, size }))
        : [{ strategy: own ?? first!, size: patients! }],
    };
  }
  const strategies = over?.strategy === undefined ? [strategy] : [strategy, over.strategy];
  return {
    ...{ cohort, isFollowed: false, followUp: undefined, share: SHARE },
    arms: strategies.map((name) => ({ strategy: name, size: SAMPLE })),
  };
}

/** The scenario with the follow-up of a population. */
export function followedAs(scenario: Scenario, { followUp }: Pick<Population, 'followUp'>): Scenario {
  return followUp === undefined ? scenario : { ...scenario, 'follow-up': followUp };
}
