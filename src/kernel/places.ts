import { edgesOf } from './edges.ts';
import type { Effect, Graph } from './graph.ts';
import type { Layout } from './memory.ts';
import type { Queue } from './primitives/primitives.ts';

/** A queue of a node, or a way out: patients and their times since the start. */
export interface Line extends Queue {
  length: number;
  /** whether all who come here are at time 0: then `times` is the place of zeros that all such queues share */
  atStart: boolean;
}

/** Where everything of a graph stands in memory, as byte offsets. */
export interface Places {
  tables: number;
  counts: number;
  /** by number of the memory column, and of the visits column */
  memories: number[];
  visits: number[];
  /** by timer, a column with its time for every patient, where it is worth one */
  keptTimers: (number | undefined)[];
  /** times of all who are at the start: written to only with zeros */
  zeros: number;
  /** by node */
  queues: Line[];
  /** for those who leave the simulation, by one way and by another */
  outs: [Line, Line];
  /** where patients wait whose node leads to itself */
  loop: Queue;
  /** columns of the block of patients under way */
  draws: number;
  times: number;
  winners: number;
  others: number;
  clock: number;
  hazard: number;
  follow: number;
}

/** A timer that is needed in more places than this is drawn once for every patient and kept in a column. */
const KEPT_ABOVE = 2;

/** @param batch patients that must have room */
export function layOut(graph: Graph, batch: number, layout: Layout): Places {
  const integers = () => layout.reserve(batch * 4);
  const doubles = () => layout.reserve(batch * 8);
  const tables = layout.reserve(graph.tables.length * 8);
  const counts = layout.reserve(graph.tracks * (graph.grid.rows + 1) * 4);
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
    zeros,
    memories: Array.from({ length: graph.memories }, doubles),
    visits: Array.from({ length: graph.visits }, integers),
    keptTimers: timesAsked(graph).map((times) => (times > KEPT_ABOVE ? doubles() : undefined)),
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

/** By node, whether patients come there at time 0 only: from the root by way of splits alone. */
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

/** By timer, in how many places of the graph it is asked for. */
function timesAsked(graph: Graph): number[] {
  const asked = graph.timers.map(() => 0);
  const effects = (list: readonly Effect[]) => {
    for (const effect of list) if (effect.kind === 'observe') asked[effect.timer]!++;
  };
  effects(graph.root.effects);
  for (const node of graph.nodes) {
    for (const edge of edgesOf(node)) effects(edge.effects);
    if (node.kind === 'when' && node.bound.kind === 'timer') asked[node.bound.timer]!++;
    if (node.kind !== 'state') continue;
    for (const { time } of node.arms) if (time.kind === 'timer') asked[time.timer]!++;
  }
  return asked;
}
