import type { DrawRange, DrawResults } from '../draws/job.ts';
import type { Outcome } from '../variants/outcomes.ts';
import { CurveCollector, type CurvesOfDraws } from './collect-curves.ts';
import { meanOf } from './summary.ts';

/** The figures of all draws so far, and the summary of their curves. */
export interface DrawTable {
  draws: number;
  strategies: readonly string[];
  outcomes: readonly Outcome[];
  /** @returns a figure by draw, without impossible draws; for a ratio its natural logarithm */
  column(strategy: number, outcome: number): Float64Array;
  /** squared Monte Carlo standard errors of a figure, by draw */
  variances(strategy: number, outcome: number): Float64Array;
  /** squared Monte Carlo standard errors of its difference from the reference, by draw */
  pairedVariances(strategy: number, outcome: number): Float64Array;
  /** mean squared Monte Carlo standard error of a figure */
  variance(strategy: number, outcome: number): number;
  /** mean squared Monte Carlo standard error of its difference from the reference */
  pairedVariance(strategy: number, outcome: number): number;
  /** the values of a parameter, by draw */
  parameter(index: number): Float64Array;
  /** numbers of the possible draws, from 0 */
  numbers: readonly number[];
  curves: CurvesOfDraws;
  impossible: readonly { draw: number; message: string }[];
}

interface Sizes {
  strategies: readonly string[];
  outcomes: readonly Outcome[];
  parameters: number;
  endpoints: number;
  times: number;
}

/** Collects ranges of draws in any order; the result depends only on the draws. */
export class DrawCollector {
  readonly #of: Sizes;
  readonly #width: number;
  readonly #curves: CurveCollector;
  readonly #impossible: { draw: number; message: string }[] = [];
  #values: Float64Array = new Float64Array();
  #variances: Float64Array = new Float64Array();
  #paired: Float64Array = new Float64Array();
  #drawn: Float64Array = new Float64Array();
  #draws = 0;

  constructor(of: Sizes) {
    this.#of = of;
    this.#width = of.strategies.length * of.outcomes.length;
    this.#curves = new CurveCollector(of.strategies.length, of.endpoints, of.times);
  }

  add(range: DrawRange, results: DrawResults): void {
    const { first, count } = range;
    const { values, variances, pairedVariances, parameters, impossible } = results;
    this.#draws = Math.max(this.#draws, first + count);
    this.#values = withAt(this.#values, values, first * this.#width);
    this.#variances = withAt(this.#variances, variances, first * this.#width);
    this.#paired = withAt(this.#paired, pairedVariances, first * this.#width);
    this.#drawn = withAt(this.#drawn, parameters, first * this.#of.parameters);
    this.#curves.add(range, results);
    this.#impossible.push(...impossible);
  }

  table(): DrawTable {
    const { strategies, outcomes, parameters } = this.#of;
    const impossible = this.#impossible.toSorted((a, b) => a.draw - b.draw);
    const left = new Set(impossible.map(({ draw }) => draw));
    const possible = Array.from({ length: this.#draws }, (_, d) => d).filter((d) => !left.has(d));
    const read = (from: Float64Array, width: number, place: number) =>
      Float64Array.from(possible, (d) => from[d * width + place]!);
    const readFigure = (from: Float64Array) => (strategy: number, outcome: number) =>
      read(from, this.#width, strategy * outcomes.length + outcome);
    const variances = readFigure(this.#variances);
    const pairedVariances = readFigure(this.#paired);
    return {
      draws: possible.length,
      ...{ strategies, outcomes, numbers: possible, variances, pairedVariances, impossible },
      column: readFigure(this.#values),
      variance: (strategy, outcome) => meanOf(variances(strategy, outcome)),
      pairedVariance: (strategy, outcome) => meanOf(pairedVariances(strategy, outcome)),
      parameter: (index) => read(this.#drawn, parameters, index),
      curves: this.#curves.table(left),
    };
  }
}

/** Writes values into a column, which is lengthened if necessary. */
function withAt(column: Float64Array, written: Float64Array, at: number): Float64Array {
  const needed = at + written.length;
  let into = column;
  if (needed > column.length) {
    into = new Float64Array(Math.max(needed, 2 * column.length));
    into.set(column);
  }
  into.set(written, at);
  return into;
}
