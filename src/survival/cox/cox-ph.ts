import { chiSquareSurvival } from '../../math/chi-square.ts';
import { exp } from '../../math/elementary.ts';
import { normalSurvival } from '../../math/normal.ts';
import { factorise, inverse, quadraticForm } from '../../math/symmetric.ts';
import { normalDeviate } from '../interval.ts';
import { type CoxData, type CoxIndividuals, coxData } from './data.ts';
import { freeFactor, type Maximum, maximise } from './maximise.ts';
import type { Likelihood, Ties } from './partial-likelihood.ts';

export interface CoxOptions {
  /** default 'efron', as in R */
  ties?: Ties;
  /** two-sided confidence level of the intervals; default 0.95 */
  level?: number;
}

export interface CoxCoefficient {
  /** name of the covariate, or label of the group */
  name: string;
  /** log hazard ratio for an increase of one unit, or against the reference group */
  coefficient: number;
  standardError: number;
  /** below 1: lower hazard */
  hazardRatio: number;
  /** Wald interval of the hazard ratio, symmetric on the log scale */
  lower: number;
  upper: number;
  z: number;
  /** two-sided p of Wald's test */
  p: number;
}

export interface ChiSquareTest {
  chiSquare: number;
  df: number;
  p: number;
}

export interface CoxFit {
  coefficients: CoxCoefficient[];
  /** covariance matrix of the coefficients, from the information at the maximum */
  covariance: number[][];
  /** log partial likelihood with all coefficients 0, and at the maximum */
  logLikelihood: { null: number; fitted: number };
  likelihoodRatio: ChiSquareTest;
  wald: ChiSquareTest;
  /** with two groups and without ties, this is the log-rank test */
  score: ChiSquareTest;
  size: number;
  events: number;
  ties: Ties;
  iterations: number;
  /** false if no maximum was found: see `problems` */
  converged: boolean;
  /** sentences about what went wrong; empty if nothing did */
  problems: string[];
}

/**
 * Cox's proportional hazards regression.
 *
 * @param data covariates, a factor of groups, or both; each stratum has its own baseline hazard
 * @returns the coefficient of a covariate that is constant or depends on earlier ones is NaN, as in R. If the
 *   likelihood has no maximum, because covariates separate the patients with events from the others, the coefficients
 *   concerned are Infinity or -Infinity, their hazard ratios Infinity or 0 and their standard errors NaN. The other
 *   coefficients and the likelihood are limits, so the likelihood-ratio test is valid while Wald's is NaN. `problems`
 *   reports both cases.
 * @throws RangeError naming the patient or covariate that cannot be used
 *
 * @example
 * ```ts
 * import { coxPh } from 'sojourn';
 *
 * const { coefficients } = coxPh({
 *   times: [5, 8, 12, 3, 4, 9],
 *   statuses: [1, 0, 1, 1, 1, 1],
 *   groups: [1, 1, 1, 2, 2, 2],
 * });
 * const { hazardRatio, lower, upper } = coefficients[0]!;
 * console.log(hazardRatio, lower, upper);
 * // 4.585812... 0.454353... 46.284873...
 * ```
 *
 * Source: Cox (1972), J. R. Statist. Soc. B 34; Efron (1977), JASA 72; Breslow (1974), Biometrics 30. Checked against
 * R's `survival::coxph` in test/known/comparisons.R.
 */
export function coxPh(data: CoxIndividuals, options: CoxOptions = {}): CoxFit {
  return coxPhOf(coxData(data), options);
}

/** Cox's regression for data already prepared by `coxData`. See `coxPh`. */
export function coxPhOf(prepared: CoxData, { ties = 'efron', level = 0.95 }: CoxOptions = {}): CoxFit {
  if (ties !== 'efron' && ties !== 'breslow')
    throw new RangeError(`ties is ${ties}, must be 'efron' or 'breslow'`);
  const deviate = normalDeviate(level);
  const maximum = maximise(prepared, ties);
  const { none, fitted, dependent, divergent } = maximum;
  const kept = (j: number) => !dependent[j] && divergent[j] === 0;
  const estimated = prepared.names.map((_, j) => j).filter(kept);
  const known = covarianceOf(fitted, estimated, prepared.scales);
  const covariance = prepared.names.map((_, i) =>
    prepared.names.map((_, j) => known[estimated.indexOf(i)]?.[estimated.indexOf(j)] ?? NaN),
  );

  const coefficients = prepared.names.map((name, j) => {
    const coefficient = dependent[j]
      ? NaN
      : divergent[j] !== 0
        ? divergent[j]! * Infinity
        : maximum.coefficients[j]! / prepared.scales[j]!;
    return describe(name, coefficient, Math.sqrt(covariance[j]![j]!), deviate);
  });
  const df = dependent.filter((is) => !is).length;
  const test = (chiSquare: number): ChiSquareTest =>
    df > 0 ? { chiSquare, df, p: chiSquareSurvival(chiSquare, df) } : { chiSquare: NaN, df, p: NaN };
  const finite = maximum.divergent.every((direction) => direction === 0);
  return {
    coefficients,
    covariance,
    logLikelihood: { null: none.logLikelihood, fitted: fitted.logLikelihood },
    likelihoodRatio: test(2 * (fitted.logLikelihood - none.logLikelihood)),
    wald: test(finite ? curvature(fitted, maximum.coefficients) : NaN),
    score: test(quadraticForm(freeFactor(none, dependent), none.score)),
    size: prepared.size,
    events: prepared.eventCount,
    ties,
    iterations: maximum.iterations,
    converged: maximum.converged,
    problems: problemsOf(prepared, maximum),
  };
}

function describe(name: string, coefficient: number, standardError: number, deviate: number): CoxCoefficient {
  const z = coefficient / standardError;
  return {
    name,
    coefficient,
    standardError,
    hazardRatio: exp(coefficient),
    lower: exp(coefficient - deviate * standardError),
    upper: exp(coefficient + deviate * standardError),
    z,
    p: 2 * normalSurvival(Math.abs(z)),
  };
}

/** Covariance of the estimated coefficients, in the units of the covariates. */
function covarianceOf({ information }: Likelihood, estimated: number[], scales: Float64Array): number[][] {
  const factor = factorise(
    estimated.map((i) => estimated.map((j) => information[i]![j]!)),
    0,
  );
  return inverse(factor).map((row, i) =>
    row.map((value, j) => value / (scales[estimated[i]!]! * scales[estimated[j]!]!)),
  );
}

/** Wald's statistic, coefficients' x information x coefficients. */
function curvature({ information }: Likelihood, coefficients: Float64Array): number {
  let sum = 0;
  for (const [i, row] of information.entries()) {
    for (let j = 0; j <= i; j++) sum += (i === j ? 1 : 2) * row[j]! * coefficients[i]! * coefficients[j]!;
  }
  return sum;
}

function problemsOf({ names, eventCount }: CoxData, { dependent, divergent, converged }: Maximum): string[] {
  if (eventCount === 0) return ['there are no events'];
  const problems: string[] = [];
  for (const [j, name] of names.entries()) {
    if (dependent[j])
      problems.push(
        `${name} is constant, or a combination of other covariates, among the patients at risk at the events`,
      );
    if (divergent[j] !== 0)
      problems.push(
        `the coefficient of ${name} is ${divergent[j]! > 0 ? '' : '-'}infinite: ${name} separates the patients with events from the others`,
      );
  }
  if (!converged && problems.length === 0)
    problems.push('did not converge: the partial likelihood may have no maximum');
  return problems;
}
