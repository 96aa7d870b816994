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
  file: string;
  plan: Plan;
  model: Model;
}

/**
 * The strategies of a scenario text.
 *
 * @param only the one to compile; all unless given
 * @throws Error with all that is wrong with it
 */
export function strategiesOf(text: string, file = '', only?: string): Pair[] {
  const { scenario, plans, errors } = checkScenario(text, {
    compileOnly: (all) => (only === undefined ? all : [only]),
  });
  if (errors.length > 0) throw new Error(errors.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return Object.values(plans).map((plan) => ({
    name: `${file} ${plan.strategy}`.trim(),
    file,
    plan,
    model: resolve(scenario!, plan.strategy).model,
  }));
}

const folder = new URL('../../scenarios/', import.meta.url);

/** The text of a scenario in the house. */
export const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

let every: Pair[] | undefined;

/** Every strategy of every scenario in the house. Its tests are cheap: a file may have many large ones. */
export function everyStrategy(): Pair[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  every ??= files.flatMap((file) => strategiesOf(textOf(file), file));
  return every;
}

/**
 * The strategies of every scenario in the house, but for those that differ from an earlier one of their file in numbers
 * alone: where the nodes of the graphs are of the same kinds and lead to each other in the same ways, the first of them
 * stands for the others.
 */
export function shipped(): Pair[] {
  const seen = new Set<string>();
  return everyStrategy().filter(({ file, plan }) => {
    const structure = `${file} ${structureOf(plan)}`;
    const isNew = !seen.has(structure);
    seen.add(structure);
    return isNew;
  });
}

/** Kinds of nodes, and where they lead. */
function structureOf({ graph }: Plan): string {
  const ways = graph.nodes.map((node) =>
    node.kind === 'state'
      ? node.arms.map(({ time, edge }) => `${time.kind}>${edge.to}`)
      : [`${node.kind}>${node.yes.to}`, `>${node.no.to}`],
  );
  return ways.map((each) => each.join(' ')).join('; ');
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
