import type { DrawRange, DrawResults } from '../draws/job.ts';

/** Width of the classes of survival from which bands are computed. */
const BINS = 2000;
/** Number of draws whose whole curves are kept (fewer if curves are large), to count which strategy is best at each time. */
const MOST_KEPT = 10_000;
const MOST_NUMBERS = 2 ** 23;
/** Variances are summed as whole numbers of this unit, so that their sum does not depend on its order. */
const UNIT = 2 ** -36;

/** Summary of the curves of all draws at the curve's times; its memory does not grow with the number of draws. */
export interface CurvesOfDraws {
  /** mean survival over the draws */
  mean(strategy: number, endpoint: number): number[];
  /** quantile p of survival over the draws, with the patients' part of the variance removed */
  quantile(strategy: number, endpoint: number, p: number): number[];
  /** survival of the first draws, whose curves are kept, at one time */
  kept(strategy: number, endpoint: number, time: number): Float64Array;
  /** mean squared Monte Carlo standard error of survival less the reference's, at one time */
  pairedVariance(strategy: number, endpoint: number, time: number): number;
  times: number;
}

export class CurveCollector {
  readonly #endpoints: number;
  readonly #times: number;
  readonly #points: number;
  readonly #most: number;
  readonly #bins: Uint32Array;
  readonly #variances: Float64Array;
  readonly #paired: Float64Array;
  readonly #counts: Float64Array;
  readonly #kept: Float32Array[] = [];

  constructor(strategies: number, endpoints: number, times: number) {
    this.#endpoints = endpoints;
    this.#times = times;
    this.#points = strategies * endpoints * times;
    this.#most = Math.min(MOST_KEPT, Math.floor(MOST_NUMBERS / Math.max(1, this.#points)));
    this.#bins = new Uint32Array(this.#points * (BINS + 1));
    this.#variances = new Float64Array(this.#points);
    this.#paired = new Float64Array(this.#points);
    this.#counts = new Float64Array(this.#points);
  }

  add({ first, count }: DrawRange, { curves, curveVariances, pairedCurveVariances }: DrawResults): void {
    const points = this.#points;
    for (let i = 0; i < curves.length; i++) {
      const survival = curves[i]!;
      if (Number.isNaN(survival)) continue;
      const point = i % points;
      this.#bins[point * (BINS + 1) + Math.round(survival * BINS)]!++;
      const [own, paired] = [curveVariances[i]!, pairedCurveVariances[i]!];
      // if a batch has no patient at risk any more
      if (Number.isNaN(own) || Number.isNaN(paired)) continue;
      this.#counts[point]!++;
      this.#variances[point]! += Math.round(own / UNIT);
      this.#paired[point]! += Math.round(paired / UNIT);
    }
    for (let at = 0; at < count && first + at < this.#most; at++)
      this.#kept[first + at] = Float32Array.from(curves.subarray(at * points, (at + 1) * points));
  }

  /** @param left numbers of the impossible draws */
  table(left: ReadonlySet<number>): CurvesOfDraws {
    const pointOf = (strategy: number, endpoint: number, time: number) =>
      (strategy * this.#endpoints + endpoint) * this.#times + time;
    const binsAt = (point: number) => this.#bins.subarray(point * (BINS + 1), (point + 1) * (BINS + 1));
    const varianceAt = (sums: Float64Array, point: number) =>
      this.#counts[point] === 0 ? 0 : (sums[point]! * UNIT) / this.#counts[point]!;
    const overTimes = (strategy: number, endpoint: number, read: (point: number) => number) =>
      Array.from({ length: this.#times }, (_, t) => read(pointOf(strategy, endpoint, t)));
    const kept = this.#kept.filter((_, draw) => !left.has(draw));
    return {
      times: this.#times,
      mean: (strategy, endpoint) =>
        overTimes(strategy, endpoint, (point) => momentsOfBins(binsAt(point)).mean),
      quantile: (strategy, endpoint, p) =>
        overTimes(strategy, endpoint, (point) => {
          const bins = binsAt(point);
          const { mean, spread } = momentsOfBins(bins);
          const parameters = spread - varianceAt(this.#variances, point);
          const shrink = parameters > 0 ? Math.sqrt(parameters / spread) : 0;
          return Math.min(1, Math.max(0, mean + (quantileOfBins(bins, p) - mean) * shrink));
        }),
      kept: (strategy, endpoint, time) =>
        Float64Array.from(kept, (draw) => draw[pointOf(strategy, endpoint, time)]!),
      pairedVariance: (strategy, endpoint, time) =>
        varianceAt(this.#paired, pointOf(strategy, endpoint, time)),
    };
  }
}

function momentsOfBins(bins: Uint32Array): { mean: number; spread: number } {
  let [count, sum, squares] = [0, 0, 0];
  for (let bin = 0; bin <= BINS; bin++) {
    count += bins[bin]!;
    sum += bins[bin]! * bin;
    squares += bins[bin]! * bin * bin;
  }
  const mean = sum / count;
  return { mean: mean / BINS, spread: Math.max(0, squares / count - mean * mean) / BINS ** 2 };
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
