import { normalQuantileOfUpper } from '../../math/normal.ts';
import type { TrialDesign } from '../design.ts';
import { designSequential, type EfficacyRule, type FutilityRule } from '../sequential/design.ts';
import { givenSpending } from '../sequential/spending/given.ts';
import { hwangShihDeCani } from '../sequential/spending/hwang-shih-decani.ts';
import { obrienFleming } from '../sequential/spending/obrien-fleming.ts';
import { pocock } from '../sequential/spending/pocock.ts';
import { powerFamily } from '../sequential/spending/power-family.ts';
import type { Spending } from '../sequential/spending/spending.ts';
import type { Complaints, Path } from './problems.ts';
import type { RawSpending, RawTrial } from './schema.ts';

export interface ErrorRates {
  alpha: number;
  sides: 1 | 2;
}

/** Alpha and sides. */
export function errorRatesOf({ alpha, sided }: RawTrial, to: Complaints): ErrorRates | undefined {
  const sides = sided === 'two' ? 2 : 1;
  const found = to.number(
    alpha ?? 0.025 * sides,
    ['alpha'],
    (one) => one > 0 && one < 0.5,
    'above 0 and below 0.5',
  );
  return found === undefined ? undefined : { alpha: found, sides };
}

/** The power that is looked for; undefined where none is given, or it cannot be. */
export function targetOf(
  { target }: RawTrial,
  { alpha, sides }: ErrorRates,
  to: Complaints,
): number | undefined {
  const least = alpha / sides;
  return to.number(
    target?.power,
    ['target', 'power'],
    (one) => one > least && one < 1,
    `above ${least}, the one-sided alpha, and below 1: no size gives a power of 1`,
  );
}

/** Boundaries on z of each look. */
export function boundariesOf(
  raw: RawTrial,
  fractions: readonly number[],
  { alpha, sides }: ErrorRates,
  to: Complaints,
): TrialDesign['boundaries'] | undefined {
  const before = to.problems.length;
  const efficacy = efficacyOf(raw, fractions, to);
  const futility = raw.futility && futilityOf(raw, fractions, alpha / sides, to);
  if (!efficacy || to.problems.length > before) return undefined;
  const binding = raw.futility?.binding ?? false;
  const isAbout: Path = raw.futility && sides === 2 ? ['futility'] : raw.efficacy ? ['efficacy'] : [];
  const design = to.attempt(isAbout, () =>
    designSequential({ fractions, alpha, sides, efficacy, futility, binding }),
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
      ['futility'],
      `at analysis ${wrong + 1} futility is at z ${down}, must be below efficacy, ${up}`,
    );
    return undefined;
  }
  return { fractions: [...fractions], efficacy: design.efficacy, futility: design.futility, binding };
}

function efficacyOf(
  { efficacy: raw }: RawTrial,
  fractions: readonly number[],
  to: Complaints,
): EfficacyRule | undefined {
  const looks = fractions.length;
  const path: Path = ['efficacy'];
  if (!raw) {
    // all is spent at the only look, whatever the function
    if (looks === 1) return { spending: obrienFleming.make() };
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
    const spending = spendingOf(raw.spending, fractions, [...path, 'spending'], to);
    return spending && { spending };
  }
  if (raw.shape !== undefined) {
    const delta =
      raw.shape === 'obrien-fleming' ? 0 : raw.shape === 'pocock' ? 0.5 : raw.shape['wang-tsiatis'];
    return { delta };
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
  if (way === 'z') return { z: given.map((one) => (one === 'none' ? Infinity : one)) };
  const wrong = given.findIndex((one) => one !== 'none' && !(one > 0 && one < 1));
  if (wrong >= 0) {
    to.complain(
      [...path, 'p', wrong],
      `p[${wrong}] is ${given[wrong]}, must be above 0 and below 1, or none`,
    );
    return undefined;
  }
  return { z: given.map((one) => (one === 'none' ? Infinity : normalQuantileOfUpper(one))) };
}

function futilityOf(
  raw: RawTrial,
  fractions: readonly number[],
  alpha: number,
  to: Complaints,
): FutilityRule | undefined {
  const futility = raw.futility!;
  const path: Path = ['futility'];
  if (fractions.length === 1) {
    to.complain(path, 'futility is of interim analyses, must be left out: there is one analysis');
    return undefined;
  }
  const { spending: rule, z, power = raw.target?.power } = futility;
  if ((rule === undefined) === (z === undefined)) {
    to.complain(path, `futility has ${z ? 'spending and z' : 'nothing'}, must have one of spending or z`);
    return undefined;
  }
  if (z) {
    if (z.length !== fractions.length - 1) {
      to.complain(
        [...path, 'z'],
        `z has ${z.length} values, must have ${fractions.length - 1}, one for each analysis but the last`,
      );
      return undefined;
    }
    return { z: z.map((one) => (one === 'none' ? -Infinity : one)) };
  }
  if (power === undefined) {
    to.complain(path, 'power is missing, must be that for which 1 - power is spent, here or as the target');
    return undefined;
  }
  const spending = spendingOf(rule!, fractions, [...path, 'spending'], to);
  const enough = to.number(
    power,
    [...path, 'power'],
    (one) => one > alpha && one < 1,
    `above ${alpha}, the one-sided alpha, and below 1`,
  );
  return spending && enough !== undefined ? { spending, power: enough } : undefined;
}

function spendingOf(
  raw: RawSpending,
  fractions: readonly number[],
  path: Path,
  to: Complaints,
): Spending | undefined {
  if (raw === 'obrien-fleming') return obrienFleming.make();
  if (raw === 'pocock') return pocock.make();
  if (Array.isArray(raw)) return to.attempt(path, () => givenSpending(fractions, raw));
  const { 'hwang-shih-decani': gamma, 'power-family': rho } = raw;
  if ((gamma === undefined) === (rho === undefined)) {
    to.complain(path, 'spending must have one of hwang-shih-decani or power-family');
    return undefined;
  }
  return gamma === undefined
    ? to.attempt([...path, 'power-family'], () => powerFamily.make(rho))
    : to.attempt([...path, 'hwang-shih-decani'], () => hwangShihDeCani.make(gamma));
}
