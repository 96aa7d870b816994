import { gammaQuantile } from '../math/gamma-quantile.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { bootstrapCurve, type CurvePoints } from './curve.ts';
import type { Drawn, Place } from './drawn.ts';
import { evenNumbers } from './even.ts';
import type { Uncertainty } from './items.ts';
import { type JointGroups, jointValues } from './joint/values.ts';

/** Draw numbers have 32 bits. */
export const MOST_DRAWS = 2 ** 32;

/** The drawn value: a number; for counts, the share of each level; for a curve, its points. */
export type DrawnValue = number | Record<string, number> | CurvePoints;

/** The parameter draws of a scenario. */
export interface ParameterDraws {
  /**
   * The values of one draw, in the order of `drawn`. A value depends only on the
   * seed, the evidence and the number of the draw; adding or reordering parameters changes no value.
   *
   * @param draw from 0
   */
  valuesOf(draw: number): DrawnValue[];
  /** The scenario with these values instead of its own. */
  scenarioWith(values: readonly DrawnValue[]): Scenario;
}

/**
 * Draws the uncertain numbers of a scenario, each from its distribution, or jointly if the scenario says so.
 *
 * @param seed any text; it may equal the seed of the patients, whose random numbers are separate
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, parameterDraws, uncertaintyOf } from 'sojourn';
 *
 * const text = readFileSync('scenarios/adjuvant.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const draws = parameterDraws(scenario!, uncertaintyOf(scenario!, ['observation']), '1');
 * console.log(draws.valuesOf(0)[0]);
 * // 0.014112...
 * ```
 */
export function parameterDraws(
  scenario: Scenario,
  { drawn, ...groups }: Pick<Uncertainty, 'drawn'> & Partial<JointGroups>,
  seed: string,
): ParameterDraws {
  const even = evenNumbers(seed);
  const values = jointValues(drawn, groups, even);
  const readers = drawn.map((one) => {
    if (one.kind === 'number') return values(one.key);
    if (one.kind === 'curve') {
      // one random number for each patient; the patient stands in the place of the visit
      const own = even(`parameter ${one.key}`);
      return (draw: number) => bootstrapCurve(one.curve, (patient) => own(draw, patient));
    }
    const levels = Object.entries(one.counts);
    const streams = levels.map(([level]) => even(`parameter ${JSON.stringify([one.key, level])}`));
    return (draw: number) => dirichlet(levels, (k) => streams[k]!(draw, 0));
  });
  const replace = replacer(drawn);
  return {
    valuesOf: (draw) => readers.map((read) => read(draw)),
    scenarioWith: (values) => replace(scenario, values),
  };
}

/**
 * Dirichlet shares of levels: gamma numbers divided by their sum. A level with count 0 keeps share 0: it was not observed, and a law that
 * gave it patients would claim more than the source does.
 */
function dirichlet(
  levels: readonly [string, number][],
  even: (level: number) => number,
): Record<string, number> {
  const weights = levels.map(([, count], k) => (count > 0 ? gammaQuantile(count, even(k)) : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Object.fromEntries(levels.map(([level], k) => [level, weights[k]! / sum]));
}

interface Branch {
  /** index of the value for this place, and the form in which it is stated */
  leaf?: { index: number; isRatio: boolean };
  below: Map<string | number, Branch>;
}

/** Puts values in their places. Parts of the scenario without a value are shared, not copied. */
function replacer(drawn: readonly Drawn[]) {
  const root: Branch = { below: new Map() };
  const leafAt = (path: Place, leaf: Branch['leaf']) => {
    let at = root;
    for (const step of path) {
      const next = at.below.get(step) ?? { below: new Map() };
      at.below.set(step, next);
      at = next;
    }
    at.leaf = leaf;
  };
  drawn.forEach((one, index) => {
    if (one.kind !== 'number') leafAt(one.path, { index, isRatio: false });
    else for (const { path, isRatio } of one.places) leafAt(path, { index, isRatio });
  });
  const placed = (node: unknown, branch: Branch, values: readonly DrawnValue[]): unknown => {
    if (branch.leaf) return figureWith(node as object, values[branch.leaf.index]!, branch.leaf.isRatio);
    const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Record<
      string | number,
      unknown
    >;
    for (const [step, next] of branch.below) copy[step] = placed(copy[step], next, values);
    return copy;
  };
  return (scenario: Scenario, values: readonly DrawnValue[]) => placed(scenario, root, values) as Scenario;
}

function figureWith(node: object, value: DrawnValue, isRatio: boolean): object {
  if (Array.isArray(value)) return { ...node, points: value };
  if (typeof value !== 'number') return { ...node, counts: value };
  const {
    value: _,
    ratio: __,
    events: ___,
    of: ____,
    exposure: _____,
    mean: ______,
    se: _______,
    sd: ________,
    n: _________,
    ...rest
  } = node as Record<string, unknown>;
  return { ...rest, [isRatio ? 'ratio' : 'value']: value };
}
