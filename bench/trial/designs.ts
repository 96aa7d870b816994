import { readFileSync } from 'node:fs';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { constantHazard, hazardOfMedian, hazardTimesRatio } from '../../src/formulas/piecewise-hazard.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { patientTimesOf } from '../../src/scenario/overrides.ts';
import type { TrialDesign } from '../../src/trial/design.ts';
import type { HypothesesDesign } from '../../src/trial/hypotheses/design.ts';
import { resolveHypotheses } from '../../src/trial/language/hypotheses.ts';
import { readTrial } from '../../src/trial/language/read.ts';
import { resolveTrial } from '../../src/trial/language/resolve.ts';

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

/** An illness-death model of both arms, three looks: of OS alone, or of PFS and OS on a graph. */
function ofIllnessDeath(rest: string) {
  const { trial } = readTrial(`trial: illness-death model
unit: month
arms:
  control: { progression: { median: 9 }, death: { hazard: 0.005 }, death-after-progression: { median: 12 } }
  treatment: { progression: { hazard-ratio: 0.7 }, death-after-progression: { hazard-ratio: 0.9 } }
patients: 600
accrual: { duration: 24 }
dropout: { hazard: 0.01 }
test: log-rank
efficacy: { spending: obrien-fleming }
${rest}`);
  return trial!;
}

/** One endpoint at three looks, of the patients of `twoEndpoints`. */
export function oneEndpoint(): TrialDesign {
  const looks = '[{ events: 120 }, { events: 200 }, { events: 300 }]';
  return resolveTrial(ofIllnessDeath(`endpoint: OS\nanalyses: ${looks}\n`)).design!;
}

/** Both endpoints at the same looks, each with half of alpha, which goes to the other. */
export function twoEndpoints(): HypothesesDesign {
  const hypotheses = '{ PFS: { weight: 0.5, events: 440 }, OS: { weight: 0.5, events: 300 } }';
  const looks = '[{ events: { OS: 120 } }, { events: { OS: 200 } }, { events: { OS: 300 } }]';
  const design = `hypotheses: ${hypotheses}\ngraph: holm\nanalyses: ${looks}\n`;
  return resolveHypotheses(ofIllnessDeath(design)).design!;
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
