import type { Outcome } from '../variants/outcomes.ts';
import type { DrawRange, DrawResults } from './job.ts';

/** Survival is told apart to this much where curves of draws are collected. */
const BINS = 2000;

/** All draws so far: their figures, and of their curves only how many draws lie where. */
export interface DrawTable {
  draws: number;
  strategies: readonly string[];
  outcomes: readonly Outcome[];
  /** @returns a figure draw by draw, without the draws that are impossible */
  column(strategy: number, outcome: number): Float64Array;
  /** mean squared Monte Carlo standard error of a figure */
  variance(strategy: number, outcome: number): number;
  /** likewise of its difference from the reference */
  pairedVariance(strategy: number, outcome: number): number;
  /** a parameter, in the order of the draws */
  parameter(index: number): Float64Array;
  /** of the draws that count, from 0 */
  numbers: readonly number[];
  /** survival with a share p of the draws below it, at each of the curve's times */
  curveQuantile(strategy: number, endpoint: number, p: number): number[];
  /** mean survival over the draws, likewise */
  curveMean(strategy: number, endpoint: number): number[];
  impossible: readonly { draw: number; message: string }[];
}

/** Collects ranges of draws, whatever their order. */
export class DrawCollector {
  readonly #strategies: readonly string[];
  readonly #outcomes: readonly Outcome[];
  readonly #parameters: number;
  readonly #endpoints: number;
  readonly #times: number;
  readonly #values: Float64Array;
  readonly #variances: Float64Array;
  readonly #paired: Float64Array;
  readonly #drawn: Float64Array;
  readonly #bins: Uint32Array;
  readonly #impossible: { draw: number; message: string }[] = [];
  readonly draws: number;

  constructor(
    draws: number,
    of: {
      strategies: readonly string[];
      outcomes: readonly Outcome[];
      parameters: number;
      endpoints: number;
      times: number;
    },
  ) {
    this.draws = draws;
    this.#strategies = of.strategies;
    this.#outcomes = of.outcomes;
    this.#parameters = of.parameters;
    this.#endpoints = of.endpoints;
    this.#times = of.times;
    const figures = draws * of.strategies.length * of.outcomes.length;
    const points = of.strategies.length * of.endpoints * of.times;
    this.#values = new Float64Array(figures);
    this.#variances = new Float64Array(figures);
    this.#paired = new Float64Array(figures);
    this.#drawn = new Float64Array(draws * of.parameters);
    this.#bins = new Uint32Array(points * (BINS + 1));
  }

  add(
    { first }: DrawRange,
    { values, variances, pairedVariances, parameters, curves, impossible }: DrawResults,
  ): void {
    const width = this.#strategies.length * this.#outcomes.length;
    this.#values.set(values, first * width);
    this.#variances.set(variances, first * width);
    this.#paired.set(pairedVariances, first * width);
    this.#drawn.set(parameters, first * this.#parameters);
    const points = this.#strategies.length * this.#endpoints * this.#times;
    for (let i = 0; i < curves.length; i++) {
      const survival = curves[i]!;
      if (Number.isNaN(survival)) continue;
      const point = i % points;
      this.#bins[point * (BINS + 1) + Math.round(survival * BINS)]!++;
    }
    this.#impossible.push(...impossible);
  }

  table(): DrawTable {
    const [S, K] = [this.#strategies.length, this.#outcomes.length];
    const impossible = this.#impossible.toSorted((a, b) => a.draw - b.draw);
    const left = new Set(impossible.map(({ draw }) => draw));
    const possible = Array.from({ length: this.draws }, (_, d) => d).filter((d) => !left.has(d));
    const read = (from: Float64Array, width: number, place: number) =>
      Float64Array.from(possible, (d) => from[d * width + place]!);
    const meanOf = (column: Float64Array) => {
      const known = column.filter((value) => !Number.isNaN(value));
      return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const at = (strategy: number, outcome: number) => strategy * K + outcome;
    const binsOf = (strategy: number, endpoint: number, time: number) => {
      const from = ((strategy * this.#endpoints + endpoint) * this.#times + time) * (BINS + 1);
      return this.#bins.subarray(from, from + BINS + 1);
    };
    const overTimes = (read: (time: number) => number) =>
      Array.from({ length: this.#times }, (_, t) => read(t));
    return {
      draws: possible.length,
      strategies: this.#strategies,
      outcomes: this.#outcomes,
      numbers: possible,
      column: (strategy, outcome) => read(this.#values, S * K, at(strategy, outcome)),
      variance: (strategy, outcome) => meanOf(read(this.#variances, S * K, at(strategy, outcome))),
      pairedVariance: (strategy, outcome) => meanOf(read(this.#paired, S * K, at(strategy, outcome))),
      parameter: (index) => read(this.#drawn, this.#parameters, index),
      curveQuantile: (strategy, endpoint, p) =>
        overTimes((time) => quantileOfBins(binsOf(strategy, endpoint, time), p)),
      curveMean: (strategy, endpoint) =>
        overTimes((time) => {
          const bins = binsOf(strategy, endpoint, time);
          const count = bins.reduce((sum, one) => sum + one, 0);
          return bins.reduce((sum, one, bin) => sum + one * bin, 0) / BINS / count;
        }),
      impossible,
    };
  }
}

function quantileOfBins(bins: Uint32Array, p: number): number {
  const count = bins.reduce((sum, one) => sum + one, 0);
  let below = 0;
  for (let bin = 0; bin <= BINS; bin++) {
    below += bins[bin]!;
    if (below >= p * count && below > 0) return bin / BINS;
  }
  return 1;
}
