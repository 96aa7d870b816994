import { withEdges } from './kernel/edges.ts';
import type { Effect, Graph } from './kernel/graph.ts';
import type { EndpointReadout, Plan } from './plan.ts';

/**
 * The same plan, whose chunks also bring each patient's own time of some endpoints: `Counts.outcomes`, in the order of
 * the names. The time is that of the event, infinite where there is none by the horizon. Nothing that is counted
 * changes.
 *
 * @throws RangeError for an endpoint that the plan does not have
 */
export function withOutcomes(plan: Plan, names: readonly string[]): Plan {
  const { graph, readout } = plan;
  const outcomes = names.map((name, k) => {
    const endpoint = readout.endpoints.find((one) => one.name === name);
    if (!endpoint) throw new RangeError(`the plan has no endpoint ${name}`);
    return {
      memory: graph.memories + k,
      tracks: new Set(endpoint.cells.flatMap(({ events }) => events.flat())),
    };
  });
  /** What to remember where something is counted in a track. */
  const remember = (track: number, time?: (Effect & { kind: 'tally' })['time']): Effect[] =>
    outcomes
      .filter(({ tracks }) => tracks.has(track))
      .map(({ memory }) => ({ kind: 'remember', memory, time }));
  const extended: Graph = {
    ...withEdges(graph, ({ to, effects }, arm) => ({
      to,
      effects: [
        ...(arm ? remember(arm.track) : []),
        ...effects.flatMap((effect) =>
          effect.kind === 'tally' ? [effect, ...remember(effect.track, effect.time)] : [effect],
        ),
      ],
    })),
    memories: graph.memories + outcomes.length,
    outcomes: outcomes.map(({ memory }) => memory),
  };
  return { ...plan, graph: extended };
}

/** Whether an endpoint's own definition censors, so that some patients' times are not known though they have one. */
export function censors({ cells }: EndpointReadout): boolean {
  return cells.some(({ censored }) => censored.length > 0);
}
