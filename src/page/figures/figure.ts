import { Z_95 } from '../../math/normal.ts';
import type { Look } from './look.ts';

/**
 * A figure that can be drawn in any look, with its numbers as a table.
 *
 * Its texts come from scenarios or data and may contain anything; drawing escapes them.
 */
export interface Figure {
  /** unique in its page: letters, digits and hyphens; also its file name */
  id: string;
  title: string;
  /** its content in a sentence or two, with the Monte Carlo standard error; plain text */
  caption: string;
  /** the drawing: one `<svg>` element with a title and a description; its ids begin with the figure's id */
  draw(look: Look): string;
  /** the figure's numbers, equal to those in the JSON */
  table: FigureTable;
}

export interface FigureTable {
  header: string[];
  /** null: unknown */
  rows: (string | number | null)[][];
  /** for each cell its Monte Carlo standard error, which decides the digits; null or absent: not a simulated figure */
  errors?: (number | null)[][];
}

/** The errors of a row with a figure and its 95% Monte Carlo limits in three columns from `at` on. */
export function errorsOfLimits(row: readonly (string | number | null)[], at: number): (number | null)[] {
  const [lower, upper] = [row[at + 1], row[at + 2]];
  const error =
    typeof lower === 'number' && typeof upper === 'number' && upper > lower
      ? (upper - lower) / (2 * Z_95)
      : null;
  return row.map((_, k) => (k >= at && k <= at + 2 ? error : null));
}

/**
 * All figures in nested lists and groups, in order.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, type Curve, curvesOf, inlineExecutor, run } from 'sojourn';
 * import { figuresIn, printed, runFigures } from 'sojourn/page';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const curves: Curve[] = [];
 * const result = await run({
 *   scenario: scenario!,
 *   plans: [plans['usual-care']!],
 *   n: 10_000,
 *   seed: '1',
 *   executor: inlineExecutor(),
 *   onStrategy: (plan, tally) => curves.push(...curvesOf(plan, tally, ['survival'])),
 * });
 * const provenance = {
 *   program: 'sojourn' as const,
 *   version: '1',
 *   seed: '1',
 *   n: 10_000,
 *   threads: 1,
 *   seconds: 1,
 *   patientsPerSecond: 10_000,
 *   scenario: { file: 'illness-death.yaml', sha256: '', title: scenario!.scenario },
 *   fingerprint: result.fingerprint,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 * };
 * const answer = { provenance, strategies: result.strategies };
 * const report = { scenario: scenario!, answer, curves, command: 'sojourn run illness-death.yaml -n 10k' };
 * const [first] = figuresIn(runFigures(report));
 * console.log(first!.draw(printed(880)).startsWith('<svg'));
 * // true
 * ```
 */
export function figuresIn(group: unknown): Figure[] {
  if (typeof group !== 'object' || group === null) return [];
  return 'draw' in group ? [group as Figure] : Object.values(group).flatMap(figuresIn);
}
