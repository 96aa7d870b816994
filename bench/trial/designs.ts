import { readFileSync } from 'node:fs';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { constantHazard, hazardOfMedian, hazardTimesRatio } from '../../src/formulas/piecewise-hazard.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { patientTimesOf } from '../../src/scenario/overrides.ts';
import type { TrialDesign } from '../../src/trial/design.ts';

/** The trial that all programs simulate: 600 patients, one look at 300 events, log-rank test. */
export function plainTrial(): TrialDesign {
  const hazard = hazardOfMedian(20.5);
  const dropout = constantHazard(0.01);
  const reduced = hazardTimesRatio(hazard, constantHazard(0.7));
  return {
    ...common,
    title: 'exponential arms',
    arms: [
      { kind: 'law', title: 'control', parts: [{ hazard, dropout }] },
      { kind: 'law', title: 'treatment', parts: [{ hazard: reduced, dropout }] },
    ],
  };
}

/** The same trial with arms from the study scenario. */
export function studyTrial(): TrialDesign {
  const path = new URL('../../scenarios/stage-iv-rectal.yaml', import.meta.url);
  const { scenario } = checkScenario(readFileSync(path, 'utf8'), { compileOnly: () => [] });
  const arm = (strategy: string): TrialDesign['arms'][number] => ({
    kind: 'strategy',
    title: strategy,
    patients: patientTimesOf(scenario!, strategy, { endpoints: ['PFS'] }),
    dropout: constantHazard(0.01),
  });
  return {
    ...common,
    title: 'arms of the study',
    arms: [arm('study-schedule'), arm('total-neoadjuvant')],
  };
}

const common: Omit<TrialDesign, 'title' | 'arms'> = {
  unit: 'month',
  allocation: [1, 1],
  patients: 600,
  accrual: { pattern: uniformAccrual(600, 24), entry: 'uniform' },
  strata: [{ name: 'all', share: 1, enrolled: true }],
  test: { kind: 'log-rank' },
  alpha: 0.025,
  sides: 1,
  looks: [{ events: 300, rule: 'first' }],
  boundaries: { fractions: [1], efficacy: [1.959963984540054], futility: [-Infinity], binding: false },
};
