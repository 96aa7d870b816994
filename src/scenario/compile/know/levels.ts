import type { Model } from '../../model.ts';
import { thresholdOf } from '../pack.ts';
import { type Atom, atomsOf } from './condition.ts';
import { type Known, openAtoms } from './known.ts';
import { allModifiers, type Reach } from './reach.ts';

/** Whether the patient's future or an open condition depends on a characteristic or mark. */
export function isWanted(reach: Reach, variable: string, state: string, known: Known): boolean {
  if (reach.live(state).has(variable)) return true;
  if (reach.marksAt(state).some(({ keys }) => keys.includes(variable))) return true;
  return openAtoms(known).some((atom) => asks(atom, variable));
}

function asks(atom: Atom, variable: string): atom is Extract<Atom, { op: 'is' }> {
  return atom.op === 'is' && atom.variable === variable;
}

const ratiosKnown = new WeakMap<Model, Map<string, Record<string, number>[]>>();

/** The ratios of a model by levels of each characteristic and mark. */
function ratiosByLevel(model: Model): ReadonlyMap<string, readonly Record<string, number>[]> {
  const known = ratiosKnown.get(model);
  if (known) return known;
  const found = new Map<string, Record<string, number>[]>();
  for (const modifier of allModifiers(model)) {
    if (modifier.kind !== 'levels') continue;
    const own = found.get(modifier.variable) ?? [];
    found.set(modifier.variable, own);
    own.push(modifier.ratios);
  }
  ratiosKnown.set(model, found);
  return found;
}

/** A number for each level; levels that have the same ratios and the same laws get the same number. */
export function levelsApart(model: Model, variable: string, levels: readonly string[]): number[] {
  const ratios = ratiosByLevel(model).get(variable) ?? [];
  const hasColumns = model.states.some(({ transitions }) =>
    transitions.some(({ time }) => time.kind === 'law' && time.law.by === variable),
  );
  const signatures = levels.map((level) =>
    [...ratios.map((byLevel) => byLevel[level] ?? 1), hasColumns ? level : ''].join(),
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
