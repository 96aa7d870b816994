import { claimsOf, isDerived } from '../scenario/evidence/claims.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { RawParameter } from '../scenario/schema/quantity.ts';
import type { UncertaintyLaw } from './law.ts';
import { estimateOf } from './rule.ts';
import { rules } from './rules/index.ts';
import { usesOf } from './use.ts';

export type Place = readonly (string | number)[];

/** A number that is drawn, at every place of the file that states it from the same evidence. */
export interface DrawnNumber {
  kind: 'number';
  /** as the file calls it: a parameter's name, or the place of a number without one */
  name: string;
  /** names the evidence: the same key draws the same value, whatever else is drawn */
  key: string;
  /** the entry of `evidence`; undefined for assumptions and calibrated values */
  source: string | undefined;
  basis: Basis;
  places: { path: Place; isRatio: boolean }[];
  /** the value that the file has */
  value: number;
  law: UncertaintyLaw;
  /** the rule that gave the law */
  rule: string;
}

/** Counts over levels, which are drawn together: a Dirichlet law. */
export interface DrawnCounts {
  kind: 'counts';
  name: string;
  key: string;
  source: string | undefined;
  basis: Basis;
  path: Place;
  counts: Readonly<Record<string, number>>;
}

/** A number that is held at its value, and why. */
export interface FixedNumber {
  name: string;
  basis: Basis;
  value: number | null;
  why: string;
}

/** What a number rests on. */
export type Basis = 'evidence' | 'calibrated' | 'assumption';

export interface Uncertainty {
  drawn: (DrawnNumber | DrawnCounts)[];
  fixed: FixedNumber[];
}

/**
 * What the evidence of a scenario leaves uncertain: every number that its strategies ask for and that is not derived from
 * others, with its distribution, or why it has none.
 *
 * @param strategies that are looked at; numbers that only others have are left out
 */
export function uncertaintyOf(scenario: Scenario, strategies: readonly string[]): Uncertainty {
  const uses = usesOf(scenario, strategies);
  const drawn = new Map<string, DrawnNumber | DrawnCounts>();
  const fixed: FixedNumber[] = [];
  for (const claim of claimsOf(scenario)) {
    const { path, kind, fields } = claim;
    if (path[0] === 'strategies' && !strategies.includes(String(path[1]))) continue;
    if (kind === 'table') {
      const one = tableOf(scenario, path, fields);
      if (one && 'key' in one) drawn.set(one.key, one);
      else if (one) fixed.push(one);
      continue;
    }
    if (kind !== 'parameter' || isDerived(claim)) continue;
    const figure = fields as RawParameter;
    const own = ownPath(path);
    const isNamed = own[0] === 'parameters' && own.length === 2;
    if (isNamed && !uses.isAsked(path)) continue;
    const name = nameOf(path);
    const value = estimateOf(figure);
    if (value === undefined) continue;
    const use = uses.useOf(path, figure);
    const rule = rules.find((one) => one.lawOf(figure, use) !== undefined);
    if (!rule) {
      fixed.push({ name, basis: basisOf(figure), value, why: whyFixed(figure) });
      continue;
    }
    const key = keyOf(path, figure);
    const place = { path, isRatio: figure.ratio !== undefined };
    const known = drawn.get(key);
    if (known?.kind === 'number') known.places.push(place);
    else
      drawn.set(key, {
        ...{ kind: 'number', name, key, value, source: figure.from, basis: basisOf(figure) },
        ...{ places: [place], law: rule.lawOf(figure, use)!, rule: rule.name },
      });
  }
  return { drawn: [...drawn.values()], fixed };
}

/** Two numbers from one source with the same figures are one piece of evidence; any other number is its own. */
function keyOf(path: Place, figure: RawParameter): string {
  const { from, value, ratio, events, of, exposure, interval, level, distribution, range, quantiles, where } =
    figure;
  if (from === undefined || (events === undefined && interval === undefined)) return path.join('.');
  return JSON.stringify([
    from,
    where ?? null,
    { value, ratio, events, of, exposure, interval, level, distribution, range, quantiles },
  ]);
}

function tableOf(
  scenario: Scenario,
  path: Place,
  { from, assumption }: Partial<RawParameter>,
): DrawnCounts | FixedNumber | undefined {
  const node = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], scenario);
  const { counts } = node as { counts?: Record<string, number> };
  const name = nameOf(path);
  const basis: Basis = from === undefined ? 'assumption' : 'evidence';
  if (!counts) {
    const isTable = path[0] === 'curves' || path[0] === 'life-tables';
    return isTable ? { name, basis, value: null, why: 'a curve or table without patients' } : undefined;
  }
  if (from === undefined || assumption !== undefined)
    return { name, basis, value: null, why: 'an assumption without a range' };
  const levels = Object.values(counts).filter((count) => count > 0);
  if (levels.length < 2) return { name, basis, value: null, why: 'all patients are at one level' };
  return { kind: 'counts', name, key: path.join('.'), source: from, basis, path, counts };
}

function basisOf({ calibrated, assumption }: RawParameter): Basis {
  if (calibrated !== undefined) return 'calibrated';
  return assumption === undefined ? 'evidence' : 'assumption';
}

function whyFixed(figure: RawParameter): string {
  const { calibrated, assumption, from } = figure;
  if (figure.interval) return 'its interval cannot be that of a law here: it reaches a bound';
  if (calibrated !== undefined) return 'calibrated, without an interval or a posterior';
  if (assumption !== undefined) return 'an assumption without a range';
  return from === undefined ? 'no evidence' : 'published without an interval or counts';
}

const ownPath = (path: Place): Place => (path[0] === 'strategies' ? path.slice(2) : path);

/** `death-rate`, `tnt.death-rate` of a strategy's own, `states.ill.transitions.0.rate` without a name. */
function nameOf(path: Place): string {
  const own = ownPath(path);
  const name = own[0] === 'parameters' && own.length === 2 ? String(own[1]) : own.join('.');
  return path[0] === 'strategies' ? `${path[1]}.${name}` : name;
}
