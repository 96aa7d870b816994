import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** null if R has NA or NaN */
export type Value = number | null;

export interface KnownContrast {
  value: number;
  lower: number;
  upper: number;
  p: number;
}

export interface KnownTable {
  terms: string[];
  chiSquare: number[];
  df: number[];
  p: number[];
}

export interface KnownCox {
  ties: 'efron' | 'breslow';
  names: string[] | string;
  coefficients: number[] | number;
  standardErrors: number[] | number;
  p: number[] | number;
  lower: number[] | number;
  upper: number[] | number;
  covariance: number[][];
  logLikelihood: [none: number, fitted: number];
  likelihoodRatio: [number, number, number];
  wald: [number, number, number];
  score: [number, number, number];
  zph: Record<'km' | 'rank' | 'identity' | 'log', KnownTable>;
}

/** The data of one of R's data sets, and R's answers. */
export interface KnownStudy {
  times: number[];
  statuses: number[];
  groups: number[];
  strata?: number[];
  covariates?: Record<string, number[]>;
  logRank?: {
    rho: number;
    observed: number[];
    expected: number[];
    variance: number[][];
    chiSquare: number;
    df: number;
    p: number;
  }[];
  flemingHarrington?: { rho: number[]; gamma: number[]; score: number[]; variance: number[] };
  maxCombo?: { z: Value[]; correlation?: number[][]; statistic?: number; p: Value };
  rmst?: {
    tau: number;
    means: number[];
    errors: number[];
    difference: KnownContrast;
    ratio: KnownContrast;
    lostRatio: KnownContrast;
  }[];
  cox?: KnownCox[];
  gray?: { rho: number; statistic: number[]; df: number[]; p: number[] }[];
}

export const known: { studies: Record<string, KnownStudy> } = JSON.parse(
  readFileSync(new URL('../known/comparisons.json', import.meta.url), 'utf8'),
);

/** Studies with R's answers of the given kinds. */
export function studiesWith<K extends keyof KnownStudy>(kind: K) {
  return Object.entries(known.studies).flatMap(([name, study]) => {
    const answers = study[kind];
    return answers === undefined ? [] : [{ name, study, answers }];
  });
}

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Whether a number equals R's within a relative error, or an absolute one for small numbers. */
export function expectNear(
  actual: ArrayLike<number> | number,
  expected: readonly Value[] | Value,
  accuracy: number,
  what = '',
) {
  const found = typeof actual === 'number' ? [actual] : Array.from(actual);
  const wanted = list(expected as Value | Value[]);
  expect(found.length, what).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) {
    if (value === null || Number.isNaN(value)) expect(found[i], `${what} ${i}`).toBeNaN();
    else if (found[i] === value) continue;
    else
      expect(Math.abs(found[i]! - value), `${what} ${i}: ${found[i]} for ${value}`).toBeLessThanOrEqual(
        accuracy * Math.max(1, Math.abs(value)),
      );
  }
}
