import { unknownName } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import { exp, ln } from '../../math/elementary.ts';
import type { RawFit, SCALES } from '../../scenario/schema/joint.ts';
import type { UncertaintyLaw } from '../law.ts';
import { logNormal } from '../laws/log-normal.ts';
import { logitNormal } from '../laws/logit-normal.ts';
import { normal } from '../laws/normal.ts';
import { estimateOf } from '../rule.ts';
import { type MatrixRead, readCorrelation, readCovariance } from './correlation.ts';
import { gaussian, type Member } from './gaussian.ts';
import { type Given, givenKey, type Numbers } from './given.ts';

type Scale = (typeof SCALES)[number];

/** The conversions between a number and its coefficient. */
interface OnScale {
  /** undefined if the number is impossible on this scale */
  must: string;
  takes(value: number): boolean;
  law(value: number, error: number): UncertaintyLaw;
  ofCoefficient(value: number, error: number): (z: number) => number;
  /** -1: the coefficient falls as the number rises */
  sign: 1 | -1;
}

const logit = (share: number) => ln(share / (1 - share));

const onLog: OnScale = {
  must: 'must be > 0',
  takes: (value) => value > 0,
  law: (value, error) => logNormal(ln(value), error),
  ofCoefficient: (value, error) => (z) => exp(ln(value) + error * z),
  sign: 1,
};

const scales: Record<Scale, OnScale> = {
  identity: {
    must: '',
    takes: () => true,
    law: normal,
    ofCoefficient: (value, error) => (z) => value + error * z,
    sign: 1,
  },
  log: onLog,
  'log-inverse': { ...onLog, sign: -1 },
  logit: {
    must: 'must lie between 0 and 1',
    takes: (value) => value > 0 && value < 1,
    law: (value, error) => logitNormal(logit(value), error),
    ofCoefficient: (value, error) => (z) => 1 / (1 + exp(-(logit(value) + error * z))),
    sign: 1,
  },
};

/**
 * The coefficients of a fit: multivariate normal on the scale of the fit, with the values of the file as means and the stated covariance.
 * The matrix that R's vcov prints for flexsurvreg, survreg or coxph can be used unchanged.
 *
 * Source: the usual large-sample law of estimates; Briggs, Claxton & Sculpher (2006), section 4.4, for its use in decision
 * models.
 */
export function addFit(name: string, fit: RawFit, numbers: Numbers, { laws, joints, problems }: Given): void {
  const { parameters, scale } = fit;
  const at = (...path: (string | number)[]) => ['fits', name, ...path];
  const found: Problem[] = [];
  const add = (path: Problem['path'], message: string) => found.push({ path, message, severity: 'error' });
  if (Array.isArray(scale) && scale.length !== parameters.length)
    add(at('scale'), `${scale.length} scales for ${parameters.length} parameters, must be as many, or one`);
  const scaleOf = (i: number): Scale => (Array.isArray(scale) ? (scale[i] ?? 'identity') : scale);
  const values = parameters.map((parameter, i) => {
    const number = numbers.get(parameter);
    const place = at('parameters', i);
    const { must, takes } = scales[scaleOf(i)];
    const value = number && estimateOf(number.figure);
    if (!number) add(place, unknownName('parameter', parameter, numbers.keys()));
    else if (number.isDerived || value === undefined)
      add(place, `${parameter} follows from other parameters; name those`);
    else if (parameters.indexOf(parameter) !== i) add(place, `${parameter} stands here twice`);
    else if (laws.has(parameter))
      add(place, `${parameter} is drawn with others already; it can be in one of them`);
    else if (!takes(value)) add(place, `${parameter} is ${value}, on the scale ${scaleOf(i)} it ${must}`);
    return value ?? NaN;
  });
  const { read, at: where } = covarianceOf(fit);
  for (const { path, message } of read.problems ?? []) add(at(where, ...path), message);
  problems.push(...found);
  if (found.length > 0 || !read.matrix) return;
  const covariance = read.matrix;
  const errors = covariance.map((row, i) => Math.sqrt(row[i]!));
  const correlation = covariance.map((row, i) =>
    row.map((entry, j) => {
      const sign = scales[scaleOf(i)].sign * scales[scaleOf(j)].sign;
      return i === j ? 1 : (sign * entry) / (errors[i]! * errors[j]!);
    }),
  );
  const members = parameters.map((parameter, i): Member => {
    const { law: lawOf, ofCoefficient } = scales[scaleOf(i)];
    const law = lawOf(values[i]!, errors[i]!);
    laws.set(parameter, { law, rule: 'fit' });
    return {
      ...{ name: parameter, law },
      key: givenKey(numbers, parameter),
      ofNormal: ofCoefficient(values[i]!, errors[i]!),
    };
  });
  joints.push(gaussian('fit', name, members, correlation));
}

/** The covariance, as stated or from standard errors and correlations, and the paths for its problems. */
function covarianceOf(fit: RawFit): { read: MatrixRead; at: string } {
  const { parameters, covariance, correlation, 'standard-errors': errors } = fit;
  const wrong = (message: string, at: string) => ({ read: { problems: [{ path: [], message }] }, at });
  if (covariance !== undefined) {
    if (errors !== undefined || correlation !== undefined)
      return wrong('the covariance says standard errors and correlation; leave those out', 'covariance');
    return { read: readCovariance(covariance, parameters), at: 'covariance' };
  }
  if (errors === undefined)
    return wrong('a fit needs its covariance, or standard-errors and correlation', 'parameters');
  if (errors.length !== parameters.length)
    return wrong(
      `${errors.length} standard errors for ${parameters.length} parameters, must be as many`,
      'standard-errors',
    );
  if (correlation === undefined && parameters.length > 1)
    return wrong(
      'standard errors alone do not say how the coefficients go together; give correlation, or the covariance in their place',
      'standard-errors',
    );
  const read = readCorrelation(correlation ?? 0, parameters);
  if (!read.matrix) return { read, at: 'correlation' };
  return {
    read: {
      matrix: read.matrix.map((row, i) => row.map((entry, j) => entry * errors[i]! * errors[j]!)),
    },
    at: 'correlation',
  };
}
