import { readFileSync } from 'node:fs';
import { fingerprint } from '../../src/fingerprint.ts';
import { createEngine } from '../../src/kernel/engine.ts';
import { typescriptMachine } from '../../src/kernel/primitives/typescript.ts';
import type { Plan } from '../../src/plan.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { compile } from '../../src/scenario/compile/index.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { resolve } from '../../src/scenario/resolve/index.ts';
import { addChunk, emptyTally } from '../../src/tally.ts';

/** The plan of the first strategy of a file in scenarios/. */
export function planOf(name: string): Plan {
  return planFrom(readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8'));
}

export function planFrom(text: string): Plan {
  const { scenario, problems } = readScenario(text);
  if (!scenario || problems.length > 0) throw new Error(JSON.stringify(problems));
  return compile(resolve(scenario, Object.keys(scenario.strategies)[0]!).model).plan!;
}

/** A model whose patients never leave an endless loop. */
export const endlessPlan = () =>
  planFrom(`
scenario: A cycle that takes no time
time: { unit: month, origin: birth, horizon: 12 }
start: here
states:
  here: { transitions: [{ to: there, law: fixed, delay: { value: 0, assumption: none } }] }
  there: { transitions: [{ to: here, law: fixed, delay: { value: 0, assumption: none } }] }
`);

/** The fingerprint of patients 0 to n - 1, by the kernel alone, in one chunk. */
export function expectedPrint(plan: Plan, seed: string, n: number): string {
  const tally = emptyTally(plan);
  const engine = createEngine(plan.graph, typescriptMachine);
  addChunk(tally, { first: 0, count: n }, engine.run(streamKeys(seed, plan.graph.streams), 0, n));
  return fingerprint([tally]);
}
