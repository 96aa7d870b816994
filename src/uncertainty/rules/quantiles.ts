import { expert } from '../laws/expert.ts';
import type { Rule } from '../rule.ts';

const BOUNDS = { probability: [0, 1], positive: [0, Infinity], real: [-Infinity, Infinity] } as const;

/** `quantiles:` of experts. */
export const quantiles: Rule = {
  name: 'quantiles',
  about: 'quantiles that experts state are joined by straight lines',
  lawOf: ({ quantiles: stated }, use) =>
    stated &&
    expert(
      Object.entries(stated)
        .map(([p, value]) => [Number(p), value] as const)
        .sort(([a], [b]) => a - b),
      BOUNDS[use],
    ),
};
