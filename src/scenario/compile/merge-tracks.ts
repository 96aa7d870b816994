import { withEdges } from '../../kernel/edges.ts';
import type { Effect, Graph, Node } from '../../kernel/graph.ts';
import type { Plan, Readout } from '../../plan.ts';

/**
 * The same plan with fewer tracks: those that no figure ever tells apart are counted in one. A third of the memory of a
 * large model's counts, and of the time to clear, copy and read them.
 *
 * Arms of one node keep tracks of their own, since the engine tells them apart by these.
 */
export function mergeTracks({ graph, readout, ...plan }: Plan): Plan {
  const roles = rolesOf(graph, readout);
  const numbers = new Map<string, number>();
  // in order of first appearance, so that nothing moves where nothing is merged
  const merged = roles.map((role) => {
    const number = numbers.get(role) ?? numbers.size;
    numbers.set(role, number);
    return number;
  });
  const to = (track: number) => merged[track]!;
  const edges = withEdges(graph, (edge) => ({
    ...edge,
    effects: edge.effects.map((effect) => effectWith(effect, to)),
  }));
  return {
    ...plan,
    graph: {
      ...edges,
      nodes: edges.nodes.map((node) => armsWith(node, to)),
      tracks: numbers.size,
    },
    readout: readoutWith(readout, (tracks) => [...new Set(tracks.map(to))]),
  };
}

/** By track, a text of all that it is read for. */
function rolesOf({ tracks, nodes }: Graph, readout: Readout): string[] {
  const roles: string[][] = Array.from({ length: tracks }, () => []);
  let next = 0;
  readoutWith(readout, (list) => {
    const role = String(next++);
    for (const track of list) roles[track]!.push(role);
    return list;
  });
  const texts = roles.map((list) => list.join());
  for (const node of nodes) {
    if (node.kind !== 'state') continue;
    const seen = new Map<string, number>();
    for (const { track } of node.arms) {
      const text = texts[track]!;
      const earlier = seen.get(text) ?? 0;
      seen.set(text, earlier + 1);
      if (earlier > 0) texts[track] = `${text} of arm ${earlier}`;
    }
  }
  return texts;
}

/** Every list of tracks in a readout, changed. */
function readoutWith(readout: Readout, change: (tracks: number[]) => number[]): Readout {
  return {
    ...readout,
    endpoints: readout.endpoints.map((endpoint) => ({
      ...endpoint,
      cells: endpoint.cells.map(({ events, censored, observed }) => ({
        events: events.map(change),
        censored: change(censored),
        observed: observed && { events: change(observed.events), censored: change(observed.censored) },
      })),
    })),
    states: readout.states.map((state) => ({
      ...state,
      entries: change(state.entries),
      exits: change(state.exits),
    })),
    ways: readout.ways.map((way) => ({ ...way, tracks: change(way.tracks) })),
  };
}

function armsWith(node: Node, to: (track: number) => number): Node {
  if (node.kind !== 'state') return node;
  return { ...node, arms: node.arms.map((arm) => ({ ...arm, track: to(arm.track) })) };
}

function effectWith(effect: Effect, to: (track: number) => number): Effect {
  if (effect.kind === 'tally') return { ...effect, track: to(effect.track) };
  if (effect.kind === 'observe') return { ...effect, event: to(effect.event), censored: to(effect.censored) };
  return effect;
}
