import type { Edge, Effect, Graph, Node } from '../../kernel/graph.ts';
import type { Model } from '../model.ts';
import { Columns, type DrawnNumber } from './columns.ts';
import type { KeptTables } from './kept-tables.ts';
import { thresholdsOf } from './know/levels.ts';
import type { LaidEdge, LaidNode, Structure } from './lay.ts';
import type { LaidEffect } from './notebooks/notebook.ts';
import { armTime } from './numbers/arms.ts';
import { type Complain, chancesOf, streamOf } from './numbers/chances.ts';
import { Packer, thresholdOf } from './pack.ts';
import { numericOddsOf } from './steps/step.ts';

/**
 * Fills a structure with the numbers of a model: thresholds of draws, laws of transitions, timers and number columns.
 *
 * @param model the model that the structure was laid for, or one of the same scenario and strategy that answers all of
 *   the structure's questions equally
 * @param complain called for chances that no longer sum to 1 after ratios are applied
 * @param tables of the plan before, to be reused
 * @param drawn further numbers of each patient, returned after all other outcomes
 * @param room memory for the tables, taken if it is large enough
 */
export function fill(
  structure: Structure<unknown>,
  model: Model,
  complain: Complain,
  tables?: KeptTables,
  drawn: readonly DrawnNumber[] = [],
  room?: Float64Array,
): Graph {
  const packer = new Packer(tables);
  const memories = structure.memories.copy();
  const columns = new Columns(model, packer, memories);
  const chances = structure.chances.map((recipe) => chancesOf(model, recipe, complain));
  const times = structure.arms.map((arm) => armTime(model, arm, packer, columns));
  const sourceOf = (index: number) => structure.chances[index]!.source;
  const stream = (index: number) => packer.stream(streamOf(model, sourceOf(index)));

  const effectWith = (effect: LaidEffect): Effect => {
    if (effect.kind !== 'mark') return effect;
    const { levels, counters } = effect;
    const own = chances[effect.chances]!;
    const last = levels[levels.length - 1];
    const upTo = (level: number) => own.slice(0, level + 1).reduce((sum, chance) => sum + chance, 0);
    return {
      kind: 'mark',
      stream: stream(effect.chances),
      // the last level takes the rest, so that rounding leaves no gap
      thresholds: levels.map((level) => thresholdOf(level === last ? 1 : upTo(level))),
      counters,
    };
  };
  const edgeWith = ({ to, effects }: LaidEdge): Edge => ({ to, effects: effects.map(effectWith) });

  const nodeWith = (node: LaidNode): Node => {
    if (node.kind === 'state') {
      const arms = node.arms.map(({ arm, track, edge }) => ({
        time: times[arm]!,
        track,
        edge: edgeWith(edge),
      }));
      const { name, visits, horizon } = node;
      return { kind: 'state', name, visits, arms, ...(horizon && { horizon: edgeWith(horizon) }) };
    }
    const ends = { yes: edgeWith(node.yes), no: edgeWith(node.no) };
    if (node.kind === 'when') {
      const { left, bound } = node.test;
      return {
        kind: 'when',
        left: left.kind === 'now' ? left : { kind: 'memory', memory: columns.number(left.characteristic) },
        bound: bound.kind === 'timer' ? { kind: 'timer', timer: columns.timer(bound.timer) } : bound,
        ...ends,
      };
    }
    const own = chances[node.chances]!;
    const draw = { kind: 'chance', stream: stream(node.chances), visits: node.visits } as const;
    if (node.kind === 'chance') {
      const threshold = thresholdsOf(own, node.runs)[node.upTo]!;
      return { ...draw, by: { kind: 'threshold', threshold }, ...ends };
    }
    const chance = own[node.level]!;
    // an odds ratio changes neither 0 nor 1
    if (chance === 0 || chance === 1)
      return { ...draw, by: { kind: 'threshold', threshold: thresholdOf(chance) }, ...ends };
    const scales = numericOddsOf(model, sourceOf(node.chances), node.level).map((modifier) =>
      columns.factor(modifier, 'plain'),
    );
    return { ...draw, by: { kind: 'odds', odds: chance / (1 - chance), scales }, ...ends };
  };

  const nodes = structure.nodes.map(nodeWith);
  const root = edgeWith(structure.root);
  const timers = columns.timers();
  const extra = drawn.map((number) => columns.extra(number));
  return {
    nodes,
    root,
    streams: packer.streams,
    tables: packer.tables(room),
    timers,
    numbers: columns.numbers,
    memories: memories.columns,
    outcomes: [...structure.outcomes, ...extra],
    visits: structure.visits,
    tracks: structure.tracks,
    counters: structure.counters,
    grid: {
      rows: model.horizon * model.rowsPerUnit + 1,
      perUnit: model.rowsPerUnit,
      horizon: model.horizon,
    },
  };
}
