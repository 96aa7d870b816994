import { checkScenario } from '../../../src/scenario/check.ts';
import { freeParameters } from '../../../src/study/calibrate/free.ts';
import { calibrate } from '../../../src/study/calibrate/index.ts';
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
  { patients, effective, rows = 2000 }: { patients: number; effective: number; rows?: number },
): Promise<{ result: Awaited<ReturnType<typeof calibrate>>; summary: PosteriorSummary }> {
  const { scenario } = checkScenario(text, { compileOnly: () => [] });
  const { free } = freeParameters(scenario!);
  const { targets } = likelihoodTargets(scenario!);
  const result = await calibrate({
    scenario: scenario!,
    free,
    targets,
    patients,
    seed: '1',
    engine: 'wasm',
    generator: 'triple32',
    effective,
  });
  return { result, summary: summarisePosterior(result, '1', rows) };
}
