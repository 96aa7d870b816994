import type { Curve } from '../../estimates/curves.ts';
import type { StrategyResult } from '../../run/run.ts';
import { csv } from '../csv.ts';

/** Tidy tables for other programs: one observation a row, one variable a column, comma-separated with a header. */
export function proportionsCsv(strategies: Record<string, StrategyResult>): string {
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

export function targetsCsv(strategies: Record<string, StrategyResult>): string {
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

export function curvesCsv(curves: readonly Curve[]): string {
  const rows = curves.flatMap(({ strategy, endpoint, group, cause, points }) =>
    points.map(({ time, value, mcse, atRisk, events, censored }) => [
      strategy,
      endpoint,
      group,
      cause,
      time,
      value,
      mcse,
      atRisk,
      events,
      censored,
    ]),
  );
  const header = 'strategy,endpoint,group,quantity,time,value,mcse,at_risk,events,censored';
  return csv(header.split(','), rows);
}
