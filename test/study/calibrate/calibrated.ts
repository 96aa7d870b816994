import { checkScenario } from '../../../src/scenario/check.ts';
import { freeParameters } from '../../../src/study/calibrate/free.ts';
import {
  type CalibrateOptions,
  type CalibrateResult,
  calibrate,
  inlinePoints,
} from '../../../src/study/calibrate/index.ts';
import { type PosteriorSummary, summarisePosterior } from '../../../src/study/calibrate/summary.ts';
import { likelihoodTargets } from '../../../src/study/calibrate/targets.ts';

/** A scenario of healthy, ill and dead, with its targets and what is calibrated. */
export function illness(rest: string): string {
  return `
scenario: Illness and death
time: { unit: month, origin: diagnosis, horizon: 60, landmarks: [12, 24] }
evidence: { paper: { cite: Somebody 2020 } }
parameters:
  falls-ill: { value: 0.04, assumption: to be calibrated }
  dies-ill: { value: 0.05, assumption: to be calibrated }
  dies-well: { value: 0.01, assumption: to be calibrated }
start: well
states:
  well:
    transitions:
      - { to: ill, law: exponential, rate: falls-ill }
      - { to: dead, law: exponential, rate: dies-well }
  ill: { transitions: [{ to: dead, law: exponential, rate: dies-ill }] }
  dead: {}
endpoints:
  OS: { event: dead }
  PFS: { event: [ill, dead] }
${rest}`;
}

export const problemsOf = (text: string): string[] => {
  const { scenario, errors } = checkScenario(text, { compileOnly: () => [] });
  return [...errors, ...freeParameters(scenario!).problems, ...likelihoodTargets(scenario!).problems].map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
};

export async function calibrated(
  text: string,
  {
    rows = 2000,
    executor = inlinePoints(),
    seed = '1',
    ...asked
  }: Pick<CalibrateOptions, 'cohorts' | 'effective'> & Partial<CalibrateOptions> & { rows?: number },
): Promise<{ result: CalibrateResult; summary: PosteriorSummary }> {
  const { scenario } = checkScenario(text, { compileOnly: () => [] });
  const job = { scenario: scenario!, seed, engine: 'wasm', generator: 'triple32' } as const;
  const result = await calibrate({ ...job, executor, ...asked });
  return { result, summary: summarisePosterior(result, seed, rows) };
}
