import { evenNumbers } from '../../uncertainty/even.ts';
import { valuesOfScores } from './free.ts';
import { type Unidentified, unidentifiedIn, weightsWithout } from './identifiability.ts';
import type { CalibrateResult } from './index.ts';
import { monteCarloErrors } from './monte-carlo-errors.ts';
import { resampled } from './predicted.ts';
import { checksOf, type TargetCheck } from './target-checks.ts';
import { correlationOf, momentsOf, weightedQuantiles } from './weighted-figures.ts';

/** The marginal posterior of one parameter. */
export interface ParameterPosterior {
  mean: number;
  /** Monte Carlo standard error of the mean; NaN for the normal approximation at the maximum */
  mcse: number;
  sd: number;
  median: number;
  lower: number;
  upper: number;
  mode: number;
  priorSd: number;
  /**
   * 95% interval with all targets independent, which figures of one cohort are not; null if the effective sample size is too small
   */
  independent: { lower: number; upper: number } | null;
  /**
   * targets whose removal widens the posterior, the most influential first, with the factor by which the standard deviation grows
   */
  pinnedBy: { target: string; widening: number }[];
}

export interface PosteriorSummary {
  parameters: Record<string, ParameterPosterior>;
  /** correlation of the values, by the names of two parameters */
  correlation: Record<string, Record<string, number>>;
  targets: TargetCheck[];
  unidentified: Unidentified[];
  /** joint draws: one row for each draw, one column for each free parameter */
  rows: number[][];
}

/**
 * A target pins a parameter if its removal widens the standard deviation by more than this factor; the strongest few are listed.
 */
const WIDER = 1.05;
const MOST_PINNING = 3;

/**
 * Posterior of each parameter, correlations, checks of the targets, and joint draws.
 *
 * @param seed of the calibration, for the draws
 * @param draws rows of the posterior
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { calibrate, checkScenario, inlinePoints, summarisePosterior } from 'sojourn';
 *
 * const text = readFileSync('scenarios/calibration.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const executor = inlinePoints();
 * const result = await calibrate({
 *   scenario: scenario!,
 *   seed: '1',
 *   cohorts: 100,
 *   effective: 100,
 *   isMapOnly: true,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor,
 * });
 * const { rows, targets } = summarisePosterior(result, '1', 100);
 * console.log(rows.length, rows[0]!.length, targets.length);
 * // 100 3 5
 * ```
 */
export function summarisePosterior(result: CalibrateResult, seed: string, draws: number): PosteriorSummary {
  const { free, points, posterior, independent, modes } = result;
  const { weights } = posterior;
  const rows = resampled(weights, draws, evenNumbers(seed)('calibration rows')(0, 0)).map((i) =>
    valuesOfScores(free, points[i]!.scores),
  );
  const names = free.map(({ name }) => name);
  const values = points.map(({ scores }) => valuesOfScores(free, scores));
  const columns = names.map((_, k) => values.map((row) => row[k]!));
  const modeValues = valuesOfScores(free, modes[0]!.scores);
  const errors = monteCarloErrors(result, columns);
  const without = weightsWithout(result);
  const parameters = names.map((name, k): [string, ParameterPosterior] => {
    const column = columns[k]!;
    const quantile = weightedQuantiles(column, weights);
    const { mean, sd } = momentsOf(column, weights);
    const narrow = independent && weightedQuantiles(column, independent.weights);
    const pinnedBy = without
      .map((leftOut) => ({ target: leftOut.target, widening: momentsOf(column, leftOut.weights).sd / sd }))
      .filter(({ widening }) => widening > WIDER)
      .sort((x, y) => y.widening - x.widening)
      .slice(0, MOST_PINNING);
    return [
      name,
      {
        ...{
          mean,
          mcse: errors[k]!,
          sd,
          median: quantile(0.5),
          lower: quantile(0.025),
          upper: quantile(0.975),
        },
        ...{ mode: modeValues[k]!, priorSd: free[k]!.prior.sd },
        independent: narrow ? { lower: narrow(0.025), upper: narrow(0.975) } : null,
        pinnedBy,
      },
    ];
  });
  const correlation = names.map((name, k): [string, Record<string, number>] => [
    name,
    Object.fromEntries(names.map((other, l) => [other, correlationOf(columns[k]!, columns[l]!, weights)])),
  ]);
  return {
    parameters: Object.fromEntries(parameters),
    correlation: Object.fromEntries(correlation),
    targets: checksOf(result, seed),
    unidentified: unidentifiedIn(result, columns),
    rows,
  };
}
