import type { DrawnNumber } from '../../uncertainty/drawn.ts';
import type { Order } from '../../uncertainty/joint/joint.ts';
import { intervalOf } from '../../uncertainty/law.ts';

/** A value to which a number is varied. */
export interface End {
  value: number;
  /** the number at whose value its range is cut off, because the two may not cross */
  limitedBy?: string;
}

/** The ends of a stated range, or of the 95% interval of any other law. */
export function rangeOf({ law }: DrawnNumber): [low: number, high: number] {
  return law.name === 'uniform' ? [law.parameters.min!, law.parameters.max!] : intervalOf(law);
}

/**
 * The ends of the range that the evidence allows. The range of a number that may not cross others is cut off at their values, which are held.
 *
 * @param numbers the drawn numbers
 */
export function endsOf(
  one: DrawnNumber,
  orders: readonly Pick<Order, 'keys'>[],
  numbers: readonly DrawnNumber[],
): [low: End, high: End] {
  const [low, high] = rangeOf(one);
  const beside = orders.flatMap(({ keys }) => {
    const at = keys.indexOf(one.key);
    return at < 0 ? [] : keys.map((key, i) => ({ side: Math.sign(i - at), key }));
  });
  const neighbours = (side: number) =>
    beside.flatMap((other) => (other.side === side ? numbers.filter(({ key }) => key === other.key) : []));
  const stopped = (value: number, side: 1 | -1): End =>
    neighbours(side).reduce<End>(
      (end, { name, value: at }) => (side * (end.value - at) > 0 ? { value: at, limitedBy: name } : end),
      { value },
    );
  return [stopped(low, -1), stopped(high, 1)];
}
