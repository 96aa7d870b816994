import type { Curve } from '../estimates/curves.ts';
import type { StrategyResult } from '../run/run.ts';
import type { Difference, EndpointComparison, RatioFigure } from '../study/compare/index.ts';
import type { ComparisonEntry } from './comparison.ts';

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
    points.map(({ time, value, mcse, atRisk }) => [
      strategy,
      endpoint,
      group,
      cause,
      time,
      value,
      mcse,
      atRisk,
    ]),
  );
  return csv(['strategy', 'endpoint', 'group', 'quantity', 'time', 'value', 'mcse', 'at_risk'], rows);
}

type Cell = string | number | boolean | null | undefined;

export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** RFC 4180: quoted where a comma, a quote or a line end would mislead; empty where there is nothing. */
function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Every difference of every comparison; with points, the values varied in columns of their own. */
export function comparisonsCsv(
  points: readonly { values: readonly number[]; comparisons: Record<string, ComparisonEntry> }[],
  varied: readonly string[],
): string {
  const rows = points.flatMap(({ values, comparisons }) =>
    Object.entries(comparisons).flatMap(([strategy, entry]) =>
      differencesOf(entry).map((row) => [...values, strategy, ...row]),
    ),
  );
  const header =
    'strategy,group,endpoint,quantity,time,reference,reference_mcse,value,value_mcse,difference,mcse,variance_ratio';
  return csv([...varied, ...header.split(',')], rows);
}

function differencesOf(entry: ComparisonEntry): Cell[][] {
  const groups: [string, [string, Omit<EndpointComparison, 'title'>][]][] = [
    ['all', [[entry.endpoint, entry], ...Object.entries(entry.endpoints)]],
    ...Object.entries(entry.subgroups).map(
      ([group, { endpoints }]): [string, [string, EndpointComparison][]] => [
        group,
        Object.entries(endpoints),
      ],
    ),
  ];
  const cells = ({ reference, strategy, difference, mcse, varianceRatio }: Difference): Cell[] => [
    reference.value,
    reference.mcse,
    strategy.value,
    strategy.mcse,
    difference,
    mcse,
    varianceRatio,
  ];
  const curves = groups.flatMap(([group, endpoints]) =>
    endpoints.flatMap(([endpoint, { survival, rmst, medians, hazardRatio }]): Cell[][] => {
      const ratio = (quantity: string, time: Cell, { value, mcse }: RatioFigure): Cell[] => [
        group,
        endpoint,
        quantity,
        time,
        null,
        null,
        value,
        mcse,
        null,
        null,
        null,
      ];
      return [
        ...survival.map((one) => [group, endpoint, 'survival', one.at, ...cells(one)]),
        ...rmst.map((one) => [group, endpoint, 'rmst', one.tau, ...cells(one)]),
        ...medians.map((one) => [group, endpoint, 'quantile', one.p, ...cells(one)]),
        ratio('hazard-ratio', null, hazardRatio),
        ...hazardRatio.periods.map((one) => ratio('hazard-ratio', one.to, one)),
      ];
    }),
  );
  const shares = Object.entries(entry.proportions).map(([name, one]): Cell[] => [
    'all',
    name,
    'proportion',
    null,
    ...cells(one),
  ]);
  return [...curves, ...shares];
}
