import { error, type Rule } from '../rule.ts';

export const intervalOrder: Rule = {
  name: 'interval-order',
  about: 'the lower limit of an interval stands first, and its level lies between 0 and 1',
  check: ({ claims }) =>
    claims.flatMap(({ path, fields: { interval, level } }) => [
      ...(interval && interval[0] > interval[1]
        ? [error([...path, 'interval'], `${interval[0]} to ${interval[1]} is upside down; lower limit first`)]
        : []),
      ...(level !== undefined && !(level > 0 && level < 1)
        ? [error([...path, 'level'], `level ${level} must lie between 0 and 1, such as 0.95`)]
        : []),
    ]),
};
