import { checkScenario } from '../../../src/scenario/check.ts';
import type { DrawJob } from '../../../src/study/psa/index.ts';

/** The content of such a file. */
export const twoRatiosText = `
scenario: Two ratios
time: { unit: month, origin: entry, horizon: 24, rows-per-unit: 4, landmarks: [12], rmst: [24] }
evidence: { one: { cite: "One, 2020" }, two: { cite: "Two, 2021" } }
parameters:
  nobody: { value: 0, assumption: untreated }
  everybody: { value: 1, assumption: treated }
  death: { events: 40, exposure: 500, from: one }
  effect: { ratio: 1, interval: [0.6, 1.66], from: two }
characteristics: { treated: { chance: nobody } }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: death, hazard-ratio: { treated: effect } }] }
  dead: {}
endpoints: { OS: { event: dead } }
strategies:
  control: {}
  treatment: { characteristics: { treated: { chance: everybody } } }
`;

/** A decision between two strategies that depends on a treatment effect; the rate of control matters little. */
export function twoRatios(): DrawJob {
  const { scenario } = checkScenario(twoRatiosText);
  return {
    scenario: scenario!,
    strategies: ['control', 'treatment'],
    questions: { endpoints: ['OS'], at: [12], rmst: [24], proportions: false },
    ...{ seed: '1', patients: 1000, engine: 'wasm', generator: 'triple32' },
  };
}
