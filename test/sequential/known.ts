import { readFileSync } from 'node:fs';
import type { EfficacyRule, FutilityRule, SequentialPlan } from '../../src/sequential/design.ts';
import { givenSpending } from '../../src/sequential/spending/given.ts';
import { spendingFamilies } from '../../src/sequential/spending/index.ts';
import type { Spending } from '../../src/sequential/spending/spending.ts';

interface KnownRule {
  family?: string;
  parameter?: number;
  delta?: number;
  cumulative?: number[];
}

export interface KnownDesign {
  name: string;
  fractions: number[];
  alpha: number;
  sides: 1 | 2;
  power: number;
  binding: boolean;
  efficacy: KnownRule;
  beta: KnownRule | null;
  /** given futility boundaries */
  z: number[] | null;
  rpact: {
    efficacy: number[];
    futility: number[] | null;
    alphaSpent: number[];
    nominal: number[];
    shift: number;
    inflation: number;
    expected: { null: number; half: number; effect: number };
    rejection: number[];
    futilityChances: number[];
  };
}

interface KnownGrid {
  fractions: number[];
  /** numbers, or the words Infinity and -Infinity */
  lower: (number | string)[];
  upper: (number | string)[];
  drift: number;
  above: number[];
  below: number[];
}

interface KnownStay {
  fractions: number[];
  upper: number[];
  drift: number;
  /** the probability of being below all boundaries up to each look */
  stay: number[];
}

const file = new URL('../known/trial-sequential.json', import.meta.url);
export const known: {
  designs: KnownDesign[];
  tight: { name: string; efficacy: number[] }[];
  exact: KnownStay[];
  grids: KnownGrid[];
} = JSON.parse(readFileSync(file, 'utf8'));

/** The largest absolute difference; NaN counts as infinite. */
export function distance(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length < theirs.length) return Infinity;
  const apart = theirs.map((value, i) => (ours[i] === value ? 0 : Math.abs(ours[i]! - value)));
  return Math.max(0, ...apart.map((gap) => (Number.isNaN(gap) ? Infinity : gap)));
}

export function familyOf(name: string, parameter?: number): Spending {
  return spendingFamilies.find((family) => family.name === name)!.make(parameter);
}

function spendingOf({ family, parameter, cumulative }: KnownRule, fractions: number[]): Spending {
  return cumulative ? givenSpending(fractions, cumulative) : familyOf(family!, parameter);
}

/** The design of an entry in the file. */
export function planOf({ fractions, alpha, sides, power, binding, ...rules }: KnownDesign): SequentialPlan {
  const { delta } = rules.efficacy;
  const efficacy: EfficacyRule =
    delta === undefined ? { spending: spendingOf(rules.efficacy, fractions) } : { delta };
  let futility: FutilityRule | undefined;
  if (rules.beta) futility = { spending: spendingOf(rules.beta, fractions), power };
  if (rules.z) futility = { z: rules.z };
  return { fractions, alpha, sides, efficacy, futility, binding };
}
