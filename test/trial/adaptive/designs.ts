import { uniformAccrual } from '../../../src/formulas/accrual.ts';
import { designSequential } from '../../../src/sequential/design.ts';
import { obrienFleming } from '../../../src/sequential/spending/obrien-fleming.ts';
import type {
  Adaptation,
  AdaptiveRule,
  RuleAction,
  RuleCondition,
  RuleMeasure,
} from '../../../src/trial/adaptation.ts';
import type { TrialDesign } from '../../../src/trial/design.ts';
import { atEvents, law, trialOf } from '../designs.ts';

/** A condition on one measure, both ends within. */
export const between = (measure: RuleMeasure, above: number, below: number): RuleCondition => ({
  kind: 'measure',
  ...{ measure, above, below, isWithin: true },
});

export const byTrend: RuleMeasure = { kind: 'conditional-power', under: 'trend' };

export const rule = (action: RuleAction, condition?: RuleCondition, look = 0): AdaptiveRule => ({
  name: `look ${look + 1}`,
  ...{ look, action },
  ...(condition && { condition }),
});

/** 160 patients who enter one after the other, looks at 60 and 120 events, O'Brien-Fleming spending. */
export function adaptive(
  adaptation: Partial<Adaptation>,
  { ratio = 0.65, ...changes }: Partial<TrialDesign> & { ratio?: number } = {},
): TrialDesign {
  const looks = changes.looks ?? atEvents(60, 120);
  const last = looks.at(-1)!.events ?? looks.length;
  const fractions = looks.map(({ events }, k) => (events ?? k + 1) / last);
  const { efficacy, futility, binding } = designSequential({
    fractions,
    alpha: 0.025,
    efficacy: { spending: obrienFleming.make() },
  });
  const patients = 160;
  return trialOf({
    patients,
    arms: [law('control', 0.08, 0.005), law('treatment', 0.08 * ratio, 0.005)],
    accrual: { pattern: uniformAccrual(patients, 16), entry: 'equally spaced' },
    looks,
    boundaries: { fractions, efficacy, futility, binding },
    ...changes,
    adaptation: {
      method: 'inverse-normal',
      rules: [],
      mostPatients: patients,
      plannedRatio: ratio,
      ...adaptation,
    },
  });
}
