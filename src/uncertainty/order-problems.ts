import type { Problem } from '../language/problem.ts';
import { OverrideError } from '../scenario/overrides.ts';
import type { Drawn } from './drawn.ts';
import { evenNumbers } from './even.ts';
import { type JointGroups, jointValues } from './joint/values.ts';

/** Orders that the evidence contradicts: of many draws, none has its numbers in that order. */
export function orderProblems(drawn: readonly Drawn[], { joints, orders }: JointGroups): Problem[] {
  return orders.flatMap((order, index): Problem[] => {
    const value = jointValues(drawn, { joints, orders: [order] }, evenNumbers('order'));
    try {
      value(order.keys[0]!)(0);
      return [];
    } catch (error) {
      if (!(error instanceof OverrideError)) throw error;
      const message = `${error.message}: the evidence contradicts it`;
      return [{ path: ['ordered', index], message, severity: 'error' }];
    }
  });
}
