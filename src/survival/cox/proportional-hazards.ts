import { chiSquareSurvival } from '../../math/chi-square.ts';
import { ln } from '../../math/elementary.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import { kaplanMeier } from '../kaplan-meier.ts';
import { type LifeTable, lifeTable, rowAt } from '../life-table.ts';
import type { ChiSquareTest, CoxFit } from './cox-ph.ts';
import { type CoxData, type CoxIndividuals, coxData } from './data.ts';
import { forEachEventTime, linearPredictor } from './partial-likelihood.ts';

/**
 * The function of time that a log hazard ratio may follow: 1 minus the overall Kaplan-Meier survival just before the
 * time, the rank of the time, the time itself, or its logarithm.
 */
export type TimeTransform = 'km' | 'rank' | 'identity' | 'log';

export interface ProportionalHazardsTest {
  transform: TimeTransform;
  /** one for each covariate, and one for all levels of the groups together */
  terms: ({ name: string } & ChiSquareTest)[];
  /** all terms together */
  global: ChiSquareTest;
}

/**
 * Tests whether hazard ratios are constant over time: the score test for adding the product of each covariate with a
 * function of time.
 *
 * @param data the data that the model was fitted to
 * @param fit its fit by `coxPh`; coefficients that are NaN are left out; if one is infinite, all tests are NaN
 * @param options `transform`: default 'km', as in R
 * @throws RangeError if `data` and the fit have different covariates, or if a time is 0 with 'log'
 *
 * @example
 * ```ts
 * import { coxPh, proportionalHazardsTest } from 'sojourn';
 *
 * const data = { times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1], groups: [1, 1, 1, 2, 2, 2] };
 * const { terms, global } = proportionalHazardsTest(data, coxPh(data));
 * console.log(terms.length, global.p);
 * // 1 0.626983...
 * ```
 *
 * Source: Grambsch & Therneau (1994), Biometrika 81, as the exact score test of R's `survival::cox.zph` since version
 * 3. Checked in test/known/comparisons.R.
 */
export function proportionalHazardsTest(
  data: CoxIndividuals,
  fit: CoxFit,
  options: { transform?: TimeTransform } = {},
): ProportionalHazardsTest {
  return proportionalHazardsTestOf(coxData(data), data, fit, options);
}

/** The test for data already prepared by `coxData`. See `proportionalHazardsTest`. */
export function proportionalHazardsTestOf(
  prepared: CoxData,
  data: CoxIndividuals,
  fit: CoxFit,
  { transform = 'km' }: { transform?: TimeTransform } = {},
): ProportionalHazardsTest {
  const { names, scales } = prepared;
  if (names.length !== fit.coefficients.length || names.some((name, j) => name !== fit.coefficients[j]!.name))
    throw new RangeError(`the fit has other covariates than ${names.join(', ')}`);
  const kept = names.map((_, j) => j).filter((j) => !Number.isNaN(fit.coefficients[j]!.coefficient));
  const coefficients = Float64Array.from(kept, (j) => fit.coefficients[j]!.coefficient * scales[j]!);
  const model = { ...prepared, columns: kept.map((j) => prepared.columns[j]!) };
  const etas = linearPredictor(model, coefficients);
  const { score, information } = withTime(model, etas, fit, centredTimes(data, transform));

  const p = kept.length;
  const finite = coefficients.every(Number.isFinite);
  // at the maximum, the score of the model's own coefficients is 0
  const test = (columns: number[]): ChiSquareTest => {
    const rows = [...kept.keys(), ...columns.map((j) => p + j)];
    const vector = rows.map((row) => (row < p ? 0 : score[row - p]!));
    const df = columns.length;
    const factor = factorise(rows.map((i) => rows.map((j) => information[i]![j]!)));
    const chiSquare = finite && df > 0 ? quadraticForm(factor, vector) : NaN;
    return { chiSquare, df, p: chiSquareSurvival(chiSquare, df) };
  };
  const terms = prepared.terms.map(({ name, columns }) => ({
    name,
    ...test(columns.map((j) => kept.indexOf(j)).filter((j) => j >= 0)),
  }));
  return { transform, terms, global: test([...kept.keys()]) };
}

/** The score of the products with time; and the information of the coefficients, followed by the products. */
function withTime(
  model: CoxData,
  etas: Float64Array,
  { ties }: CoxFit,
  functionOf: (time: number) => number,
): { score: Float64Array; information: Float64Array[] } {
  const p = model.columns.length;
  const score = new Float64Array(p);
  const information = Array.from({ length: 2 * p }, () => new Float64Array(2 * p));
  forEachEventTime(model, etas, ties, (part) => {
    const g = functionOf(part.time);
    for (let i = 0; i < p; i++) {
      score[i]! += g * part.score[i]!;
      for (let j = 0; j <= i; j++) {
        const value = part.information[i * p + j]!;
        information[i]![j]! += value;
        information[p + i]![j]! += g * value;
        information[p + i]![p + j]! += g * g * value;
      }
    }
  });
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) information[p + j]![i] = information[p + i]![j]!;
  }
  return { score, information };
}

/** The function of time, minus its mean over the events. */
function centredTimes(
  { times, statuses }: CoxIndividuals,
  transform: TimeTransform,
): (time: number) => number {
  const table = lifeTable({ times, statuses });
  const values = timeFunction(table, transform);
  let events = 0;
  let sum = 0;
  for (let r = 0; r < values.length; r++) {
    const count = table.events[0]![r]!;
    if (count === 0) continue;
    events += count;
    sum += count * values[r]!;
  }
  const mean = sum / events;
  if (events > 0 && !Number.isFinite(mean))
    throw new RangeError("an event is at time 0, which has no logarithm; must be above 0 for 'log'");
  return (time) => values[rowAt(table.times, time)]! - mean;
}

/** The function of time at each row's time. */
function timeFunction(table: LifeTable, transform: TimeTransform): Float64Array {
  switch (transform) {
    case 'identity':
      return table.times;
    case 'log':
      return table.times.map(ln);
    case 'km': {
      const { survival } = kaplanMeier(table);
      return survival.map((_, r) => (r === 0 ? 0 : 1 - survival[r - 1]!));
    }
    case 'rank': {
      let before = 0;
      return table.times.map((_, r) => {
        const ties = table.events[0]![r]! + table.censored[r]!;
        before += ties;
        return before - (ties - 1) / 2; // ties have their mean rank
      });
    }
    default:
      throw new RangeError(`transform is ${transform}, must be 'km', 'rank', 'identity' or 'log'`);
  }
}
