import type { Problem } from '../language/problem.ts';
import { claimsOf, isDerived, type Path } from '../scenario/evidence/claims.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { RawParameter } from '../scenario/schema/quantity.ts';
import { curvePatients } from './curve.ts';
import type { Basis, Drawn, DrawnNumber, Place } from './drawn.ts';
import { countsTogether } from './joint/counts.ts';
import type { Given } from './joint/given.ts';
import { givenJoints, groupsOf } from './joint/groups.ts';
import type { Joint, Order } from './joint/joint.ts';
import { namedNumbers, nameOf, ownPath } from './numbers.ts';
import { estimateOf } from './rule.ts';
import { rules } from './rules/index.ts';
import { type Uses, usesOf } from './use.ts';

/** A number that is held at its value, and the reason. */
export interface FixedNumber {
  name: string;
  basis: Basis;
  value: number | null;
  why: string;
}

export interface Uncertainty {
  drawn: Drawn[];
  fixed: FixedNumber[];
  /** groups of numbers that are drawn jointly */
  joints: Joint[];
  /** numbers that must keep an order */
  orders: Order[];
}

/**
 * The uncertainty of a scenario's evidence: each number that its strategies use and that is not derived from
 * other numbers, with its distribution, or the reason why it has none.
 *
 * @param strategies the strategies to consider; numbers that only other strategies use are left out
 * @throws RangeError if numbers cannot be drawn jointly as the scenario asks; `uncertaintyProblems` lists all problems
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, uncertaintyOf } from 'sojourn';
 *
 * const text = readFileSync('scenarios/adjuvant.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const { drawn, fixed } = uncertaintyOf(scenario!, ['observation']);
 * console.log(drawn.length, fixed.length);
 * // 5 1
 * ```
 */
export function uncertaintyOf(scenario: Scenario, strategies: readonly string[]): Uncertainty {
  const { problems, ...uncertainty } = readUncertainty(scenario, strategies);
  const [problem] = problems;
  if (problem) throw new RangeError(`${problem.message} (at ${problem.path.join('.')})`);
  return uncertainty;
}

/** Sections whose entries a strategy uses by name. */
const ASKED_BY_NAME: ReadonlySet<string | number> = new Set(['parameters', 'curves', 'life-tables']);

/** The same, with all problems that keep numbers from being drawn jointly as the scenario asks. */
export function readUncertainty(
  scenario: Scenario,
  strategies: readonly string[],
): Uncertainty & { problems: Problem[] } {
  const numbers = namedNumbers(scenario);
  const given = givenJoints(scenario, numbers);
  // neither a law nor its joint group depends on which strategies are asked for
  const uses = usesOf(scenario, Object.keys(scenario.strategies));
  const known = new Map<unknown, Found>();
  const all = claimsOf(scenario).flatMap((claim): Found[] => {
    const { path, kind, fields } = claim;
    if (kind === 'table') return tableOf(scenario, path, fields, given.problems);
    if (kind !== 'parameter' || isDerived(claim)) return [];
    // a copy of a strategy has the numbers of the original
    const original = known.get(fields);
    if (original)
      return [{ ...original, path, ...(original.place && { place: { ...original.place, path } }) }];
    const found = numberOf(path, fields as RawParameter, uses, given);
    for (const one of found) known.set(fields, one);
    return found;
  });
  const { joints, orders, problems } = groupsOf(scenario, numbers, byName(all), given);
  joints.push(...addCounts(scenario, all, joints));
  const drawn = new Map<string, Drawn>();
  const fixed: FixedNumber[] = [];
  for (const { path, one, place } of all) {
    if (path[0] === 'strategies' && !strategies.includes(String(path[1]))) continue;
    const own = ownPath(path);
    if (ASKED_BY_NAME.has(own[0]!) && own.length === 2 && !uses.isAsked(path, strategies)) continue;
    if (!('kind' in one)) {
      fixed.push(one);
      continue;
    }
    const known = drawn.get(one.key);
    if (known?.kind === 'number' && place) known.places.push(place);
    else drawn.set(one.key, one.kind === 'number' ? { ...one, places: [place!] } : one);
  }
  return { drawn: [...drawn.values()], fixed, joints, orders, problems };
}

/** The numbers that lists of names may refer to. */
function byName(all: readonly Found[]): Parameters<typeof groupsOf>[2] {
  const drawn = new Map<string, DrawnNumber>();
  const fixed = new Map<string, string>();
  for (const { path, one } of all)
    if (!('kind' in one)) fixed.set(nameOf(path), one.why);
    else if (one.kind === 'number') drawn.set(nameOf(path), one);
  return { drawn, fixed };
}

/** Draws counts that are parts of one whole jointly; each gets its marginal law. */
function addCounts(scenario: Scenario, all: readonly Found[], joints: readonly Joint[]): Joint[] {
  const drawn = new Map(
    all.flatMap(({ path, one }) =>
      'kind' in one && one.kind === 'number' ? [[nameOf(path), { path, one }] as const] : [],
    ),
  );
  const figureAt = (path: Path) =>
    path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], scenario);
  const numberAt = (name: string) => {
    const found = drawn.get(name);
    return found && { ...found, figure: figureAt(found.path) as RawParameter };
  };
  const taken = new Set(joints.flatMap(({ keys }) => keys));
  return countsTogether(scenario, numberAt, taken).map(({ joint, numbers }) => {
    for (const { name, key, law } of numbers) Object.assign(drawn.get(name)!.one, { key, law });
    return joint;
  });
}

/** A number or counts of the file, drawn or held fixed. */
interface Found {
  path: Path;
  one: Drawn | FixedNumber;
  /** only for a drawn number */
  place?: { path: Place; isRatio: boolean };
}

function numberOf(path: Path, figure: RawParameter, uses: Uses, { laws }: Given): Found[] {
  const name = nameOf(path);
  const value = estimateOf(figure);
  if (value === undefined) return [];
  const basis = basisOf(figure);
  const given = laws.get(name);
  const use = uses.useOf(path, figure);
  const rule = rules.find((one) => one.lawOf(figure, use) !== undefined);
  if (!given && !rule) return [{ path, one: { name, basis, value, why: whyFixed(figure) } }];
  const place = { path, isRatio: figure.ratio !== undefined };
  const key = given ? path.join('.') : keyOf(path, figure);
  const one: DrawnNumber = {
    ...{ kind: 'number', name, key, value, source: figure.from, basis, places: [place] },
    ...(given ?? { law: rule!.lawOf(figure, use)!, rule: rule!.name }),
  };
  return [{ path, one, place }];
}

/** Two numbers with the same source and the same figures are one piece of evidence; every other number is evidence of its own. */
function keyOf(path: Place, figure: RawParameter): string {
  const { from, where, value, ratio, events, of, exposure, interval, level, mean, se, sd, n } = figure;
  const { distribution, range, quantiles } = figure;
  const known = [events, interval, se, sd, distribution, range, quantiles];
  if (from === undefined || known.every((one) => one === undefined)) return path.join('.');
  const stated = { value, ratio, events, of, exposure, interval, level, distribution, range, quantiles };
  return JSON.stringify([from, where ?? null, { ...stated, mean, se, sd, n }]);
}

function tableOf(
  scenario: Scenario,
  path: Path,
  { from, assumption }: Partial<RawParameter>,
  problems: Problem[],
): Found[] {
  const node = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], scenario);
  const { counts } = node as { counts?: Record<string, number> };
  const name = nameOf(path);
  const basis: Basis = from === undefined ? 'assumption' : 'evidence';
  const held = (why: string): Found[] => [{ path, one: { name, basis, value: null, why } }];
  if (path[0] === 'life-tables') return held('a life table, which is of a whole population');
  if (!counts && path[0] !== 'curves') return [];
  if (from === undefined || assumption !== undefined) return held('an assumption without a range');
  if (!counts) {
    try {
      const curve = curvePatients(scenario.curves[String(path[1])]!);
      if (!curve) return held('a curve without numbers at risk');
      return [{ path, one: { kind: 'curve', name, key: path.join('.'), source: from, basis, path, curve } }];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push({ path, message: `its patients cannot be told: ${error.message}`, severity: 'error' });
      return held('its patients cannot be told');
    }
  }
  if (Object.values(counts).filter((count) => count > 0).length < 2)
    return held('all patients are at one level');
  return [{ path, one: { kind: 'counts', name, key: path.join('.'), source: from, basis, path, counts } }];
}

function basisOf({ calibrated, assumption }: RawParameter): Basis {
  if (calibrated !== undefined) return 'calibrated';
  return assumption === undefined ? 'evidence' : 'assumption';
}

function whyFixed(figure: RawParameter): string {
  const { calibrated, assumption, from } = figure;
  if ([figure.se, figure.sd].some((error) => error !== undefined))
    return 'its error is too large for what the number must be';
  if (figure.interval) return 'its interval cannot be that of a law here: it reaches a bound';
  if (calibrated !== undefined) return 'calibrated, without an interval or a posterior';
  if (assumption !== undefined) return 'an assumption without a range';
  return from === undefined ? 'no evidence' : 'published without an interval or counts';
}
