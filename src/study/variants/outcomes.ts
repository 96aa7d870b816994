import type { Plan } from '../../plan.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { VariantQuestions } from './asked.ts';

/** One figure that every variant is read for, under every strategy. */
export interface Outcome {
  /** unique: `OS at 36` */
  name: string;
  kind: 'survival' | 'rmst' | 'median' | 'proportion';
  /** of an endpoint, or of the proportion */
  of: string;
  title: string;
  /** landmark time, or restriction time of the mean */
  time?: number;
  /** a share is shown in percent, a time in the scenario's unit */
  unit: 'share' | 'time';
  /** whether more of it is better; null where nobody can say, as of a proportion */
  isBenefit: boolean | null;
}

/** @param plans of all strategies: a proportion is an outcome where all have it */
export function outcomesOf(
  { endpoints }: Scenario,
  plans: readonly Plan[],
  { endpoints: names, at, rmst, proportions }: VariantQuestions,
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
  return [
    ...names.flatMap(ofEndpoint),
    ...[...byName.values()].map(
      ({ name, title }): Outcome => ({
        ...{ name, kind: 'proportion', of: name, title, unit: 'share', isBenefit: null },
      }),
    ),
  ];
}
