import { normalQuantileOfUpper } from '../../math/normal.ts';
import { designSequential, type EfficacyRule, type FutilityRule } from '../../sequential/design.ts';
import { givenSpending } from '../../sequential/spending/given.ts';
import { hwangShihDeCani } from '../../sequential/spending/hwang-shih-decani.ts';
import { obrienFleming } from '../../sequential/spending/obrien-fleming.ts';
import { pocock } from '../../sequential/spending/pocock.ts';
import { powerFamily } from '../../sequential/spending/power-family.ts';
import type { Spending } from '../../sequential/spending/spending.ts';
import type { TrialDesign, TrialTest } from '../design.ts';
import type { Complaints, Path } from './problems.ts';
import { between, boundaryP, boundaryZ, range } from './ranges.ts';
import type { RawSpending, RawTrial } from './schema.ts';

export interface ErrorRates {
  alpha: number;
  sides: 1 | 2;
}

/** Alpha and sides. */
export function errorRatesOf({ alpha, sided }: RawTrial, to: Complaints): ErrorRates | undefined {
  const sides = sided === 'two' ? 2 : 1;
  const possible = range((one) => one >= 1e-9 && one < 0.5, 'above 0 and below 0.5');
  const found = to.number(alpha ?? 0.025 * sides, ['alpha'], possible);
  return found === undefined ? undefined : { alpha: found, sides };
}

/** The power that is looked for; undefined where none is given, or it cannot be. */
export function targetOf(
  { target }: RawTrial,
  { alpha, sides }: ErrorRates,
  to: Complaints,
): number | undefined {
  const least = alpha / sides;
  const possible = range(
    (one) => one > least && one < 1,
    `above ${least}, the one-sided alpha, and below 1: no size gives a power of 1`,
  );
  return to.number(target?.power, ['target', 'power'], possible);
}

/** How a design finds its boundaries: all of it that does not depend on when the looks are. */
export interface BoundaryRules {
  efficacy: (fractions: readonly number[]) => EfficacyRule;
  futility?: (fractions: readonly number[]) => FutilityRule;
  binding: boolean;
}

/** How boundaries are found, as far as it fits the number of looks. */
export function boundaryRulesOf(
  raw: RawTrial,
  test: TrialTest['kind'] | undefined,
  rates: ErrorRates,
  to: Complaints,
): BoundaryRules | undefined {
  const before = to.problems.length;
  const looks = raw.analyses?.length ?? 1;
  if (test === 'binomial' && (raw.efficacy?.z ?? raw.efficacy?.p) !== undefined)
    to.complain(
      ['efficacy'],
      'boundaries are given, must be left out: the exact binomial test finds how many successes alpha asks for',
    );
  if (raw.futility && rates.sides === 2)
    to.complain(['futility'], 'a two-sided trial has futility boundaries, must have none');
  const alpha = rates.alpha / rates.sides;
  const efficacy = efficacyOf(raw, looks, alpha, to);
  const futility = raw.futility && futilityOf(raw, looks, alpha, to);
  const { spending, binding = false } = raw.futility ?? {};
  if (spending !== undefined && binding && raw.efficacy && raw.efficacy.spending === undefined)
    to.complain(
      ['futility', 'binding'],
      'binding futility by spending needs efficacy by spending, must be that or not binding',
    );
  if (!efficacy || to.problems.length > before) return undefined;
  return { efficacy, ...(futility ? { futility } : {}), binding };
}

/** Boundaries on z of each look. */
export function boundariesOf(
  raw: RawTrial,
  fractions: readonly number[],
  { efficacy, futility, binding }: BoundaryRules,
  { alpha, sides }: ErrorRates,
  to: Complaints,
): TrialDesign['boundaries'] | undefined {
  const isAbout: Path = raw.futility && binding ? ['futility'] : raw.efficacy ? ['efficacy'] : [];
  const design = to.attempt(isAbout, () =>
    designSequential({
      ...{ fractions, alpha, sides, binding },
      efficacy: efficacy(fractions),
      futility: futility?.(fractions),
    }),
  );
  if (!design) return undefined;
  const low = design.futility.map((z, k) => {
    const given = raw.futility?.z?.[k];
    return typeof given === 'number' ? given : z;
  });
  const wrong = low.findIndex((z, k) => !(z < design.efficacy[k]!));
  if (wrong >= 0) {
    const [down, up] = [low[wrong]!, design.efficacy[wrong]!].map((z) => Number(z.toPrecision(4)));
    to.complain(
      ['futility', ...(raw.futility?.z ? ['z', wrong] : [])],
      `at analysis ${wrong + 1} futility is at z ${down}, must be below efficacy, ${up}`,
    );
    return undefined;
  }
  checkSpent(raw, design.alphaSpent[fractions.length - 1]!, sides, to);
  return { fractions: [...fractions], efficacy: design.efficacy, futility: design.futility, binding };
}

/** Given boundaries spend what they spend: a power must be above it. */
function checkSpent({ efficacy, target }: RawTrial, spent: number, sides: 1 | 2, to: Complaints): void {
  const least = spent / sides;
  const isGiven = (efficacy?.z ?? efficacy?.p) !== undefined;
  if (!isGiven || target === undefined || target.power > least) return;
  to.complain(
    ['target', 'power'],
    `power is ${target.power}, must be above ${Number(least.toPrecision(4))}, the one-sided error that the given boundaries spend`,
  );
}

function efficacyOf(
  { efficacy: raw }: RawTrial,
  looks: number,
  alpha: number,
  to: Complaints,
): BoundaryRules['efficacy'] | undefined {
  const path: Path = ['efficacy'];
  if (!raw) {
    // all is spent at the only look, whatever the function
    if (looks === 1) return () => ({ spending: obrienFleming.make() });
    to.complain(
      [],
      `efficacy is missing, must say how alpha is spent over ${looks} analyses, such as { spending: obrien-fleming }`,
    );
    return undefined;
  }
  const ways = (['spending', 'shape', 'z', 'p'] as const).filter((way) => raw[way] !== undefined);
  if (ways.length !== 1) {
    to.complain(
      path,
      `efficacy has ${ways.join(' and ') || 'nothing'}, must have one of spending, shape, z or p`,
    );
    return undefined;
  }
  if (raw.spending !== undefined) {
    const make = spendingOf(raw.spending, looks, alpha, [...path, 'spending'], to);
    return make && ((fractions) => ({ spending: make(fractions) }));
  }
  if (raw.shape !== undefined) {
    const delta =
      raw.shape === 'obrien-fleming'
        ? 0
        : raw.shape === 'pocock'
          ? 0.5
          : to.number(raw.shape['wang-tsiatis'], [...path, 'shape', 'wang-tsiatis'], between(-5, 5));
    return delta === undefined ? undefined : () => ({ delta });
  }
  const way = raw.z ? 'z' : 'p';
  const given = raw[way]!;
  if (given.length !== looks) {
    to.complain(
      [...path, way],
      `${way} has ${given.length} values, must have ${looks}, one for each analysis`,
    );
    return undefined;
  }
  if (given[looks - 1] === 'none') {
    to.complain([...path, way, looks - 1], 'the last analysis has none, must have a boundary');
    return undefined;
  }
  const possible = way === 'z' ? boundaryZ : boundaryP;
  const values = given.map((one, k) => (one === 'none' ? one : to.number(one, [...path, way, k], possible)));
  if (values.includes(undefined)) return undefined;
  const z = values.map((one) =>
    one === 'none' ? Infinity : way === 'z' ? one! : normalQuantileOfUpper(one!),
  );
  return () => ({ z });
}

function futilityOf(
  raw: RawTrial,
  looks: number,
  alpha: number,
  to: Complaints,
): BoundaryRules['futility'] | undefined {
  const futility = raw.futility!;
  const path: Path = ['futility'];
  if (looks === 1) {
    to.complain(path, 'futility is of interim analyses, must be left out: there is one analysis');
    return undefined;
  }
  const { spending: rule, z, power = raw.target?.power } = futility;
  if ((rule === undefined) === (z === undefined)) {
    to.complain(path, `futility has ${z ? 'spending and z' : 'nothing'}, must have one of spending or z`);
    return undefined;
  }
  if (z) {
    if (z.length !== looks - 1) {
      to.complain(
        [...path, 'z'],
        `z has ${z.length} values, must have ${looks - 1}, one for each analysis but the last`,
      );
      return undefined;
    }
    const values = z.map((one, k) =>
      one === 'none' ? -Infinity : to.number(one, [...path, 'z', k], boundaryZ),
    );
    return values.includes(undefined) ? undefined : () => ({ z: values as number[] });
  }
  if (power === undefined) {
    to.complain(path, 'power is missing, must be that for which 1 - power is spent, here or as the target');
    return undefined;
  }
  const possible = range(
    (one) => one > alpha && one <= 1 - 1e-9,
    `above ${alpha}, the one-sided alpha, and below 1`,
  );
  const enough = to.number(power, [...path, 'power'], possible);
  const make = spendingOf(rule!, looks, 1 - power, [...path, 'spending'], to);
  return make && enough !== undefined
    ? (fractions) => ({ spending: make(fractions), power: enough })
    : undefined;
}

/** @param total the error that is spent in all */
function spendingOf(
  raw: RawSpending,
  looks: number,
  total: number,
  path: Path,
  to: Complaints,
): ((fractions: readonly number[]) => Spending) | undefined {
  if (raw === 'obrien-fleming') return () => obrienFleming.make();
  if (raw === 'pocock') return () => pocock.make();
  if (Array.isArray(raw)) {
    // whatever the fractions are, the errors must rise to the total
    const anywhere = Array.from({ length: looks }, (_, k) => (k + 1) / looks);
    const spent = to.attempt(path, () => givenSpending(anywhere, raw)(total, 1));
    return spent === undefined ? undefined : (fractions) => givenSpending(fractions, raw);
  }
  const { 'hwang-shih-decani': gamma, 'power-family': rho } = raw;
  if ((gamma === undefined) === (rho === undefined)) {
    to.complain(path, 'spending must have one of hwang-shih-decani or power-family');
    return undefined;
  }
  const found =
    gamma === undefined
      ? rhoOf(rho, [...path, 'power-family'], to)
      : to.attempt([...path, 'hwang-shih-decani'], () => hwangShihDeCani.make(gamma));
  return found && (() => found);
}

function rhoOf(raw: number | undefined, path: Path, to: Complaints): Spending | undefined {
  const rho = to.number(raw, path, between(0.01, 100));
  return rho === undefined ? undefined : powerFamily.make(rho);
}
