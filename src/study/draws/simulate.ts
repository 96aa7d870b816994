import { OverrideError } from '../../scenario/overrides.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import type { Outcome } from '../variants/outcomes.ts';
import { variantSimulator } from '../variants/simulate.ts';
import type { DrawJob, DrawRange, DrawResults } from './job.ts';
import { uncertaintyFor } from './needed.ts';

/** Does ranges of draws of one job, one after the other; plans and tables are kept between them. */
export interface DrawSimulator {
  outcomes: readonly Outcome[];
  /** number of drawn parameters */
  parameters: number;
  /** does the draws of a range */
  run(range: DrawRange): DrawResults;
}

/**
 * Each draw has its own patients (numbers d n to (d + 1) n - 1 for draw d), the same ones under every strategy, so that
 * the mean over D draws has the error of D n patients.
 *
 * @throws OverrideError if the scenario cannot be compiled
 */
export function drawSimulator(job: DrawJob): DrawSimulator {
  const { scenario, strategies, questions, seed, patients } = job;
  const uncertainty = uncertaintyFor(job);
  const draws = parameterDraws(scenario, uncertainty, seed);
  const variants = variantSimulator(job);
  const { outcomes, curveTimes } = variants;
  const perDraw = strategies.length * outcomes.length;
  const perCurve = questions.endpoints.length * curveTimes.length;

  function runDraw(draw: number, at: number, results: DrawResults): void {
    const values = draws.valuesOf(draw);
    values.forEach((value, i) => {
      if (typeof value === 'number') results.parameters[at * values.length + i] = value;
    });
    variants.figuresOf(draws.scenarioWith(values), draw * patients).forEach((found, s) => {
      const to = at * perDraw + s * outcomes.length;
      results.values.set(found.values, to);
      results.variances.set(found.variances, to);
      results.pairedVariances.set(found.pairedVariances, to);
      const curveTo = (at * strategies.length + s) * perCurve;
      results.curves.set(found.curves, curveTo);
      results.curveVariances.set(found.curveVariances, curveTo);
      results.pairedCurveVariances.set(found.pairedCurveVariances, curveTo);
    });
  }

  return {
    outcomes,
    parameters: uncertainty.drawn.length,
    run({ first, count }) {
      const column = (length: number) => new Float64Array(count * length).fill(NaN);
      const results: DrawResults = {
        values: column(perDraw),
        variances: column(perDraw),
        pairedVariances: column(perDraw),
        parameters: column(uncertainty.drawn.length),
        curves: column(strategies.length * perCurve),
        curveVariances: column(strategies.length * perCurve),
        pairedCurveVariances: column(strategies.length * perCurve),
        impossible: [],
      };
      for (let at = 0; at < count; at++) {
        try {
          runDraw(first + at, at, results);
        } catch (error) {
          if (!(error instanceof OverrideError)) throw error;
          results.impossible.push({ draw: first + at, message: error.message });
        }
      }
      return results;
    },
  };
}
