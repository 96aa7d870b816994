import type { Edge, Effect, Node, WhenNode } from '../../kernel/graph.ts';
import type { NumericModifier } from './arms.ts';
import { thresholdOf } from './pack.ts';
import type { Walk } from './walk.ts';

export const NOWHERE: Edge = { to: -1, effects: [] };

/** Which draw decides, and who wants to know the node that it makes. */
export interface Draw {
  stream: string;
  visits?: number;
  register?(at: number): void;
}

/** An instant split; `yes` and `no` say how each part goes on. */
function split(
  walk: Walk,
  node: Node & { kind: 'chance' | 'when' },
  register: Draw['register'],
  yes: () => Edge,
  no: () => Edge,
): Edge {
  const at = walk.add(node);
  register?.(at);
  walk.later(() => {
    node.yes = yes();
  });
  walk.later(() => {
    node.no = no();
  });
  return { to: at, effects: [] };
}

/** A chain of splits by one draw: by its chance, each patient goes one of the ways. The last takes the rest. */
export function drawLevels(
  walk: Walk,
  draw: Draw,
  ways: { chance: number; way: () => Edge }[],
  below = 0,
): Edge {
  const [{ chance, way }, ...others] = ways as [(typeof ways)[number], ...typeof ways];
  const threshold = thresholdOf(below + chance);
  if (others.length === 0 || threshold === thresholdOf(1)) return way();
  const node: Node = {
    kind: 'chance',
    stream: walk.packer.stream(draw.stream),
    visits: draw.visits,
    by: { kind: 'threshold', threshold },
    yes: NOWHERE,
    no: NOWHERE,
  };
  const rest = () => drawLevels(walk, { ...draw, register: undefined }, others, below + chance);
  return split(walk, node, draw.register, way, rest);
}

/** A split by odds that numeric characteristics multiply, different from patient to patient. */
export function splitByOdds(
  walk: Walk,
  draw: Draw,
  chance: number,
  modifiers: NumericModifier[],
  yes: () => Edge,
  no: () => Edge,
): Edge {
  // ratios change nothing about what is certain
  if (chance === 1) return yes();
  if (chance === 0) return no();
  const scales = modifiers.map((modifier) => walk.columns.factor(modifier, 'plain'));
  const node: Node = {
    kind: 'chance',
    stream: walk.packer.stream(draw.stream),
    visits: draw.visits,
    by: { kind: 'odds', odds: chance / (1 - chance), scales },
    yes: NOWHERE,
    no: NOWHERE,
  };
  return split(walk, node, draw.register, yes, no);
}

/** A split by time or by a number. */
export function splitWhen(
  walk: Walk,
  test: Pick<WhenNode, 'left' | 'bound'>,
  yes: () => Edge,
  no: () => Edge,
): Edge {
  return split(walk, { kind: 'when', ...test, yes: NOWHERE, no: NOWHERE }, undefined, yes, no);
}

/** Counts, among patients whose draw is known to lie in some of the levels, how many are in each. */
export function countLevels(
  walk: Walk,
  stream: string,
  chances: readonly number[],
  counters: readonly number[],
  indices: readonly number[] = chances.map((_, i) => i),
): Effect {
  if (indices.length === 1) return { kind: 'count', counter: counters[indices[0]!]! };
  const last = indices[indices.length - 1]!;
  const upTo = (index: number) => chances.slice(0, index + 1).reduce((sum, chance) => sum + chance, 0);
  return {
    kind: 'mark',
    stream: walk.packer.stream(stream),
    thresholds: indices.map((index) => (index === last ? thresholdOf(1) : thresholdOf(upTo(index)))),
    counters: indices.map((index) => counters[index]!),
  };
}
