import type { Mark, State } from '../model.ts';
import { withOdds, ZERO_OF_CERTAIN } from '../odds.ts';
import type { Problem } from '../problem.ts';
import { fixedRatio } from './arms.ts';

type Facts = ReadonlyMap<string, string>;

/**
 * The chances of a decision's branches for patients with these facts; they sum to one.
 *
 * @param complain told where ratios drive the chances above one, or leave a sum that is not one
 */
export function branchChances(
  { branches }: State,
  facts: Facts,
  complain: (path: Problem['path'], message: string) => void,
): number[] {
  const stated = branches.map(({ chance, chanceRatios, oddsRatios, path }) => {
    if (chance === undefined) return undefined;
    const multiplied = chance * fixedRatio(chanceRatios, facts);
    if (multiplied > 1) {
      complain(
        [...path, 'chance-ratio'],
        `the chance becomes ${multiplied}${forWhom(facts)}, must stay at most 1`,
      );
      return 1;
    }
    const ratio = fixedRatio(oddsRatios, facts);
    if (multiplied === 1 && ratio === 0) complain([...path, 'odds-ratio'], ZERO_OF_CERTAIN);
    return withOdds(multiplied, ratio);
  });
  const sum = stated.reduce((total: number, chance) => total + (chance ?? 0), 0);
  const hasRest = stated.includes(undefined);
  if (sum > 1 + 1e-9 || (!hasRest && sum < 1 - 1e-9)) {
    const remedy = hasRest ? 'must leave a rest' : 'with ratios, one branch must be `rest`';
    complain(
      [...branches[0]!.path.slice(0, -1)],
      `the chances sum to ${Number(sum.toPrecision(6))}${forWhom(facts)}, ${remedy}`,
    );
  }
  return stated.map((chance) => chance ?? Math.max(0, 1 - sum));
}

/**
 * The chances of a mark's levels for patients with these facts.
 *
 * @param complain told of ratios without meaning
 */
export function markChances(
  { chances, oddsRatios, path }: Mark,
  facts: Facts,
  complain: (path: Problem['path'], message: string) => void,
): number[] {
  if (oddsRatios.length === 0) return chances;
  const ratio = fixedRatio(oddsRatios, facts);
  if (chances[0] === 1 && ratio === 0) complain([...path, 'odds-ratio'], ZERO_OF_CERTAIN);
  const yes = withOdds(chances[0]!, ratio);
  return [yes, 1 - yes];
}

function forWhom(facts: Facts): string {
  const known = [...facts].map(([key, level]) => `${key} ${level}`);
  return known.length === 0 ? '' : ` for patients with ${known.join(', ')}`;
}
