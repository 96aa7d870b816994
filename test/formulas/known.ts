import { readFileSync } from 'node:fs';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { constantHazard } from '../../src/formulas/piecewise-hazard.ts';
import type { TwoArms } from '../../src/formulas/two-arms.ts';

export interface KnownFollowUp {
  name: string;
  accrual: { times: number[]; rates: number[] };
  /** for the hazards of both arms */
  starts: number[];
  control: number[];
  treatment: number[];
  dropout: { control: number; treatment: number };
  share: number;
  patients: number;
  times: number[];
  /** expected events by each time, as a share of all patients in the end */
  probability: { control: number[]; treatment: number[]; overall: number[] };
  /** the same by R's integrate, which never integrates across a kink */
  integral: { control: number[]; treatment: number[] };
  entered: number[];
}

/** Constant hazards and uniform accrual. */
interface Flat {
  accrual: number;
  patients: number;
  control: number;
  hazardRatio: number;
  dropout: number;
  share?: number;
}

interface KnownTest {
  score: number;
  variance: number;
  trueVariance: number;
}

interface Difference {
  difference: number;
  variance: number;
}

interface Known {
  events: {
    formula: string;
    hazardRatio: number;
    margin: number;
    alpha: number;
    sides: 1 | 2;
    power: number;
    share: number;
    events: number;
  }[];
  followed: KnownFollowUp[];
  sizes: (Flat & {
    name: string;
    looks: number[];
    power: number;
    formula: string;
    spending: string;
    eventsFixed: number;
    analysisTime: number[];
    hazardRatios: number[] | null;
  })[];
  patients: (Omit<Flat, 'patients'> & {
    followUp: number;
    power: number;
    formula: string;
    patients: number;
  })[];
  powers: (Omit<Flat, 'hazardRatio'> & {
    looks: number[];
    events: number;
    ratio: number;
    type: string;
    power: number;
    rejection: number[];
    expectedEvents: number;
    analysisTime: number[];
  })[];
  integrals: {
    name: string;
    time: number;
    tests: Record<'log-rank' | 'fh 0 1' | 'fh 0.5 0.5', KnownTest>;
    end: number;
    milestone: Difference;
    rmst: Difference;
    geometric: number;
    cox: number;
    laws: number;
    oneSample: { events: number; reference: number; variance: number };
  }[];
  binomial: {
    null: number;
    alternative: number;
    alpha: number;
    power: number;
    first: { patients: number; responses: number; error: number; power: number };
    steady: { patients: number; responses: number; error: number; power: number };
  }[];
}

const file = new URL('../known/trial-closed-form.json', import.meta.url);
export const known: Known = JSON.parse(readFileSync(file, 'utf8'));

/** rpact's names of the spending functions. */
export const familyNames: Record<string, string> = {
  asOF: 'lan-demets-obrien-fleming',
  asP: 'lan-demets-pocock',
};

export function trialOf({ accrual, starts, control, treatment, dropout, share }: KnownFollowUp): TwoArms {
  return {
    control: { hazard: { starts, rates: control }, dropout: constantHazard(dropout.control) },
    treatment: { hazard: { starts, rates: treatment }, dropout: constantHazard(dropout.treatment) },
    share,
    accrual: accrual.rates.map((rate, i) => ({ from: accrual.times[i]!, to: accrual.times[i + 1]!, rate })),
  };
}

export function flatTrial({ accrual, patients, control, hazardRatio, dropout, share = 0.5 }: Flat): TwoArms {
  const lost = constantHazard(dropout);
  return {
    control: { hazard: constantHazard(control), dropout: lost },
    treatment: { hazard: constantHazard(control * hazardRatio), dropout: lost },
    share,
    accrual: uniformAccrual(patients, accrual),
  };
}

/** |a - b| over |b|; 0 if they are equal. */
export function relative(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.abs(b);
}
