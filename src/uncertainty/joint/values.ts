import { OverrideError } from '../../scenario/overrides.ts';
import type { Drawn } from '../drawn.ts';
import type { EvenNumbers } from '../even.ts';
import { type Joint, type Order, streamOf } from './joint.ts';

/** The joint groups and orders among the drawn numbers. */
export interface JointGroups {
  joints: readonly Joint[];
  orders: readonly Order[];
}

/** Number of times a draw is repeated if its numbers are out of order. */
export const MOST_VISITS = 10_000;

/** The value of a number in one draw; `visit` counts the repetitions of the draw. */
type Value = (draw: number, visit: number) => number;

/**
 * The values of numbers by key: each from its own law and its own random numbers, or jointly with its group. If
 * numbers are out of their order, they and their groups are drawn again until the order holds. The resulting law
 * is the law of the evidence, conditional on the order.
 *
 * @returns a function from draw to value for each number; it throws an OverrideError if no repetition gives the order
 */
export function jointValues(
  drawn: readonly Drawn[],
  { joints = [], orders = [] }: Partial<JointGroups>,
  even: EvenNumbers,
): (key: string) => (draw: number) => number {
  const values = new Map<string, Value>();
  for (const joint of joints) addJoint(joint, even, values);
  const add = (key: string, quantile: (p: number) => number) => {
    if (values.has(key)) return;
    const own = even(streamOf(key));
    values.set(key, (draw, visit) => quantile(own(draw, visit)));
  };
  for (const one of drawn) if (one.kind === 'number') add(one.key, one.law.quantile);
  for (const { keys, laws } of orders) for (const [i, key] of keys.entries()) add(key, laws[i]!.quantile);
  const visitOf = new Map<string, (draw: number) => number>();
  for (const block of blocksOf(joints, orders)) {
    const visits = firstInOrder(block.orders, values);
    for (const key of block.keys) visitOf.set(key, visits);
  }
  return (key) => {
    const value = values.get(key)!;
    const visit = visitOf.get(key);
    return visit ? (draw) => value(draw, visit(draw)) : (draw) => value(draw, 0);
  };
}

function addJoint(joint: Joint, even: EvenNumbers, values: Map<string, Value>): void {
  const streams = joint.streams.map((stream) => even(stream));
  let last: { draw: number; visit: number; values: ArrayLike<number> } | undefined;
  joint.keys.forEach((key, i) => {
    values.set(key, (draw, visit) => {
      if (last?.draw !== draw || last.visit !== visit)
        last = {
          ...{ draw, visit },
          values: joint.valuesOf(draw, visit, (stream, at, again) => streams[stream]!(at, again)),
        };
      return last.values[i]!;
    });
  });
}

/** The first visit of a draw in which all orders hold. */
function firstInOrder(orders: readonly Order[], values: ReadonlyMap<string, Value>) {
  const isInOrder = (draw: number, visit: number) =>
    orders.every(({ keys }) => {
      let before = -Infinity;
      for (const key of keys) {
        const value = values.get(key)!(draw, visit);
        if (!(value >= before)) return false;
        before = value;
      }
      return true;
    });
  let last: { draw: number; visit: number } | undefined;
  return (draw: number): number => {
    if (last?.draw === draw) return last.visit;
    for (let visit = 0; visit < MOST_VISITS; visit++)
      if (isInOrder(draw, visit)) {
        last = { draw, visit };
        return visit;
      }
    const names = orders.map((order) => order.names.join(', ')).join('; ');
    throw new OverrideError(`the order of ${names} was not found in ${MOST_VISITS} tries of one draw`);
  };
}

/** Orders that share numbers or joint groups, with all their keys: these are redrawn together. */
function blocksOf(
  joints: readonly Joint[],
  orders: readonly Order[],
): { keys: Set<string>; orders: Order[] }[] {
  const blocks: { keys: Set<string>; orders: Order[] }[] = [];
  for (const order of orders) {
    const block = { keys: new Set(order.keys), orders: [order] };
    for (const { keys } of joints)
      if (keys.some((key) => block.keys.has(key))) for (const key of keys) block.keys.add(key);
    for (const other of blocks.filter(({ keys }) => [...keys].some((key) => block.keys.has(key)))) {
      blocks.splice(blocks.indexOf(other), 1);
      for (const key of other.keys) block.keys.add(key);
      block.orders.unshift(...other.orders);
    }
    blocks.push(block);
  }
  return blocks;
}
