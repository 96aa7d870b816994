import type { Joint, Order } from '../../uncertainty/joint/joint.ts';

/** `Drawn 31, fixed 12, of them 9 assumptions`: how much of the uncertainty an answer includes. */
export function drawnWords(drawn: number, fixed: readonly { basis: string }[], verb = 'Drawn'): string {
  const assumptions = fixed.filter(({ basis }) => basis === 'assumption').length;
  const held =
    fixed.length === 0 ? '' : `, of them ${assumptions} ${assumptions === 1 ? 'assumption' : 'assumptions'}`;
  return `${verb} ${drawn}, fixed ${fixed.length}${held}`;
}

/** One sentence for each group of jointly drawn numbers and each order. */
export function togetherWords(
  joints: readonly Pick<Joint, 'kind' | 'title' | 'names'>[],
  orders: readonly Pick<Order, 'names'>[],
): string[] {
  return [
    ...joints.map(({ kind, title, names }) => {
      const all = names.join(', ');
      if (kind === 'posterior') return `Drawn as whole rows of ${title}: ${all}.`;
      if (kind === 'fit') return `Drawn together by the covariance of fit ${title}: ${all}.`;
      if (kind === 'counts') return `Drawn together as parts of one whole (Dirichlet): ${all}.`;
      return `Drawn together by a stated correlation: ${all}.`;
    }),
    ...orders.map(
      ({ names }) => `Draws keep the order ${names.join(' <= ')}: those that would cross are drawn again.`,
    ),
  ];
}
