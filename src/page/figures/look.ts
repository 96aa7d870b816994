/** The look of a figure: its width, and its colours in CSS notation. */
export interface Look {
  /** width of the whole figure, in CSS pixels */
  width: number;
  /** colours of text and axes, of secondary text, of grid lines, of the background */
  ink: string;
  soft: string;
  faint: string;
  paper: string;
  /** colours of curves and bars, the most distinct first; used again from the start after the last */
  series: readonly string[];
  font: string;
  fontSize: number;
}

/**
 * Distinguishable with every common kind of colour blindness; contrast of at least 3 to 1 with the background. After
 * Okabe and Ito.
 */
const onLight = ['#0072b2', '#c04f00', '#007a5a', '#a6367b', '#806000', '#5b50b8', '#30808c', '#5e6670'];
const onDark = ['#56b4e9', '#ee8a4a', '#2fbf93', '#e08fc0', '#d9b840', '#a9a2f5', '#7cc8d4', '#b4bcc6'];

export interface Colours extends Pick<Look, 'ink' | 'soft' | 'faint' | 'paper' | 'series'> {}

export const light: Colours = {
  ink: '#1a1d21',
  soft: '#565d66',
  faint: '#d8dce1',
  paper: '#ffffff',
  series: onLight,
};

export const dark: Colours = {
  ink: '#e8eaed',
  soft: '#a3abb5',
  faint: '#3a4149',
  paper: '#15181c',
  series: onDark,
};

/** The custom properties of a theme, by the names that `themed` uses. */
export function propertiesOf({ ink, soft, faint, paper, series }: Colours): Record<string, string> {
  const plain = { '--ink': ink, '--soft': soft, '--faint': faint, '--paper': paper };
  return { ...plain, ...Object.fromEntries(series.map((colour, i) => [`--series-${i}`, colour])) };
}

/**
 * For the page, whose style sheet defines the colours: one drawing serves both themes.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, type Curve, curvesOf, inlineExecutor, run } from 'sojourn';
 * import { figuresIn, runFigures, themed } from 'sojourn/page';
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
 * console.log(first!.draw(themed(880)).includes('var(--ink)'));
 * // true
 * ```
 */
export function themed(width: number): Look {
  return {
    width,
    ink: 'var(--ink)',
    soft: 'var(--soft)',
    faint: 'var(--faint)',
    paper: 'var(--paper)',
    series: light.series.map((_, i) => `var(--series-${i})`),
    font: 'system-ui, sans-serif',
    fontSize: 13,
  };
}

/**
 * For a file of its own.
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
export function printed(width: number): Look {
  return { width, ...light, font: "'DejaVu Sans', sans-serif", fontSize: 13 };
}
