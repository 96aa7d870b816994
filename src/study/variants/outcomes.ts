import type { Plan } from '../../plan.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { Combination, VariantQuestions } from './asked.ts';

/** One figure that every variant is read for, under every strategy. */
export interface Outcome {
  /** unique: `OS at 36` */
  name: string;
  kind: 'survival' | 'rmst' | 'median' | 'proportion' | 'combination';
  /** of an endpoint, of the proportion, or the combination itself */
  of: string;
  title: string;
  /** landmark time, or restriction time of the mean */
  time?: number;
  /** of a combination: outcomes before it, and their weights */
  terms?: readonly { index: number; weight: number }[];
  /** a share is shown in percent, a time in the scenario's unit */
  unit: 'share' | 'time';
  /** whether more of it is better; null where nobody can say, as of a proportion */
  isBenefit: boolean | null;
}

/**
 * @param plans of all strategies: a proportion is an outcome where all have it
 * @throws RangeError for a combination of what is no outcome
 */
export function outcomesOf(
  { endpoints }: Scenario,
  plans: readonly Plan[],
  { endpoints: names, at, rmst, proportions, combinations = [] }: VariantQuestions,
): Outcome[] {
  const ofEndpoint = (of: string): Outcome[] => {
    const title = endpoints[of]!.title ?? of;
    return [
      ...at.map(
        (time): Outcome => ({
          ...{ name: `${of} at ${time}`, kind: 'survival', of, title, time, unit: 'share', isBenefit: true },
        }),
      ),
      { name: `${of} median`, kind: 'median', of, title, unit: 'time', isBenefit: true },
      ...rmst.map(
        (time): Outcome => ({
          ...{ name: `${of} RMST(${time})`, kind: 'rmst', of, title, time, unit: 'time', isBenefit: true },
        }),
      ),
    ];
  };
  const [first, ...others] = plans as [Plan, ...Plan[]];
  const shared = first.readout.proportions.filter(({ name }) =>
    others.every(({ readout }) => readout.proportions.some((one) => one.name === name)),
  );
  const byName = new Map(proportions ? shared.map((one) => [one.name, one]) : []);
  const outcomes = [
    ...names.flatMap(ofEndpoint),
    ...[...byName.values()].map(
      ({ name, title }): Outcome => ({
        ...{ name, kind: 'proportion', of: name, title, unit: 'share', isBenefit: null },
      }),
    ),
  ];
  return [...outcomes, ...combinations.map((one) => combinationOf(one, outcomes))];
}

/** In the unit of its times, or a share where it has none: weights of shares are then times. */
function combinationOf({ name, terms }: Combination, outcomes: readonly Outcome[]): Outcome {
  const found = terms.map(({ outcome, weight }) => {
    const index = outcomes.findIndex((one) => one.name === outcome);
    if (index < 0)
      throw new RangeError(
        `outcome ${outcome} is not there; choose one of: ${outcomes.map((one) => one.name).join(', ')}`,
      );
    return { index, weight };
  });
  const unit = found.some(({ index }) => outcomes[index]!.unit === 'time') ? 'time' : 'share';
  return { name, kind: 'combination', of: name, title: name, unit, isBenefit: true, terms: found };
}
