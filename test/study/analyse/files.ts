/** Small data files with R's answers, from test/known/analyse.R. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Patients } from '../../../src/patients/index.ts';

export interface NearTies {
  time: number[];
  status: number[];
  group: string[];
  tied: number[];
  fixed: Answer;
  exact: Answer;
}

interface Answer {
  times: number[];
  survival: number[];
  chiSquare: number;
  expected: number[];
  coef: number;
  se: number;
}

export interface CoxAnswer {
  names: string | string[];
  coef: number[];
  se: number[];
  lower: number[];
  upper: number[];
  /** chi-square, df, P */
  zph: [number, number, number];
}

export interface HazardAnswer {
  efron: CoxAnswer;
  breslow: CoxAnswer;
  chiSquare: number;
  levels: string[];
}

interface LimitAnswer {
  at: number[];
  atRisk: number[];
  value: number[];
  se: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
}

export const files: {
  nearTies: Record<string, NearTies>;
  limits: {
    data: { time: number[]; status: number[]; group: string[] };
    at: number[];
    by: Record<'plain' | 'log' | 'log-log', Record<string, LimitAnswer>>;
  };
  causes: {
    data: { time: number[]; status: number[]; dose: number[] };
    by: Record<'2' | '10', Record<'any' | '1' | '2', HazardAnswer>>;
  };
} = JSON.parse(readFileSync(new URL('../../known/analyse.json', import.meta.url), 'utf8'));

export function patientsOf(
  time: readonly number[],
  status: readonly number[],
  group: readonly (string | number)[],
  causes = ['1'],
): Patients {
  return {
    times: Float64Array.from(time),
    statuses: Uint8Array.from(status),
    causes,
    groups: group.map(String),
  };
}

/** Differences relative to R's number if that is above 1, else absolute; null if R has NA. */
export function expectNear(found: number | null, expected: number | null, within = 1e-10): void {
  if (expected === null || found === null) expect(found).toBe(expected);
  else expect(Math.abs(found - expected)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(expected)));
}
