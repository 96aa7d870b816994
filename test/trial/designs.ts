import { uniformAccrual } from '../../src/formulas/accrual.ts';
import type { PiecewiseHazard } from '../../src/formulas/piecewise-hazard.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { patientTimesOf } from '../../src/scenario/overrides.ts';
import type { LawArm, Look, StrategyArm, TrialDesign } from '../../src/trial/design.ts';
import { textOf } from '../engine/simulated.ts';

/** A hazard in steps, [start, rate] by [start, rate]; a constant one as a number. */
export function hazard(steps: number | readonly (readonly [number, number])[]): PiecewiseHazard {
  const list = typeof steps === 'number' ? [[0, steps] as const] : steps;
  return { starts: list.map(([start]) => start), rates: list.map(([, rate]) => rate) };
}

type Steps = Parameters<typeof hazard>[0];

/** An arm of plain laws: hazards of the event, and of loss to follow-up. */
export const law = (title: string, events: Steps, lost?: Steps): LawArm =>
  lawByStratum(title, [events], lost);

/** An arm with a hazard of the event for each stratum. */
export function lawByStratum(title: string, events: readonly Steps[], lost?: Steps): LawArm {
  const dropout = lost === undefined ? undefined : hazard(lost);
  return { kind: 'law', title, parts: events.map((steps) => ({ hazard: hazard(steps), dropout })) };
}

export const atEvents = (...events: number[]): Look[] =>
  events.map((count) => ({ events: count, rule: 'first' }));
export const atTimes = (...times: number[]): Look[] => times.map((time) => ({ time, rule: 'first' }));

/** Boundaries that are never crossed, so that all trials continue to their last look. */
export function uncrossed(looks: number): TrialDesign['boundaries'] {
  return {
    fractions: Array.from({ length: looks }, (_, k) => (k + 1) / looks),
    efficacy: Array.from({ length: looks }, () => Infinity),
    futility: Array.from({ length: looks }, () => -Infinity),
    binding: false,
  };
}

const NORMAL_975 = 1.959963984540054;

/** One test at the last look, one-sided 0.025. */
export function once(looks = 1): TrialDesign['boundaries'] {
  const boundaries = uncrossed(looks);
  return { ...boundaries, efficacy: boundaries.efficacy.with(-1, NORMAL_975) };
}

/** A plain trial with the given changes: 60 patients 1:1, 24 months of accrual, a look at 30 events. */
export function trialOf(changes: Partial<TrialDesign> = {}): TrialDesign {
  const looks = changes.looks ?? atEvents(30);
  const patients = changes.patients ?? 60;
  return {
    title: 'a trial',
    unit: 'month',
    arms: [law('control', 0.05, 0.01), law('treatment', 0.03, 0.01)],
    allocation: [1, 1],
    patients,
    accrual: { pattern: uniformAccrual(patients, 24), entry: 'uniform' },
    strata: [{ name: '', share: 1, enrolled: true }],
    test: { kind: 'log-rank' },
    alpha: 0.025,
    sides: 1,
    looks,
    boundaries: once(looks.length),
    ...changes,
  };
}

interface Changes {
  endpoint: string;
  randomisedAt?: string[];
  subgroup?: string;
  dropout?: StrategyArm['dropout'];
}

/** A strategy of a shipped scenario as an arm. */
export const strategyArm = (file: string, strategy: string, changes: Changes): StrategyArm =>
  armOf(textOf(file), strategy, changes);

export function armOf(text: string, strategy: string, changes: Changes): StrategyArm {
  const { scenario, errors } = checkScenario(text, { compileOnly: () => [] });
  if (errors.length > 0) throw new Error(errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const { endpoint, randomisedAt: entries, subgroup: member, dropout } = changes;
  const patients = patientTimesOf(scenario!, strategy, { endpoints: [endpoint], entries, member });
  return { kind: 'strategy', title: strategy, patients, dropout };
}

/** Patients with an event have it exactly 6, 12 or 24 months after entry. */
export const dated = (strategy: 'control' | 'treatment'): StrategyArm =>
  armOf(
    `
scenario: Few dates
time: { unit: month, origin: entry, horizon: 200 }
parameters:
  early: { value: 0.3, assumption: "For the test" }
  middle: { value: 0.3, assumption: "For the test" }
  six: { value: 6, assumption: "For the test" }
  twelve: { value: 12, assumption: "For the test" }
  twenty-four: { value: 24, assumption: "For the test" }
start: fate
states:
  fate:
    decide:
      - { to: soon, chance: early }
      - { to: later, chance: middle }
      - { to: late, chance: rest }
  soon: { transitions: [{ to: dead, law: fixed, delay: six }] }
  later: { transitions: [{ to: dead, law: fixed, delay: twelve }] }
  late: { transitions: [{ to: dead, law: fixed, delay: twenty-four }] }
  dead: {}
endpoints:
  death: { event: dead }
strategies:
  control: {}
  treatment: { parameters: { early: { value: 0.1, assumption: "For the test" } } }
`,
    strategy,
    { endpoint: 'death' },
  );

/** The design with its arms exchanged. */
export function swapped(design: TrialDesign): TrialDesign {
  return { ...design, arms: [...design.arms].reverse(), allocation: [...design.allocation].reverse() };
}
