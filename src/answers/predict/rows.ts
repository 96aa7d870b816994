import { csv } from '../../media/csv.ts';
import type { PredictAnswer } from './schema.ts';

/** A row for each time and quantile of the number of events. */
export function eventsCsv({ eventsByTime }: PredictAnswer): string {
  return csv(
    ['time', 'p', 'events', 'mcse'],
    eventsByTime.flatMap(({ time, events: { median, quantiles } }) =>
      [...quantiles, { p: 0.5, ...median }]
        .sort((a, b) => a.p - b.p)
        .map(({ p, value, mcse }) => [time, p, value, mcse]),
    ),
  );
}
