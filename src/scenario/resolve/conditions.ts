import type { Bound, Condition, Modifier } from '../model.ts';
import { FOLLOW_UP, NO, YES } from '../model.ts';
import type { RawCharacteristic, RawCondition, RawMark, RawModifiers } from '../schema/model.ts';
import { type Context, complain, entryOf, inForce, type Path, statesOf, unknown } from './context.ts';
import { derivations, numberOf } from './quantities.ts';

/** The levels of a characteristic or mark; undefined for a numeric characteristic. */
export function levelsOf(entry: RawCharacteristic | RawMark): string[] | undefined {
  if (entry.shares) return Object.keys(entry.shares);
  if (entry.counts) return Object.keys(entry.counts);
  return entry.chance === undefined ? undefined : [YES, NO];
}

function variable(context: Context, name: string): RawCharacteristic | RawMark | undefined {
  return entryOf(inForce(context, 'characteristics'), name) ?? entryOf(inForce(context, 'marks'), name);
}

function variableNames(context: Context): string[] {
  return [...Object.keys(inForce(context, 'characteristics')), ...Object.keys(inForce(context, 'marks'))];
}

/** @param reachable whether `reached` is allowed here */
export function conditionOf(context: Context, raw: RawCondition, path: Path, reachable = true): Condition {
  const parts: Condition[] = [];
  const { all, any, not, reached, by, observed, ...variables } = raw;
  const list = (key: 'all' | 'any', items: RawCondition[]): Condition => ({
    op: key,
    of: items.map((item, i) => conditionOf(context, item, [...path, key, i], reachable)),
  });
  if (all) parts.push(list('all', all));
  if (any) parts.push(list('any', any));
  if (not) parts.push({ op: 'not', of: conditionOf(context, not, [...path, 'not'], reachable) });
  if (reached !== undefined) {
    if (!reachable)
      complain(
        context,
        [...path, 'reached'],
        '`reached` may not be asked here: only characteristics and marks are known at an event',
      );
    parts.push(...reachedBy(context, reached, by, observed === true, path));
  } else if (by !== undefined || observed !== undefined) {
    complain(context, path, '`by` and `observed` qualify `reached`, which is missing');
  }
  for (const [name, value] of Object.entries(variables))
    parts.push(isLevel(context, name, value, [...path, name]));
  if (parts.length === 0)
    complain(context, path, 'the condition is empty; ask for `reached`, a characteristic or a mark');
  return parts.length === 1 ? parts[0]! : { op: 'all', of: parts };
}

function reachedBy(
  context: Context,
  reached: string | string[],
  by: string | number | undefined,
  observed: boolean,
  path: Path,
): Condition[] {
  const states = statesOf(context, reached, [...path, 'reached']);
  const bounds: Bound[] = [];
  if (typeof by === 'number') bounds.push({ kind: 'time', time: by });
  if (typeof by === 'string') {
    const timers = inForce(context, 'timers');
    if (!Object.hasOwn(timers, by)) unknown(context, [...path, 'by'], 'timer', by, Object.keys(timers));
    bounds.push({ kind: 'timer', timer: by });
  }
  if (observed) {
    if (!context.scenario['follow-up'] && !context.dropped.has(FOLLOW_UP))
      complain(context, [...path, 'observed'], 'the scenario has no follow-up');
    bounds.push({ kind: 'timer', timer: FOLLOW_UP });
  }
  // the first entry is within both bounds exactly if it is within each of them
  if (bounds.length === 0) return [{ op: 'reached', states }];
  return bounds.map((bound) => ({ op: 'reached', states, by: bound }));
}

function isLevel(context: Context, name: string, value: unknown, path: Path): Condition {
  const entry = variable(context, name);
  if (!entry) {
    unknown(context, path, 'characteristic or mark', name, [
      ...variableNames(context),
      'reached',
      'all',
      'any',
      'not',
    ]);
    return { op: 'never' };
  }
  const levels = levelsOf(entry);
  const isRange = typeof value === 'object' && !Array.isArray(value);
  if (!levels || isRange) {
    const { from = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = value as {
      from?: number;
      below?: number;
    };
    if (levels) complain(context, path, `${name} has levels (${levels.join(', ')}), ask for one of them`);
    else if (!isRange)
      complain(context, path, `${name} is a number, ask for a range such as { from: 60, below: 75 }`);
    else if (!(from < below)) complain(context, path, `the range from ${from} below ${below} is empty`);
    return { op: 'between', characteristic: name, from, below };
  }
  const wanted = [value as string | string[]].flat();
  wanted.forEach((level, i) => {
    if (!levels.includes(level))
      unknown(context, Array.isArray(value) ? [...path, i] : path, `level of ${name}`, level, levels);
  });
  return { op: 'is', variable: name, levels: wanted };
}

/** Ratios by characteristic, by mark, or for patients who passed a state. */
export function modifiersOf(
  context: Context,
  raw: RawModifiers | undefined,
  path: Path,
  domain: 'positive' | 'non-negative' = 'non-negative',
): Modifier[] {
  return Object.entries(raw ?? {}).flatMap(([name, value]) => {
    const found = modifierOf(context, name, value, [...path, name], domain);
    return found ? [found] : [];
  });
}

function modifierOf(
  context: Context,
  name: string,
  value: RawModifiers[string],
  path: Path,
  domain: 'positive' | 'non-negative',
): Modifier | undefined {
  const ratio = (quantity: unknown, at: Path) => numberOf(context, quantity as string, at, 'ratio', domain);
  const entry = variable(context, name);
  if (!entry) {
    const known =
      Object.hasOwn(inForce(context, 'states'), name) || Object.hasOwn(context.scenario.groups, name);
    if (!known) {
      unknown(context, path, 'characteristic, mark or state', name, [
        ...variableNames(context),
        ...Object.keys(inForce(context, 'states')),
        ...Object.keys(context.scenario.groups),
      ]);
      return undefined;
    }
    return { kind: 'passed', states: statesOf(context, name, path), ratio: ratio(value, path) };
  }
  const levels = levelsOf(entry);
  if (!levels) return numericModifier(context, name, value, path);
  if (isQuantity(value)) {
    if (levels.join() !== `${YES},${NO}`) {
      complain(
        context,
        path,
        `${name} has levels ${levels.join(', ')}; give a ratio for each that differs, such as { ${levels[0]}: ratio }`,
      );
      return undefined;
    }
    return { kind: 'levels', variable: name, ratios: { [YES]: ratio(value, path) } };
  }
  const ratios: Record<string, number> = {};
  for (const [level, quantity] of Object.entries(value)) {
    if (!levels.includes(level)) unknown(context, [...path, level], `level of ${name}`, level, levels);
    else ratios[level] = ratio(quantity, [...path, level]);
  }
  return { kind: 'levels', variable: name, ratios };
}

function numericModifier(
  context: Context,
  name: string,
  value: RawModifiers[string],
  path: Path,
): Modifier | undefined {
  if (value === 'value') return { kind: 'value', characteristic: name };
  if (typeof value === 'object' && 'per-unit' in value) {
    const per = numberOf(
      context,
      value['per-unit'] as string,
      [...path, 'per-unit'],
      'ratio per unit',
      'positive',
    );
    return {
      kind: 'per-unit',
      characteristic: name,
      ratio: per,
      reference: (value.reference as number | undefined) ?? 0,
    };
  }
  complain(
    context,
    path,
    `${name} is a number: write { per-unit: ratio, reference: x }, or \`value\` to multiply by it`,
  );
  return undefined;
}

const figureKeys = new Set(['value', 'ratio', 'mean', 'events', 'of', ...derivations]);

function isQuantity(value: RawModifiers[string]): boolean {
  return typeof value === 'string' || Object.keys(value).some((key) => figureKeys.has(key));
}
