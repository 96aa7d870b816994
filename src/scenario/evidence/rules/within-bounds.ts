import type { Problem } from '../../../language/problem.ts';
import { isProportion } from '../claims.ts';
import { error, type Rule } from '../rule.ts';

/** Only impossible values are reported. The width of an interval depends on its method and is not judged. */
export const withinBounds: Rule = {
  name: 'within-bounds',
  about: 'proportions and their intervals lie in [0, 1]; ratios and theirs are positive',
  check: ({ claims }) =>
    claims.flatMap((claim) => {
      const { path, fields, key, estimate } = claim;
      const problems: Problem[] = [];
      const demand = (fits: boolean, where: string, text: string) => {
        if (!fits) problems.push(error([...path, where], text));
      };
      const { interval } = fields;
      if (isProportion(claim)) {
        const percent = (number: number) =>
          number > 1 && number <= 100 ? ' (percentages are written / 100)' : '';
        if (estimate !== undefined && key !== 'events' && key !== 'median')
          demand(
            estimate >= 0 && estimate <= 1,
            key!,
            `${estimate} is no proportion in [0, 1]${percent(estimate)}`,
          );
        if (interval && key !== 'median') {
          const inside = Math.min(...interval) >= 0 && Math.max(...interval) <= 1;
          const text = `${interval[0]} to ${interval[1]} leaves [0, 1], where proportions lie`;
          demand(inside, 'interval', text + percent(Math.max(...interval)));
        }
      }
      if (key === 'ratio') {
        demand(estimate! > 0, 'ratio', `a ratio of ${estimate} must be > 0`);
        const text = () => `limit ${Math.min(...interval!)} of a ratio must be > 0`;
        if (interval && Math.min(...interval) <= 0) demand(false, 'interval', text());
      }
      return problems;
    }),
};
