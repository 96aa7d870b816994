import type { Endpoint } from '../model.ts';
import type { RawEndpoint } from '../schema/model.ts';
import { conditionOf } from './conditions.ts';
import { type Context, complain, type Path, statesOf } from './context.ts';

/** Resolves an endpoint; each of its events is a cause. */
export function endpointOf(context: Context, name: string, raw: RawEndpoint): Endpoint {
  const path: Path = ['endpoints', name];
  const items = typeof raw.event === 'string' ? [raw.event] : raw.event;
  const events = items.map((item, i) => {
    const at: Path = typeof raw.event === 'string' ? [...path, 'event'] : [...path, 'event', i];
    if (typeof item === 'string') {
      return { cause: item, states: statesOf(context, item, at), condition: { op: 'always' } as const };
    }
    return {
      cause: item.cause ?? [item.reached].flat().join('+'),
      states: statesOf(context, item.reached, [...at, 'reached']),
      condition: item.if ? conditionOf(context, item.if, [...at, 'if'], false) : ({ op: 'always' } as const),
    };
  });
  const repeated = events.find(({ cause }, i) => events.findIndex((event) => event.cause === cause) < i);
  if (repeated)
    complain(
      context,
      [...path, 'event'],
      `two events have the cause "${repeated.cause}", give each its own by cause:`,
    );
  return {
    name,
    title: raw.title ?? name,
    events,
    censor: statesOf(context, raw.censor, [...path, 'censor']),
    path,
  };
}
