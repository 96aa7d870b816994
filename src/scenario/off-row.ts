import type { Problem } from '../language/problem.ts';
import type { Scenario } from './schema/index.ts';

/** The finest grid in rows per unit, and the most rows of a grid. */
const FINEST = 128;
const MOST_ROWS = 1_000_000;
/** On grids at least this fine, a time between rows is reported only if a finer grid has a row at that time. */
const FINE = 32;

/**
 * Warns of landmarks, RMST horizons and targets between two rows, where the curve is interpolated linearly, and
 * suggests a finer grid.
 */
export function timesBetweenRows({ time, targets }: Scenario): Problem[] {
  const asked = [
    ...(['landmarks', 'rmst'] as const).flatMap((key) =>
      (time[key] ?? []).map((at, i) => ({ at, path: ['time', key, i] })),
    ),
    ...targets.flatMap(({ at }, i) => (at === undefined ? [] : [{ at, path: ['targets', i, 'at'] }])),
  ];
  return asked.flatMap(({ at, path }): Problem[] => {
    const message = betweenRows(at, time);
    return message === undefined ? [] : [{ path, message, severity: 'warning' }];
  });
}

/** A warning for a time between two rows, with a remedy; undefined for a time on a row, or without a remedy. */
export function betweenRows(at: number, time: Scenario['time']): string | undefined {
  const remedy = remedyFor(at, time);
  const rows = time['rows-per-unit'];
  const width = `${rows === 1 ? 1 : `1/${rows}`} ${time.unit}`;
  return remedy && `${at} lies between two rows of ${width}, where the curve is taken as straight; ${remedy}`;
}

function remedyFor(at: number, { horizon, 'rows-per-unit': rows }: Scenario['time']): string | undefined {
  if (at > horizon || Number.isInteger(at * rows)) return undefined;
  for (let finer = rows * 2; finer <= FINEST && horizon * finer <= MOST_ROWS; finer *= 2)
    if (Number.isInteger(at * finer)) return `rows-per-unit: ${finer} has it on a row`;
  return rows < FINE && horizon * FINE <= MOST_ROWS ? `rows-per-unit: ${FINE} has shorter rows` : undefined;
}

/**
 * Suggests finer rows.
 *
 * @param share of the patients in one row now
 * @returns rows per unit with which that row would hold about 1% of the patients, or the finest possible; undefined if
 *   no finer grid is possible
 */
export function finerRows(
  share: number,
  { horizon, 'rows-per-unit': rows }: Scenario['time'],
): number | undefined {
  let finer: number = rows;
  while (finer < FINEST && horizon * finer * 2 <= MOST_ROWS && (share * rows) / finer > 0.01) finer *= 2;
  return finer > rows ? finer : undefined;
}
