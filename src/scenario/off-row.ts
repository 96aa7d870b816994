import type { Problem } from '../language/problem.ts';
import type { Scenario } from './schema/index.ts';

/** The finest grid, and the most rows of one. */
const FINEST = 128;
const MOST_ROWS = 1_000_000;
/** From this many rows per unit on, a time between rows is reported only if a finer grid would put it on a row. */
const FINE = 32;

/** Times of the scenario at which a curve is read between two rows, where it is taken as straight; and what would mend it. */
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

/** That a time lies between two rows, and what would mend it; undefined where nothing would, or it lies on a row. */
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
 * Rows a unit, of those that the language has, with which a row that holds a share of the patients would hold about one in a
 * hundred; undefined where there are no finer ones.
 */
export function finerRows(
  share: number,
  { horizon, 'rows-per-unit': rows }: Scenario['time'],
): number | undefined {
  let finer: number = rows;
  while (finer < FINEST && horizon * finer * 2 <= MOST_ROWS && (share * rows) / finer > 0.01) finer *= 2;
  return finer > rows ? finer : undefined;
}
