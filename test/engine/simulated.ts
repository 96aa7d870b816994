import { readdirSync, readFileSync } from 'node:fs';
import { createEngine, type EngineOptions } from '../../src/kernel/engine.ts';
import { type EngineName, machineOf } from '../../src/kernel/primitives/index.ts';
import type { Chunk, Plan } from '../../src/plan.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import type { Model } from '../../src/scenario/model.ts';
import { resolve } from '../../src/scenario/resolve/index.ts';
import { addChunk, emptyTally, type Tally } from '../../src/tally.ts';

/** A strategy of a scenario, for the engine and for the oracle. */
export interface Pair {
  /** file and strategy */
  name: string;
  plan: Plan;
  model: Model;
}

/**
 * The strategies of a scenario text.
 *
 * @throws Error with all that is wrong with it
 */
export function strategiesOf(text: string, file = ''): Pair[] {
  const { scenario, plans, errors } = checkScenario(text);
  if (errors.length > 0) throw new Error(errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return Object.values(plans).map((plan) => ({
    name: `${file} ${plan.strategy}`.trim(),
    plan,
    model: resolve(scenario!, plan.strategy).model,
  }));
}

const folder = new URL('../../scenarios/', import.meta.url);

/** The text of a scenario in the house. */
export const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

/** Every strategy of every scenario in the house. */
export function shipped(): Pair[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.flatMap((file) => strategiesOf(textOf(file), file));
}

/** Run chunks of patients on one engine: the readable one unless another is named. */
export function tallyOf(
  plan: Plan,
  seed: string,
  chunks: readonly Chunk[],
  { engine: name = 'typescript', ...options }: EngineOptions & { engine?: EngineName } = {},
): Tally {
  const engine = createEngine(plan.graph, machineOf(name), options);
  const keys = streamKeys(seed, plan.graph.streams);
  const tally = emptyTally(plan);
  for (const chunk of chunks) addChunk(tally, chunk, engine.run(keys, chunk.first, chunk.count));
  return tally;
}

/** Patients 0 to n - 1. */
export const patients = (n: number): Chunk[] => [{ first: 0, count: n }];
