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
 * @param only the strategy to compile; all unless given
 * @throws Error with all problems of the text
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

/** The text of a shipped scenario. */
export const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

let every: Pair[] | undefined;

/** Every strategy of every shipped scenario. Tests over it must be cheap: a file may have many large strategies. */
export function everyStrategy(): Pair[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  every ??= files.flatMap((file) => strategiesOf(textOf(file), file));
  return every;
}

/**
 * The strategies of every shipped scenario, without those that differ from an earlier one of their file in numbers
 * alone: their graphs have the same kinds of nodes with the same connections, so one of them is enough.
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

/** The kinds of nodes and their connections, as text. */
function structureOf({ graph }: Plan): string {
  const ways = graph.nodes.map((node) =>
    node.kind === 'state'
      ? node.arms.map(({ time, edge }) => `${time.kind}>${edge.to}`)
      : [`${node.kind}>${node.yes.to}`, `>${node.no.to}`],
  );
  return ways.map((each) => each.join(' ')).join('; ');
}

/** Runs chunks of patients on one engine: the TypeScript engine unless another is given. */
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
