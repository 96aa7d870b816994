import { cellsOf } from '../../estimates/life-tables.ts';
import { withEdges } from '../../kernel/edges.ts';
import type { Effect, Graph } from '../../kernel/graph.ts';
import { censors, withOutcomes } from '../../outcomes.ts';
import type { Plan } from '../../plan.ts';
import type { StrategyArm } from '../design.ts';
import type { ArmColumns } from './columns.ts';
import { type Drawn, planOfGraph, withNumbers } from './graph.ts';
import { evenly, isNever, lawOf } from './law.ts';

/**
 * An arm whose patients go through the model of a scenario.
 *
 * @throws RangeError for an endpoint that the plan does not have or that censors, a state in which no time is spent or
 *   that can be entered again, an unknown subgroup
 */
export function strategyColumns(arm: StrategyArm): ArmColumns {
  const { strategy, plan, endpoint, dropout, randomisedAt, subgroup } = arm;
  const timed = withOutcomes(plan, [endpoint]);
  if (censors(plan.readout.endpoints.find(({ name }) => name === endpoint)!))
    throw new RangeError(
      `the endpoint ${endpoint} censors by its own definition, so that not every patient's time is known; choose one that does not`,
    );
  let graph = timed.graph;
  const remembered = (memorise: (graph: Graph, memory: number) => Graph): number => {
    const memory = graph.memories;
    graph = memorise({ ...graph, memories: memory + 1, outcomes: [...graph.outcomes, memory] }, memory);
    return graph.outcomes.length - 1;
  };
  // a column a state: of patients who enter several, one column would keep the last
  const randomised = randomisedAt?.map((state) =>
    remembered((one, memory) => withEntries(one, state, memory)),
  );
  const member =
    subgroup === undefined
      ? undefined
      : remembered((one, memory) => withMembers(one, plan, subgroup, memory));
  graph = withoutCounts(graph);
  // what comes after the event tells nothing, unless it is yet to be seen who is enrolled
  if (subgroup === undefined) graph = endedAt(graph, timed.graph.outcomes[0]!);
  const drawn: Drawn[] = [{ stream: 'trial entry', law: evenly }];
  const isLost = dropout !== undefined && !isNever(dropout);
  if (isLost) drawn.push({ stream: 'trial drop-out', law: lawOf(dropout) });
  const entry = graph.outcomes.length;
  return {
    plan: planOfGraph(strategy, withNumbers(graph, drawn)),
    entry,
    event: [0],
    dropout: [isLost ? entry + 1 : undefined],
    randomised,
    member,
    horizon: graph.grid.horizon,
  };
}

/** The graph with patients leaving it when their event is remembered. */
function endedAt(graph: Graph, memory: number): Graph {
  const isEnd = (effect: Effect) =>
    effect.kind === 'remember' && effect.memory === memory && (effect.time ?? now).kind === 'now';
  return withEdges(graph, (edge) => (edge.effects.some(isEnd) ? { ...edge, to: -1 } : edge));
}

const now = { kind: 'now' };

/** The graph, with the time of entry into a state remembered. */
function withEntries(graph: Graph, state: string, memory: number): Graph {
  const isOfState = (node: Graph['nodes'][number]) => node.kind === 'state' && node.name === state;
  const nodes = graph.nodes.filter(isOfState);
  if (nodes.length === 0)
    throw new RangeError(
      `no patient of this strategy spends time in ${state}; randomisation is on entry into one of ${timedStates(graph).join(', ')}`,
    );
  if (nodes.some((node) => node.kind === 'state' && node.visits !== undefined))
    throw new RangeError(`${state} can be entered again and again, randomisation needs a state entered once`);
  const entered = new Set(graph.nodes.flatMap((node, at) => (isOfState(node) ? [at] : [])));
  return withEdges(graph, (edge) =>
    entered.has(edge.to) ? { ...edge, effects: [...edge.effects, { kind: 'remember', memory }] } : edge,
  );
}

function timedStates({ nodes }: Graph): string[] {
  return [...new Set(nodes.flatMap((node) => (node.kind === 'state' ? [node.name] : [])))];
}

/** The graph, with the time remembered at which those of a subgroup are known to be, like those of all others. */
function withMembers(graph: Graph, { readout }: Plan, name: string, memory: number): Graph {
  const index = readout.subgroups.findIndex((one) => one.name === name);
  if (index < 0) throw new RangeError(`the plan has no subgroup ${name}`);
  const counters = new Set(cellsOf({ readout }, index).map((cell) => readout.cells[cell]!.counter));
  const isCounted = (effect: Effect) => effect.kind === 'count' && counters.has(effect.counter);
  const visit = (edge: Graph['root']): Graph['root'] =>
    edge.effects.some(isCounted)
      ? { ...edge, effects: [...edge.effects, { kind: 'remember', memory }] }
      : edge;
  return withEdges(graph, visit);
}

/** The graph with nothing noted but what its patients remember: twice as fast. */
function withoutCounts(graph: Graph): Graph {
  const isNeeded = ({ kind }: Effect) => kind === 'remember' || kind === 'visit';
  return withEdges(graph, (edge) => ({ ...edge, effects: edge.effects.filter(isNeeded) }));
}
