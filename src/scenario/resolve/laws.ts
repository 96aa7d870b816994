import { namesInstead } from '../../language/names.ts';
import { SMOOTH } from '../distributions/distribution.ts';
import { empirical, type Law, laws, lifeTable, piecewiseExponential } from '../distributions/index.ts';
import type { LawUse } from '../model.ts';
import type { RawQuantity } from '../schema/quantity.ts';
import { type Context, complain, entryOf, inForce, type Path, pathKey, unknown } from './context.ts';
import { numberOf } from './quantities.ts';

/** Anything with the key `law` and the law's parameters beside it. */
type Carrier = Record<string, unknown> & { law?: string };

const scalarNames = laws.flatMap((law) => Object.keys(law.parameters));
const arrayParameters: Record<string, string[]> = {
  'piecewise-exponential': ['breaks', 'rates'],
  empirical: ['curve'],
  'life-table': ['table'],
};
/** Every name that is a parameter of some law. */
const parameterNames = new Set([...scalarNames, ...Object.values(arrayParameters).flat()]);
/** The name of the stand-in for a law with errors. */
export const NO_LAW = 'none';
const never: LawUse = {
  name: NO_LAW,
  key: NO_LAW,
  distribution: () => ({
    cumulativeHazard: () => 0,
    inverseCumulativeHazard: () => Number.POSITIVE_INFINITY,
    limit: 0,
    form: SMOOTH,
  }),
};

/**
 * The law of a transition, timer or characteristic, with its numbers.
 *
 * If there are problems, they are recorded and a law whose event never happens is returned, so that the rest is still
 * read.
 */
export function lawOf(context: Context, carrier: Carrier, path: Path): LawUse {
  if (carrier.law === undefined) {
    complain(
      context,
      path,
      `${path[path.length - 1]} has no law; name one, such as law: exponential with its rate`,
    );
    return never;
  }
  const law = laws.find(({ name }) => name === carrier.law);
  checkParameterNames(
    context,
    carrier,
    path,
    law ? Object.keys(law.parameters) : arrayParameters[carrier.law]!,
  );
  if (law) return scalarLaw(context, law, carrier, path);
  if (carrier.law === 'piecewise-exponential') return piecewise(context, carrier, path);
  if (carrier.law === 'empirical') return empiricalLaw(context, carrier, path);
  return lifeTableLaw(context, carrier, path);
}

/** Carriers with the names that their laws want: a scenario is often read again with other numbers. */
const wellNamed = new WeakSet<Carrier>();

function checkParameterNames(context: Context, carrier: Carrier, path: Path, wanted: string[]): void {
  if (wellNamed.has(carrier)) return;
  const before = context.problems.length;
  const given = Object.keys(carrier).filter((key) => parameterNames.has(key) && carrier[key] !== undefined);
  for (const key of given.filter((key) => !wanted.includes(key))) {
    complain(
      context,
      [...path, key],
      `${carrier.law} has no parameter ${key}${namesInstead(key, wanted, { has: 'it takes', none: 'it takes none' })}`,
    );
  }
  const missing = wanted.filter((key) => carrier[key] === undefined);
  if (missing.length > 0) complain(context, path, `${carrier.law} needs ${missing.join(' and ')}`);
  if (context.problems.length === before) wellNamed.add(carrier);
}

function scalarLaw(context: Context, law: Law, carrier: Carrier, path: Path): LawUse {
  const values: Record<string, number> = {};
  let isKnown = true;
  for (const key in law.parameters) {
    if (carrier[key] === undefined) return never;
    const value = numberOf(context, carrier[key] as RawQuantity, [...path, key], key, law.parameters[key]!);
    if (Number.isNaN(value)) isKnown = false;
    values[key] = value;
  }
  if (!isKnown) return never;
  const wrong = law.invalid?.(values);
  if (wrong) {
    complain(context, [...path, wrong.parameter], `${wrong.parameter} ${wrong.message}`);
    return never;
  }
  return constant(law.name, JSON.stringify(values), () => law.make(values));
}

/** @param numbers distinguishes laws of the same name */
function constant(name: string, numbers: string, make: () => ReturnType<Law['make']>): LawUse {
  const distribution = make();
  return { name, key: `${name} ${numbers}`, distribution: () => distribution };
}

const objects = new WeakMap<object, number>();
let objectsSeen = 0;

/** A number for each part of a scenario that is too long to be identified by its text. */
function numberOfPart(part: object): number {
  const number = objects.get(part) ?? ++objectsSeen;
  objects.set(part, number);
  return number;
}

function piecewise(context: Context, carrier: Carrier, path: Path): LawUse {
  const breaks = carrier.breaks as number[] | undefined;
  const rates = carrier.rates as RawQuantity[] | undefined;
  if (!breaks || !rates) return never;
  const numbers = rates.map((rate, i) =>
    numberOf(context, rate, [...path, 'rates', i], `rates[${i}]`, 'hazard'),
  );
  if (breaks.length !== rates.length) {
    complain(
      context,
      [...path, 'rates'],
      `${rates.length} rates for ${breaks.length} breaks, must be as many: a rate from each break on`,
    );
    return never;
  }
  if (breaks[0] !== 0) {
    complain(context, [...path, 'breaks', 0], `the first break is ${breaks[0]}, must be 0`);
    return never;
  }
  const disorder = breaks.findIndex((time, i) => i > 0 && time <= breaks[i - 1]!);
  if (disorder > 0) {
    complain(
      context,
      [...path, 'breaks', disorder],
      `break ${breaks[disorder]} does not follow ${breaks[disorder - 1]}, must increase`,
    );
    return never;
  }
  return numbers.some(Number.isNaN)
    ? never
    : constant('piecewise-exponential', JSON.stringify([breaks, numbers]), () =>
        piecewiseExponential(breaks, numbers),
      );
}

function empiricalLaw(context: Context, carrier: Carrier, path: Path): LawUse {
  const name = carrier.curve as string | undefined;
  if (name === undefined) return never;
  const curve = entryOf(context.scenario.curves, name);
  if (!curve) {
    unknown(context, [...path, 'curve'], 'curve', name, Object.keys(context.scenario.curves));
    return never;
  }
  context.used.add(pathKey(['curves', name]));
  context.reads?.push({ section: 'curves', name, part: curve });
  return isCurve(context, name)
    ? constant('empirical', `curve ${numberOfPart(curve)}`, () =>
        empirical(curve.points, curve['after-last']),
      )
    : never;
}

/** Whether a curve starts at [0, 1], with rising times and survival that never rises; problems are recorded. */
export function isCurve(context: Context, name: string): boolean {
  const { points } = context.scenario.curves[name]!;
  const before = context.problems.length;
  points.forEach(([time, survival], i) => {
    const at = ['curves', name, 'points', i];
    if (i === 0 && (time !== 0 || survival !== 1))
      complain(context, at, `the first point is [${time}, ${survival}], must be [0, 1]`);
    if (!(survival >= 0 && survival <= 1))
      complain(context, at, `survival is ${survival}, must be from 0 to 1`);
    if (i === 0) return;
    const [lastTime, lastSurvival] = points[i - 1]!;
    if (time <= lastTime) complain(context, at, `time ${time} does not follow ${lastTime}, must increase`);
    if (survival > lastSurvival)
      complain(context, at, `survival ${survival} is above ${lastSurvival} before it, must not rise`);
  });
  return context.problems.length === before;
}

function lifeTableLaw(context: Context, carrier: Carrier, path: Path): LawUse {
  const name = carrier.table as string | undefined;
  if (name === undefined) return never;
  const table = entryOf(context.scenario['life-tables'], name);
  if (!table) {
    unknown(context, [...path, 'table'], 'life table', name, Object.keys(context.scenario['life-tables']));
    return never;
  }
  context.used.add(pathKey(['life-tables', name]));
  context.reads?.push({ section: 'life-tables', name, part: table });
  const columns = Array.isArray(table.probabilities) ? { '': table.probabilities } : table.probabilities;
  const at = ['life-tables', name];
  const before = context.problems.length;
  for (const [level, column] of Object.entries(columns)) {
    column.forEach((q, i) => {
      if (!(q >= 0 && q <= 1)) {
        complain(
          context,
          [...at, 'probabilities', ...(level ? [level] : []), i],
          `${q} must be a probability from 0 to 1`,
        );
      }
    });
  }
  if ((table.by === undefined) !== Array.isArray(table.probabilities)) {
    complain(
      context,
      at,
      table.by === undefined
        ? 'columns by level need `by`: the characteristic'
        : `by ${table.by} needs a column of probabilities for each of its levels`,
    );
  }
  if (table.by !== undefined) checkLevels(context, table.by, Object.keys(columns), [...at, 'by']);
  if (context.problems.length > before) return never;
  const year = yearLength(context);
  const made = Object.fromEntries(
    Object.entries(columns).map(([level, q]) => [
      level,
      lifeTable(table['first-age'] === 0 ? q : [...new Array(table['first-age']).fill(0), ...q], year),
    ]),
  );
  return {
    name: 'life-table',
    key: `life-table ${numberOfPart(table)} ${year}`,
    by: table.by,
    distribution: (level) => made[table.by === undefined ? '' : (level ?? '')]!,
  };
}

function checkLevels(context: Context, by: string, given: string[], path: Path): void {
  const characteristic = entryOf(inForce(context, 'characteristics'), by);
  if (!characteristic) {
    unknown(context, path, 'characteristic', by, Object.keys(inForce(context, 'characteristics')));
    return;
  }
  const levels = Object.keys(characteristic.shares ?? characteristic.counts ?? { yes: 1, no: 1 });
  for (const level of levels.filter((level) => !given.includes(level))) {
    complain(context, path, `there is no column of probabilities for ${by} = ${level}`);
  }
}

const daysOf = { day: 1, week: 7, month: 365.25 / 12, year: 365.25 };

/** The length of a year in the scenario's unit of time: 12 months, 365.25 days. */
export function yearLength(context: Context): number {
  return unitLength(context, 'year');
}

export function unitLength(context: Context, unit: keyof typeof daysOf): number {
  const own = context.scenario.time.unit;
  if (unit === 'year' && own === 'month') return 12;
  return own === unit ? 1 : daysOf[unit] / daysOf[own];
}
