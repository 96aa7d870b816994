import { edgesOf } from './edges.ts';
import type { Effect, Graph } from './graph.ts';
import type { Layout } from './memory.ts';
import type { Queue } from './primitives/primitives.ts';

/** The queue of a node, or of an exit: patients and their times since the start. */
export interface Line extends Queue {
  length: number;
  /** whether all patients here are at time 0; `times` is then a column of zeros that all such queues share */
  atStart: boolean;
}

/** The byte offsets of all data of a graph in memory. */
export interface Places {
  tables: number;
  counts: number;
  /** a column of rows, in which tracks are summed */
  left: number;
  /** by index of the memory column, and of the visits column */
  memories: number[];
  visits: number[];
  /** by timer: a column with its time for each patient, if it is used often enough */
  keptTimers: (number | undefined)[];
  /** the column of zeros for patients at time 0; only zeros are written to it */
  zeros: number;
  /** by node */
  queues: Line[];
  /** for patients who leave the simulation, by two different edges */
  outs: [Line, Line];
  /** patients of a node that leads to itself */
  loop: Queue;
  /** columns for the current block of patients */
  draws: number;
  times: number;
  winners: number;
  others: number;
  clock: number;
  hazard: number;
  follow: number;
}

/** A timer used in more places than this is drawn once for each patient and kept in a column. */
const KEPT_ABOVE = 2;

/** @param batch largest number of patients at a time */
export function layOut(graph: Graph, batch: number, layout: Layout): Places {
  const integers = () => layout.reserve(batch * 4);
  const doubles = () => layout.reserve(batch * 8);
  const tables = layout.reserve(graph.tables.length * 8);
  const counts = layout.reserve(graph.tracks * (graph.grid.rows + 1) * 4);
  const left = layout.reserve((graph.grid.rows + 1) * 4);
  const zeros = doubles();
  const line = (atStart = false): Line => ({
    patients: integers(),
    times: atStart ? zeros : doubles(),
    length: 0,
    atStart,
  });
  return {
    tables,
    counts,
    left,
    zeros,
    memories: Array.from({ length: graph.memories }, doubles),
    visits: Array.from({ length: graph.visits }, integers),
    keptTimers: usesOfTimers(graph).map((times) => (times > KEPT_ABOVE ? doubles() : undefined)),
    queues: nodesAtStart(graph).map(line),
    outs: [line(), line()],
    loop: line(),
    draws: integers(),
    times: doubles(),
    winners: integers(),
    others: doubles(),
    clock: doubles(),
    hazard: doubles(),
    follow: doubles(),
  };
}

/** For each node, whether patients arrive only at time 0: from the root through splits only. */
function nodesAtStart({ nodes }: Graph): boolean[] {
  const atStart = nodes.map(() => true);
  for (let changed = true; changed; ) {
    changed = false;
    nodes.forEach((node, at) => {
      if (node.kind !== 'state' && atStart[at]) return;
      for (const { to } of edgesOf(node)) {
        if (to < 0 || !atStart[to]) continue;
        atStart[to] = false;
        changed = true;
      }
    });
  }
  return atStart;
}

/** For each timer, the number of places in the graph that use it. */
function usesOfTimers(graph: Graph): number[] {
  const uses = graph.timers.map(() => 0);
  const effects = (list: readonly Effect[]) => {
    for (const effect of list) if (effect.kind === 'observe') uses[effect.timer]!++;
  };
  effects(graph.root.effects);
  for (const node of graph.nodes) {
    for (const edge of edgesOf(node)) effects(edge.effects);
    if (node.kind === 'when' && node.bound.kind === 'timer') uses[node.bound.timer]!++;
    if (node.kind !== 'state') continue;
    for (const { time } of node.arms) if (time.kind === 'timer') uses[time.timer]!++;
  }
  return uses;
}
