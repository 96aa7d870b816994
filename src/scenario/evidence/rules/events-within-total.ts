import { error, type Rule } from '../rule.ts';

export const eventsWithinTotal: Rule = {
  name: 'events-within-total',
  about: 'a proportion has no more events than patients',
  check: ({ claims }) =>
    claims.flatMap(({ path, fields: { events, of } }) =>
      events !== undefined && of !== undefined && events > of
        ? [error([...path, 'events'], `${events} events among ${of} patients; at most ${of} are possible`)]
        : [],
    ),
};
