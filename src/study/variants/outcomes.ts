import type { Plan } from '../../plan.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { Lives } from '../compare/lives.ts';
import type { Combination, VariantQuestions } from './asked.ts';

/** One figure that is read from every variant, under every strategy. */
export interface Outcome {
  /** unique: `OS at 36` */
  name: string;
  kind: 'survival' | 'rmst' | 'median' | 'proportion' | 'hazard-ratio' | 'lives' | 'combination';
  /** name of the endpoint or proportion, or the combination itself */
  of: string;
  title: string;
  /** a subgroup; all patients unless given */
  subgroup?: string;
  /** landmark time, or restriction time of the mean */
  time?: number;
  /** of a hazard ratio: its period; all times unless given */
  period?: { from: number; to: number };
  /** of `lives`: the patients whose event comes later than under the reference, in the same row of the grid, or earlier */
  who?: keyof Lives;
  /** of a combination: earlier outcomes and their weights */
  terms?: readonly { index: number; weight: number }[];
  /**
   * a share is shown in percent, a time in the scenario's unit. The values of a ratio to the reference are its natural
   * logarithm, 0 for the reference itself; those of `lives` are 0 for the reference too
   */
  unit: 'share' | 'time' | 'ratio';
  /** whether more of it is better; null if that is not known, as for a proportion */
  isBenefit: boolean | null;
}

/**
 * @param plans of all strategies: a proportion is an outcome if all plans have it
 * @throws RangeError for a combination that names an unknown outcome
 */
export function outcomesOf(
  { endpoints, subgroups }: Scenario,
  plans: readonly Plan[],
  questions: VariantQuestions,
): Outcome[] {
  const groups = [undefined, ...(questions.subgroups ?? [])];
  const [first, ...others] = plans as [Plan, ...Plan[]];
  const shared = first.readout.proportions.filter(({ name }) =>
    others.every(({ readout }) => readout.proportions.some((one) => one.name === name)),
  );
  const byName = new Map(questions.proportions ? shared.map((one) => [one.name, one]) : []);
  const outcomes = [
    ...groups.flatMap((subgroup) =>
      questions.endpoints.flatMap((of) =>
        outcomesOfCurve(
          { of, title: endpoints[of]!.title ?? of, ...(subgroup !== undefined && { subgroup }) },
          subgroup === undefined ? '' : ` among ${subgroups[subgroup]?.title ?? subgroup}`,
          questions,
        ),
      ),
    ),
    ...[...byName.values()].map(
      ({ name, title }): Outcome => ({
        ...{ name, kind: 'proportion', of: name, title, unit: 'share', isBenefit: null },
      }),
    ),
  ];
  const lives = questions.lives ? livesOutcomes(endpoints, plans, questions.endpoints) : [];
  return [
    ...outcomes,
    ...lives,
    ...(questions.combinations ?? []).map((one) => combinationOf(one, outcomes)),
  ];
}

const WHO = { longer: 'later', same: 'in the same row', shorter: 'earlier' } as const;

/** Of the endpoints that censor nobody under any strategy: the time of every patient's event is known. */
function livesOutcomes(
  endpoints: Scenario['endpoints'],
  plans: readonly Plan[],
  names: readonly string[],
): Outcome[] {
  const timed = names.filter((name) =>
    plans.every(({ times }) => !times!.endpoints.find((one) => one.name === name)!.censors),
  );
  return timed.flatMap((of) =>
    (['longer', 'same', 'shorter'] as const).map(
      (who): Outcome => ({
        ...{ name: `${of} ${WHO[who]}`, kind: 'lives', of, title: endpoints[of]!.title ?? of, who },
        ...{ unit: 'share', isBenefit: null },
      }),
    ),
  );
}

/** Figures of one endpoint of one group. @param among the group, in words */
function outcomesOfCurve(
  of: Pick<Outcome, 'of' | 'title' | 'subgroup'>,
  among: string,
  { at, rmst, ratios }: VariantQuestions,
): Outcome[] {
  const named = (what: string) => `${of.of} ${what}${among}`;
  const periods = ratios?.periods.map((to, k) => ({ from: ratios.periods[k - 1] ?? 0, to })) ?? [];
  return [
    ...at.map(
      (time): Outcome => ({
        ...{ name: named(`at ${time}`), kind: 'survival', ...of, time, unit: 'share', isBenefit: true },
      }),
    ),
    { name: named('median'), kind: 'median', ...of, unit: 'time', isBenefit: true },
    ...rmst.map(
      (time): Outcome => ({
        ...{ name: named(`RMST(${time})`), kind: 'rmst', ...of, time, unit: 'time', isBenefit: true },
      }),
    ),
    ...(ratios ? [undefined, ...periods] : []).map(
      (period): Outcome => ({
        name: named(period ? `hazard ratio ${period.from} to ${period.to}` : 'hazard ratio'),
        ...{ kind: 'hazard-ratio', ...of, ...(period && { period }), unit: 'ratio', isBenefit: null },
      }),
    ),
  ];
}

/** A combination with times has their unit, and weights of shares are then times; otherwise it is a share. */
function combinationOf({ name, terms }: Combination, outcomes: readonly Outcome[]): Outcome {
  const found = terms.map(({ outcome, weight }) => {
    const index = outcomes.findIndex((one) => one.name === outcome && one.unit !== 'ratio');
    if (index < 0)
      throw new RangeError(
        `outcome ${outcome} is not there; choose one of: ${outcomes.flatMap(({ name: own, unit }) => (unit === 'ratio' ? [] : [own])).join(', ')}`,
      );
    return { index, weight };
  });
  const isTime = found.some(({ index }) => outcomes[index]!.unit === 'time');
  return {
    name,
    kind: 'combination',
    of: name,
    title: name,
    unit: isTime ? 'time' : 'share',
    isBenefit: true,
    terms: found,
  };
}
