import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkScenario } from '../../../src/scenario/check.ts';
import type { Scenario } from '../../../src/scenario/schema/index.ts';
import type { TrialDesign } from '../../../src/trial/design.ts';
import type { HypothesesDesign } from '../../../src/trial/hypotheses/design.ts';
import { resolveHypotheses } from '../../../src/trial/language/hypotheses.ts';
import { resolveMultiArm } from '../../../src/trial/language/multi-arm.ts';
import { readTrial } from '../../../src/trial/language/read.ts';
import { type Resolved, resolveTrial } from '../../../src/trial/language/resolve.ts';
import type { RawTrial } from '../../../src/trial/language/schema.ts';
import type { MultiArmDesign } from '../../../src/trial/multi-arm/design.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const population = `trial: A design
unit: month
arms:
  control: { median: 20 }
  treatment: { hazard-ratio: 0.7 }
patients: 600
accrual: { duration: 24 }
follow-up: 24
`;

/** Three looks at a fifth, two thirds and all of 300 events. */
export const plain = `${population}dropout: { hazard: 0.01 }
test: log-rank
alpha: 0.025
analyses:
  - { events: 99 }
  - { events: 201 }
  - { events: 300 }
efficacy: { spending: obrien-fleming }
target: { power: 0.8 }
`;

/** One look at the end of follow-up. */
export const fixed = `${population}test: log-rank
target: { power: 0.8 }
`;

const scenarios = new Map<string, Scenario>();

/** A shipped scenario, as a shipped design names it. */
function shipped(file: string): Scenario {
  const text = () => readFileSync(`${root}/scenarios/trials/${file}`, 'utf8');
  const scenario = scenarios.get(file) ?? checkScenario(text(), { compileOnly: () => [] }).scenario!;
  scenarios.set(file, scenario);
  return scenario;
}

export const rectal = (): Scenario => shipped('../stage-iv-rectal.yaml');

/** `line:column message` for all problems of a design. */
export function mistakesIn(text: string): string[] {
  const { trial, problems, locate } = readTrial(text);
  if (!trial) return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  const context = trial.scenario === undefined ? {} : { scenario: shipped(trial.scenario) };
  const resolve = trial.comparisons ? resolveMultiArm : trial.hypotheses ? resolveHypotheses : resolveTrial;
  return resolve(trial, context).problems.map(({ path, message }) => {
    const { line, column } = locate(path);
    return `${line}:${column} ${message}`;
  });
}

export function rawOf(text: string): RawTrial {
  const { trial, problems } = readTrial(text);
  if (!trial) throw new Error(problems.map(({ message }) => message).join('\n'));
  return trial;
}

export function resolved(text: string, fractions?: readonly number[]): Resolved {
  const raw = rawOf(text);
  return resolveTrial(raw, {
    ...(raw.scenario === undefined ? {} : { scenario: shipped(raw.scenario) }),
    fractions,
  });
}

export function designOf(text: string, fractions?: readonly number[]): TrialDesign {
  const { design, problems } = resolved(text, fractions);
  if (!design)
    throw new Error(problems.map(({ message }) => message).join('\n') || 'fractions are not known');
  return design;
}

/** A shipped design. */
export function worked(name: string): string {
  return readFileSync(`${root}/scenarios/trials/${name}.yaml`, 'utf8');
}

export function hypothesesOf(text: string): HypothesesDesign {
  const raw = rawOf(text);
  const context = raw.scenario === undefined ? {} : { scenario: shipped(raw.scenario) };
  const { design, problems } = resolveHypotheses(raw, context);
  if (!design) throw new Error(problems.map(({ message }) => message).join('\n'));
  return design;
}

export function multiArmOf(text: string): MultiArmDesign {
  const raw = rawOf(text);
  const context = raw.scenario === undefined ? {} : { scenario: shipped(raw.scenario) };
  const { design, problems } = resolveMultiArm(raw, context);
  if (!design) throw new Error(problems.map(({ message }) => message).join('\n'));
  return design;
}
