import type { Curve } from '../../estimates/curves.ts';
import { csv, csvLine } from '../../media/csv.ts';
import type { RunStrategy } from './schema.ts';

/**
 * Tidy tables for other programs: each row one observation, each column one variable, comma-separated with a header.
 */
export function proportionsCsv(strategies: Record<string, RunStrategy>): string {
  const rows = Object.entries(strategies).flatMap(([strategy, { proportions }]) =>
    Object.entries(proportions).map(([name, { title, value, mcse, events, of }]) => [
      strategy,
      name,
      title,
      value,
      mcse,
      events,
      of,
    ]),
  );
  return csv(['strategy', 'proportion', 'title', 'value', 'mcse', 'events', 'of'], rows);
}

export function targetsCsv(strategies: Record<string, RunStrategy>): string {
  const rows = Object.entries(strategies).flatMap(([strategy, { targets }]) =>
    targets.map((target) => [
      strategy,
      target.name,
      target.kind,
      target.endpoint,
      target.subgroup,
      target.proportion,
      target.at,
      target.published,
      target.interval?.[0],
      target.interval?.[1],
      target.intervalFrom,
      target.simulated,
      target.mcse,
      target.inside,
      target.calibration,
    ]),
  );
  const header =
    'strategy,target,kind,endpoint,subgroup,proportion,at,published,lower,upper,interval_from,simulated,mcse,inside,calibration';
  return csv(header.split(','), rows);
}

const curveColumns = [
  'strategy',
  'endpoint',
  'group',
  'quantity',
  'time',
  'value',
  'mcse',
  'at_risk',
  'events',
  'censored',
];

/** The header of a table of curves. */
export const curvesHeader = csvLine(curveColumns);

/** The rows of curves, line by line: for many strategies they would not fit into one string. */
export function* curveLines(curves: readonly Curve[]): Generator<string> {
  for (const { strategy, endpoint, group, cause, points } of curves)
    for (const { time, value, mcse, atRisk, events, censored } of points)
      yield csvLine([strategy, endpoint, group, cause, time, value, mcse, atRisk, events, censored]);
}
