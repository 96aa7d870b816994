import type { RawIdentity } from '../../schema/index.ts';
import { decimalsOf, halfUnit } from '../rounding.ts';
import { error, type Rule } from '../rule.ts';
import { sumOf } from '../words.ts';

/** Counts must add up exactly; numbers with decimals within their rounding. */
export const identitiesHold: Rule = {
  name: 'identities-hold',
  about: 'the parts of an identity add up to its total, or to no more than its bound',
  check: ({ file }) =>
    (file.identities ?? []).flatMap((identity, index) => {
      const { parts, total, 'at-most': bound, says } = identity;
      const path = ['identities', index];
      if (total === undefined && bound === undefined)
        return [error(path, `"${says}" says nothing of its parts; give their total, or at-most`)];
      const sum = sumOf(parts);
      const added = parts.length > 1 ? `${parts.join(' + ')} = ${sum}` : `${sum}`;
      const slack = roundingOf(identity) + 1e-9;
      if (total !== undefined && Math.abs(sum - total) > slack) {
        const off = `${Math.abs(sumOf([sum, -total]))} too ${sum > total ? 'many' : 'few'}`;
        return [error([...path, 'parts'], `${added}, not ${total}: ${off} (${says})`)];
      }
      if (bound !== undefined && sum > bound + slack)
        return [error([...path, 'parts'], `${added}, but at most ${bound} are possible (${says})`)];
      return [];
    }),
};

/** The largest rounding error of a sum: half a unit of the last decimal for each of its numbers. */
function roundingOf({ parts, total, 'at-most': bound }: RawIdentity): number {
  const numbers = [
    ...parts,
    ...(total === undefined ? [] : [total]),
    ...(bound === undefined ? [] : [bound]),
  ];
  const decimals = Math.max(...numbers.map(decimalsOf));
  return decimals === 0 ? 0 : numbers.length * halfUnit(decimals);
}
