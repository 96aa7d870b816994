import { normalQuantileOfUpper } from '../../math/normal.ts';
import { designSequential, type EfficacyRule, type FutilityRule } from '../../sequential/design.ts';
import { givenSpending } from '../../sequential/spending/given.ts';
import { spendingFamilies } from '../../sequential/spending/index.ts';
import { obrienFleming } from '../../sequential/spending/obrien-fleming.ts';
import type { Spending } from '../../sequential/spending/spending.ts';
import type { TrialDesign, TrialTest } from '../design.ts';
import { type FutilityScale, type FutilitySetting, futilityRuleOf } from '../expected/futility-scale.ts';
import { futilityScaleIn, futilityScaleKeys } from './futility-scales.ts';
import type { Issues, Path } from './problems.ts';
import { between, boundaryP, boundaryZ, range } from './ranges.ts';
import type { RawSpending, RawTrial } from './schema.ts';

export interface ErrorRates {
  alpha: number;
  sides: 1 | 2;
}

/** Reads alpha and sides. */
export function errorRatesOf({ alpha, sided }: RawTrial, issues: Issues): ErrorRates | undefined {
  const sides = sided === 'two' ? 2 : 1;
  const possible = range((value) => value >= 1e-9 && value < 0.5, 'above 0 and below 0.5');
  const value = issues.number(alpha ?? 0.025 * sides, ['alpha'], possible);
  return value === undefined ? undefined : { alpha: value, sides };
}

/** The target power; undefined if it is not given or out of range. */
export function targetOf(
  { target }: RawTrial,
  { alpha, sides }: ErrorRates,
  issues: Issues,
): number | undefined {
  const least = alpha / sides;
  const possible = range(
    (value) => value > least && value < 1,
    `above ${least}, the one-sided alpha, and below 1: no size gives a power of 1`,
  );
  return issues.number(target?.power, ['target', 'power'], possible);
}

/** The rules for a design's boundaries: everything that does not depend on the times of the looks. */
export interface BoundaryRules {
  /** from the planned information fractions of the looks */
  efficacy: (fractions: readonly number[]) => EfficacyRule;
  /** undefined: no look stops for futility */
  futility?: (fractions: readonly number[], setting: FutilitySetting) => FutilityRule;
  /** futility on another scale than z */
  scale?: FutilityScale;
  binding: boolean;
}

/** Reads the rules for boundaries, and checks that they fit the number of looks. */
export function boundaryRulesOf(
  raw: RawTrial,
  test: TrialTest | undefined,
  rates: ErrorRates,
  issues: Issues,
): BoundaryRules | undefined {
  const before = issues.problems.length;
  const looks = raw.analyses?.length ?? 1;
  if (test?.kind === 'binomial' && (raw.efficacy?.z ?? raw.efficacy?.p) !== undefined)
    issues.add(
      ['efficacy'],
      'boundaries are given, must be left out: the exact binomial test finds how many successes alpha asks for',
    );
  if (raw.futility && rates.sides === 2)
    issues.add(['futility'], 'a two-sided trial has futility boundaries, must have none');
  const alpha = rates.alpha / rates.sides;
  const efficacy = efficacyOf(raw, looks, alpha, issues);
  const scale = raw.futility && looks > 1 ? futilityScaleIn(raw.futility, looks, test, issues) : undefined;
  const futility = raw.futility && futilityOf(raw, looks, alpha, scale, issues);
  const { spending, binding = false } = raw.futility ?? {};
  if (spending !== undefined && binding && raw.efficacy && raw.efficacy.spending === undefined)
    issues.add(
      ['futility', 'binding'],
      'binding futility by spending needs efficacy by spending, must be that or not binding',
    );
  if (!efficacy || issues.problems.length > before) return undefined;
  return { efficacy, ...(futility ? { futility } : {}), ...(scale ? { scale } : {}), binding };
}

/** The boundaries on z for each look. */
export function boundariesOf(
  raw: RawTrial,
  fractions: readonly number[],
  { efficacy, futility, scale, binding }: BoundaryRules,
  {
    alpha,
    sides,
    times,
    setting,
  }: ErrorRates & Pick<TrialDesign['boundaries'], 'times'> & { setting: () => FutilitySetting },
  issues: Issues,
): TrialDesign['boundaries'] | undefined {
  const path: Path = raw.futility && (binding || scale) ? ['futility'] : raw.efficacy ? ['efficacy'] : [];
  const design = issues.attempt(path, () =>
    designSequential({
      ...{ fractions, alpha, sides, binding, ...(times && { times }) },
      efficacy: efficacy(fractions),
      futility: futility?.(fractions, setting()),
    }),
  );
  if (!design) return undefined;
  const futilityZ = design.futility.map((z, k) => {
    const given = raw.futility?.z?.[k];
    return typeof given === 'number' ? given : z;
  });
  const invalid = futilityZ.findIndex((z, k) => !(z < design.efficacy[k]!));
  if (invalid >= 0) {
    const [down, up] = [futilityZ[invalid]!, design.efficacy[invalid]!].map((z) => Number(z.toPrecision(4)));
    issues.add(
      ['futility', ...(raw.futility?.z ? ['z', invalid] : [])],
      `at analysis ${invalid + 1} futility is at z ${down}, must be below efficacy, ${up}`,
    );
    return undefined;
  }
  checkSpent(raw, design.alphaSpent[fractions.length - 1]!, sides, issues);
  return { fractions: [...fractions], efficacy: design.efficacy, futility: design.futility, binding };
}

/** Given boundaries fix the type I error that they spend; the target power must be above it. */
function checkSpent({ efficacy, target }: RawTrial, spent: number, sides: 1 | 2, issues: Issues): void {
  const least = spent / sides;
  const isGiven = (efficacy?.z ?? efficacy?.p) !== undefined;
  if (!isGiven || target === undefined || target.power > least) return;
  issues.add(
    ['target', 'power'],
    `power is ${target.power}, must be above ${Number(least.toPrecision(4))}, the one-sided error that the given boundaries spend`,
  );
}

function efficacyOf(
  { efficacy: raw }: RawTrial,
  looks: number,
  alpha: number,
  issues: Issues,
): BoundaryRules['efficacy'] | undefined {
  const path: Path = ['efficacy'];
  if (!raw) {
    // one look spends all of alpha, whatever the spending function
    if (looks === 1) return () => ({ spending: obrienFleming.make() });
    issues.add(
      [],
      `efficacy is missing, must say how alpha is spent over ${looks} analyses, such as { spending: obrien-fleming }`,
    );
    return undefined;
  }
  const keys = (['spending', 'shape', 'z', 'p'] as const).filter((key) => raw[key] !== undefined);
  if (keys.length !== 1) {
    issues.add(
      path,
      `efficacy has ${keys.join(' and ') || 'nothing'}, must have one of spending, shape, z or p`,
    );
    return undefined;
  }
  if (raw.spending !== undefined) {
    const make = spendingOf(raw.spending, looks, alpha, [...path, 'spending'], issues);
    return make && ((fractions) => ({ spending: make(fractions) }));
  }
  if (raw.shape === 'triangular') {
    issues.add(
      [...path, 'shape'],
      'shape is triangular, must be obrien-fleming, pocock or wang-tsiatis: the triangular test is of `comparisons` by Dunnett',
    );
    return undefined;
  }
  if (raw.shape !== undefined) {
    const delta =
      raw.shape === 'obrien-fleming'
        ? 0
        : raw.shape === 'pocock'
          ? 0.5
          : issues.number(raw.shape['wang-tsiatis'], [...path, 'shape', 'wang-tsiatis'], between(-5, 5));
    return delta === undefined ? undefined : () => ({ delta });
  }
  const key = raw.z ? 'z' : 'p';
  const list = raw[key]!;
  if (list.length !== looks) {
    issues.add([...path, key], `${key} has ${list.length} values, must have ${looks}, one for each analysis`);
    return undefined;
  }
  if (list[looks - 1] === 'none') {
    issues.add([...path, key, looks - 1], 'the last analysis has none, must have a boundary');
    return undefined;
  }
  const possible = key === 'z' ? boundaryZ : boundaryP;
  const values = list.map((value, k) =>
    value === 'none' ? value : issues.number(value, [...path, key, k], possible),
  );
  if (values.includes(undefined)) return undefined;
  const z = values.map((value) =>
    value === 'none' ? Infinity : key === 'z' ? value! : normalQuantileOfUpper(value!),
  );
  return () => ({ z });
}

function futilityOf(
  raw: RawTrial,
  looks: number,
  alpha: number,
  scale: FutilityScale | undefined,
  issues: Issues,
): BoundaryRules['futility'] | undefined {
  const futility = raw.futility!;
  const path: Path = ['futility'];
  if (looks === 1) {
    issues.add(path, 'futility needs an interim analysis, must be left out: there is one analysis');
    return undefined;
  }
  const { spending: rule, z, power = raw.target?.power } = futility;
  const given = (['spending', 'z', ...futilityScaleKeys] as const).filter(
    (key) => futility[key] !== undefined,
  );
  if (given.length !== 1) {
    issues.add(
      path,
      given.length === 0
        ? 'futility has nothing, must have one of spending, z, conditional-power, predictive-power or hazard-ratio'
        : `futility has ${given.join(' and ')}, must have one of them`,
    );
    return undefined;
  }
  if (given[0] !== 'spending' && given[0] !== 'z')
    return scale && ((fractions, setting) => futilityRuleOf(scale, fractions, setting));
  if (z) {
    if (z.length !== looks - 1) {
      issues.add(
        [...path, 'z'],
        `z has ${z.length} values, must have ${looks - 1}, one for each analysis but the last`,
      );
      return undefined;
    }
    const values = z.map((value, k) =>
      value === 'none' ? -Infinity : issues.number(value, [...path, 'z', k], boundaryZ),
    );
    return values.includes(undefined) ? undefined : () => ({ z: values as number[] });
  }
  if (power === undefined) {
    issues.add(path, 'power is missing, must be given here or as the target: futility spends 1 - power');
    return undefined;
  }
  const possible = range(
    (value) => value > alpha && value <= 1 - 1e-9,
    `above ${alpha}, the one-sided alpha, and below 1`,
  );
  const enough = issues.number(power, [...path, 'power'], possible);
  const make = spendingOf(rule!, looks, 1 - power, [...path, 'spending'], issues);
  return make && enough !== undefined
    ? (fractions) => ({ spending: make(fractions), power: enough })
    : undefined;
}

/** @param total the error to spend in total */
export function spendingOf(
  raw: RawSpending,
  looks: number,
  total: number,
  path: Path,
  issues: Issues,
): ((fractions: readonly number[]) => Spending) | undefined {
  if (Array.isArray(raw)) {
    // the errors must increase to the total, whatever the fractions are
    const equalFractions = Array.from({ length: looks }, (_, k) => (k + 1) / looks);
    const spent = issues.attempt(path, () => givenSpending(equalFractions, raw)(total, 1));
    return spent === undefined ? undefined : (fractions) => givenSpending(fractions, raw);
  }
  const given = typeof raw === 'string' ? [raw] : Object.keys(raw);
  if (given.length !== 1) {
    const keys = spendingFamilies.flatMap(({ key, parameter }) => (parameter ? [key] : []));
    issues.add(path, `spending must have one of ${keys.join(' or ')}`);
    return undefined;
  }
  const { key, parameter, make } = spendingFamilies.find((family) => family.key === given[0])!;
  if (typeof raw === 'string' || !parameter) return () => make();
  const value = issues.number(raw[key], [...path, key], between(parameter.from, parameter.to));
  return value === undefined ? undefined : () => make(value);
}
