import { type Atom, atomsOf } from '../../logic/condition.ts';
import { modifierLists, type Reach } from '../../logic/reach.ts';
import type { Model } from '../../model.ts';
import { thresholdOf } from '../pack.ts';
import { type Known, openAtoms } from './known.ts';

/** Whether the patient's future or an open condition depends on a characteristic or mark. */
export function isWanted(reach: Reach, variable: string, state: string, known: Known): boolean {
  if (reach.live(state).has(variable)) return true;
  if (reach.marksAt(state).some(({ keys }) => keys.includes(variable))) return true;
  return openAtoms(known).some((atom) => asks(atom, variable));
}

function asks(atom: Atom, variable: string): atom is Extract<Atom, { op: 'is' }> {
  return atom.op === 'is' && atom.variable === variable;
}

/** What of a model tells levels apart. */
interface ByLevel {
  /** ratios, by characteristic and mark */
  ratios: Map<string, Record<string, number>[]>;
  /** characteristics with a law for each level */
  columns: Set<string>;
}

const known = new WeakMap<Model, ByLevel>();

function byLevel(model: Model): ByLevel {
  const before = known.get(model);
  if (before) return before;
  const found: ByLevel = { ratios: new Map(), columns: new Set() };
  for (const modifiers of modifierLists(model))
    for (const modifier of modifiers) {
      if (modifier.kind !== 'levels') continue;
      const own = found.ratios.get(modifier.variable) ?? [];
      found.ratios.set(modifier.variable, own);
      own.push(modifier.ratios);
    }
  for (const { transitions } of model.states)
    for (const { time } of transitions)
      if (time.kind === 'law' && time.law.by !== undefined) found.columns.add(time.law.by);
  known.set(model, found);
  return found;
}

/** A number for each level; levels that have the same ratios and the same laws get the same number. */
export function levelsApart(model: Model, variable: string, levels: readonly string[]): number[] {
  const { ratios: all, columns } = byLevel(model);
  const ratios = all.get(variable) ?? [];
  const hasColumns = columns.has(variable);
  const signatures = levels.map((level) =>
    [...ratios.map((own) => own[level] ?? 1), hasColumns ? level : ''].join(),
  );
  return signatures.map((signature) => signatures.indexOf(signature));
}

/** A text for each level; levels that no mark's condition and no open condition distinguishes get the same text. */
export function levelsAsked(
  { marks }: Model,
  variable: string,
  levels: readonly string[],
  known: Known,
): string[] {
  const atoms = [...openAtoms(known), ...marks.flatMap(({ condition }) => atomsOf(condition))];
  const asked = atoms.filter((atom) => asks(atom, variable));
  return levels.map((level) => asked.map((atom) => Number(atom.levels.includes(level))).join(''));
}

/** Indices of neighbouring levels that are treated alike. */
export type Run = number[];

/**
 * Groups levels into runs: neighbouring levels of the same kind are merged, levels with no chance are left out.
 *
 * @param chances of the levels
 * @param kinds one number a level, the same for levels that nothing distinguishes
 */
export function runsOf(chances: readonly number[], kinds: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const [index, chance] of chances.entries()) {
    if (thresholdOf(chance) === 0) continue;
    const last = runs[runs.length - 1];
    if (last && kinds[last[0]!] === kinds[index]) last.push(index);
    else runs.push([index]);
  }
  // earlier runs may already reach 1 after rounding
  const whole = thresholdsOf(chances, runs).indexOf(thresholdOf(1));
  return whole < 0 ? runs : runs.slice(0, whole + 1);
}

/** Cumulative thresholds: a draw below the threshold of a run belongs to that run or to an earlier one. */
export function thresholdsOf(chances: readonly number[], runs: readonly Run[]): number[] {
  let below = 0;
  return runs.map((run) => {
    below += run.slice(1).reduce((sum, index) => sum + chances[index]!, chances[run[0]!]!);
    return thresholdOf(below);
  });
}
