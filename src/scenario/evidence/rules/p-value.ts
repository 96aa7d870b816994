import { readP } from '../p-value.ts';
import { error, type Rule } from '../rule.ts';

export const pValue: Rule = {
  name: 'p-value',
  about: 'a P value is a number in [0, 1], perhaps with < or > before it and the name of its test after it',
  check: ({ claims }) =>
    claims.flatMap(({ path, fields: { p } }) =>
      p !== undefined && !readP(p)
        ? [error([...path, 'p'], `"${p}" is no P value; such are 0.028, "<0.001" and "0.02 log-rank"`)]
        : [],
    ),
};
