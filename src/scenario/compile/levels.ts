import type { Model } from '../model.ts';
import { type Atom, atomsOf } from './condition.ts';
import { thresholdOf } from './pack.ts';
import { type Known, openAtoms } from './patient.ts';
import type { Reach } from './reach.ts';
import type { Walk } from './walk.ts';

/** Whether a patient's further way, or an open condition, depends on a characteristic or mark. */
export function isWanted(walk: Walk, variable: string, state: string, known: Known): boolean {
  if (walk.reach.live(state).has(variable)) return true;
  if (walk.reach.marksAt(state).some(({ keys }) => keys.includes(variable))) return true;
  return openAtoms(known).some((atom) => asks(atom, variable));
}

function asks(atom: Atom, variable: string): atom is Extract<Atom, { op: 'is' }> {
  return atom.op === 'is' && atom.variable === variable;
}

/** Neighbouring levels that nothing tells apart, taken together. */
export interface Run {
  /** stands for all of the run */
  level: string;
  indices: number[];
  chance: number;
}

/**
 * The levels of a characteristic or mark that can occur, in runs: levels that no law, chance or open condition tells
 * apart need not be kept apart.
 */
export function levelRuns(
  walk: Walk,
  variable: string,
  levels: readonly string[],
  chances: readonly number[],
  known: Known,
): Run[] {
  const differences = differencesOf(walk, variable, known);
  const kindOf = (level: string) => differences.map((tell) => tell(level)).join();
  const runs: (Run & { kind: string })[] = [];
  levels.forEach((level, index) => {
    const chance = chances[index]!;
    if (thresholdOf(chance) === 0) return;
    const kind = kindOf(level);
    const last = runs[runs.length - 1];
    if (last?.kind === kind) {
      last.indices.push(index);
      last.chance += chance;
    } else {
      const alike = runs.find((run) => run.kind === kind);
      runs.push({ level: alike?.level ?? level, indices: [index], chance, kind });
    }
  });
  return runs;
}

/** What a level looks like to something that may tell it from others. */
type Tell = (level: string) => unknown;

/** Everything that may tell levels of a variable apart. */
function differencesOf({ model, reach }: Walk, variable: string, known: Known): Tell[] {
  const atoms = openAtoms(known).flatMap((atom) => tellOf(atom, variable));
  return [...atoms, ...alwaysAsked(model, reach, variable)];
}

function tellOf(atom: Atom, variable: string): Tell[] {
  return asks(atom, variable) ? [(level) => atom.levels.includes(level)] : [];
}

const asked = new WeakMap<Reach, Map<string, Tell[]>>();

/** What tells levels apart whatever is known; worked out once for a variable. */
function alwaysAsked({ marks, states }: Model, reach: Reach, variable: string): Tell[] {
  const byVariable = asked.get(reach) ?? new Map<string, Tell[]>();
  asked.set(reach, byVariable);
  const found = byVariable.get(variable);
  if (found) return found;
  const hasColumns = states.some(({ transitions }) =>
    transitions.some(({ time }) => time.kind === 'law' && time.law.by === variable),
  );
  const tells: Tell[] = [
    ...marks.flatMap(({ condition }) => atomsOf(condition)).flatMap((atom) => tellOf(atom, variable)),
    ...reach.modifiers.flatMap((modifier) =>
      modifier.kind === 'levels' && modifier.variable === variable
        ? [(level: string) => modifier.ratios[level] ?? 1]
        : [],
    ),
    ...(hasColumns ? [(level: string) => level] : []),
  ];
  byVariable.set(variable, tells);
  return tells;
}
