import { unknownName } from '../../language/names.ts';
import { namedGraph } from '../../multiplicity/procedures.ts';
import { MOST_LOOKS, type MultiArmRule, multiArmBoundaries } from '../../sequential/multi-arm.ts';
import { obrienFleming } from '../../sequential/spending/obrien-fleming.ts';
import type { ArmsProcedure } from '../multi-arm/design.ts';
import { spendingOf } from './boundaries.ts';
import type { Issues } from './problems.ts';
import { transitionsOf } from './procedure.ts';
import * as ranges from './ranges.ts';
import type { RawTrial } from './schema.ts';

interface Setting {
  names: readonly string[];
  /** of each comparison: patients of the arm over those of it and control together */
  shares: readonly number[];
  alpha: number;
  fractions: readonly number[];
}

/** Reads how comparisons are tested, and the futility boundary of each look. */
export function armsProcedureOf(
  raw: RawTrial,
  setting: Setting,
  issues: Issues,
): { procedure: ArmsProcedure; futility: number[] } | undefined {
  const { procedure } = raw.comparisons!;
  const before = issues.problems.length;
  const futility = futilityIn(raw, setting.fractions.length, issues);
  if (procedure === 'dunnett' || procedure === 'dunnett-single-step') {
    const rule = ruleOf(raw, setting, issues);
    if (!rule || !futility || issues.problems.length > before) return undefined;
    return dunnettOf(raw, procedure === 'dunnett', rule, futility, setting, issues);
  }
  const spending = spendingIn(raw, setting, issues);
  const graph = graphOf(raw, setting, issues);
  if (raw.futility?.binding)
    issues.add(
      ['futility', 'binding'],
      'binding is yes, must be no: only the boundaries of Dunnett can count on futility',
    );
  if (!spending || !graph || !futility || issues.problems.length > before) return undefined;
  return {
    procedure: graph === 'hochberg' ? { kind: 'hochberg', spending } : { kind: 'graph', graph, spending },
    futility,
  };
}

function graphOf(
  raw: RawTrial,
  { names }: Setting,
  issues: Issues,
): Extract<ArmsProcedure, { kind: 'graph' }>['graph'] | 'hochberg' | undefined {
  const { procedure } = raw.comparisons!;
  const even = names.map(() => 1 / names.length);
  if (procedure === 'hochberg') return 'hochberg';
  if (procedure === 'none')
    return { weights: names.map(() => 1), transitions: names.map(() => names.map(() => 0)) };
  if (typeof procedure === 'string') return namedGraph(procedure as Parameters<typeof namedGraph>[0], even);
  const path = ['comparisons', 'procedure'];
  const before = issues.problems.length;
  const weights = names.map(() => 0);
  for (const [name, weight] of Object.entries(procedure.weights)) {
    const i = names.indexOf(name);
    const at = [...path, 'weights', name];
    if (i < 0) issues.add(at, unknownName('arm', name, names, 'the design'));
    const own = issues.number(
      weight,
      at,
      ranges.range((value) => value >= 0 && value <= 1, 'from 0 to 1'),
    );
    if (i >= 0 && own !== undefined) weights[i] = own;
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (issues.problems.length === before && !(all > 0 && all <= 1 + 1e-9))
    issues.add(
      [...path, 'weights'],
      `the weights add up to ${Number(all.toPrecision(6))}, must be above 0 and at most 1`,
    );
  const transitions = transitionsOf(procedure.transitions, names, issues, [...path, 'transitions'], 'arm');
  return issues.problems.length > before ? undefined : { weights, transitions };
}

function spendingIn(raw: RawTrial, { fractions, alpha }: Setting, issues: Issues) {
  const looks = fractions.length;
  const given = raw.efficacy?.spending;
  if (given !== undefined && !Array.isArray(given))
    return spendingOf(given, looks, alpha, ['efficacy', 'spending'], issues)?.([1]);
  if (raw.efficacy === undefined && looks === 1) return obrienFleming.make();
  issues.add(
    raw.efficacy ? ['efficacy'] : [],
    `${raw.efficacy ? 'efficacy is not by a spending function, must be' : 'efficacy is missing, must be by a spending function'}, such as { spending: obrien-fleming }: the alpha of a comparison changes in the trial`,
  );
  return undefined;
}

/** Efficacy of Dunnett's tests. */
function ruleOf(raw: RawTrial, { fractions, alpha }: Setting, issues: Issues): MultiArmRule | undefined {
  const { efficacy } = raw;
  const looks = fractions.length;
  if (looks > MOST_LOOKS)
    issues.add(
      ['analyses'],
      `there are ${looks} analyses, must be at most ${MOST_LOOKS} for Dunnett's tests; another procedure takes more`,
    );
  if (!efficacy) {
    if (looks === 1) return { delta: 0.5 };
    issues.add(
      [],
      `efficacy is missing, must say how alpha is spent over ${looks} analyses, such as { shape: obrien-fleming } or { spending: obrien-fleming }`,
    );
    return undefined;
  }
  const keys = (['spending', 'shape', 'z', 'p'] as const).filter((key) => efficacy[key] !== undefined);
  const [key] = keys;
  if (keys.length !== 1 || key === 'z' || key === 'p') {
    issues.add(
      ['efficacy'],
      `efficacy has ${keys.join(' and ') || 'nothing'}, must have spending or shape: Dunnett's boundaries follow from alpha`,
    );
    return undefined;
  }
  if (key === 'spending') {
    const spending = spendingOf(
      efficacy.spending!,
      looks,
      alpha,
      ['efficacy', 'spending'],
      issues,
    )?.(fractions);
    return spending && { spending };
  }
  const { shape } = efficacy;
  if (shape === 'triangular') {
    if (raw.futility)
      issues.add(
        ['futility'],
        'futility stands beside a triangular shape, must be left out: the shape gives it',
      );
    return { shape: 'triangular' };
  }
  if (shape === 'obrien-fleming' || shape === 'pocock') return { delta: shape === 'pocock' ? 0.5 : 0 };
  const delta = issues.number(
    shape!['wang-tsiatis'],
    ['efficacy', 'shape', 'wang-tsiatis'],
    ranges.between(-5, 5),
  );
  return delta === undefined ? undefined : { delta };
}

/** Futility on z for each look; the last has none. */
function futilityIn({ futility }: RawTrial, looks: number, issues: Issues): number[] | undefined {
  const none = Array.from({ length: looks }, () => -Infinity);
  if (!futility) return none;
  const path = ['futility'];
  if (futility.spending !== undefined || futility.power !== undefined || !futility.z) {
    issues.add(path, 'futility is not by z, must be, such as { z: [0] }: each arm is dropped at its own z');
    return undefined;
  }
  if (looks === 1) {
    issues.add(path, 'futility needs an interim analysis, must be left out: there is one analysis');
    return undefined;
  }
  if (futility.z.length !== looks - 1) {
    issues.add(
      [...path, 'z'],
      `z has ${futility.z.length} values, must have ${looks - 1}, one for each analysis but the last`,
    );
    return undefined;
  }
  const values = futility.z.map((value, k) =>
    value === 'none' ? -Infinity : issues.number(value, [...path, 'z', k], ranges.boundaryZ),
  );
  return values.includes(undefined) ? undefined : [...(values as number[]), -Infinity];
}

function dunnettOf(
  raw: RawTrial,
  isClosed: boolean,
  rule: MultiArmRule,
  futility: readonly number[],
  { shares, alpha, fractions }: Setting,
  issues: Issues,
): { procedure: ArmsProcedure; futility: number[] } | undefined {
  const everything = 2 ** shares.length - 1;
  const known = new Map<string, ReturnType<typeof multiArmBoundaries>>();
  const boundariesOf = (set: number) => {
    const own = shares.filter((_, i) => (set >> i) & 1);
    const key = [...own].sort().join(' ');
    let found = known.get(key);
    if (!found)
      known.set(
        key,
        (found = multiArmBoundaries({
          ...{ fractions, shares: own, alpha, efficacy: rule },
          ...('shape' in rule ? {} : { futility, binding: raw.futility?.binding ?? false }),
        })),
      );
    return found;
  };
  const at = raw.efficacy ? ['efficacy'] : [];
  const whole = issues.attempt(at, () => boundariesOf(everything));
  if (!whole) return undefined;
  const efficacy = new Map<number, readonly number[]>();
  for (let set = 1; set <= everything; set++) {
    if (!isClosed && set !== everything) continue;
    const own = issues.attempt(at, () => boundariesOf(set));
    if (!own) return undefined;
    efficacy.set(set, own.efficacy);
  }
  // the triangular test drops arms below the boundaries that go with all comparisons
  const drops = whole.futility.map((z, k) => (k === fractions.length - 1 ? -Infinity : z));
  const wrong = drops.findIndex((z, k) => !(z < whole.efficacy[k]!));
  if (wrong >= 0) {
    issues.add(
      ['futility', 'z', wrong],
      `at analysis ${wrong + 1} futility is at z ${drops[wrong]}, must be below efficacy, ${Number(whole.efficacy[wrong]!.toPrecision(4))}`,
    );
    return undefined;
  }
  const isBinding = 'shape' in rule || (raw.futility?.binding ?? false);
  return { procedure: { kind: 'dunnett', isClosed, isBinding, efficacy }, futility: drops };
}
