import type { Bound, Condition } from '../../model.ts';

/** What partial evaluation may be told: true or false for an atom, undefined for not known yet. */
export type Knowledge = (atom: Atom) => boolean | undefined;
export type Atom = Extract<Condition, { op: 'is' | 'between' | 'reached' }>;

export const ALWAYS: Condition = { op: 'always' };
export const NEVER: Condition = { op: 'never' };

/**
 * The condition with known atoms put in: always, never, or what is left to be known. Where nothing was new it is the
 * very same object.
 */
export function simplify(condition: Condition, know: Knowledge): Condition {
  switch (condition.op) {
    case 'always':
    case 'never':
      return condition;
    case 'not': {
      const inner = simplify(condition.of, know);
      if (inner.op === 'always') return NEVER;
      if (inner.op === 'never') return ALWAYS;
      return inner === condition.of ? condition : { op: 'not', of: inner };
    }
    case 'all':
    case 'any': {
      const decisive = condition.op === 'all' ? 'never' : 'always';
      const neutral = condition.op === 'all' ? 'always' : 'never';
      const parts = condition.of.map((part) => simplify(part, know));
      if (parts.some(({ op }) => op === decisive)) return { op: decisive };
      const left = parts.filter(({ op }) => op !== neutral);
      if (left.length === 0) return { op: neutral };
      if (left.length === condition.of.length && left.every((part, i) => part === condition.of[i]))
        return condition;
      return left.length === 1 ? left[0]! : { op: condition.op, of: left };
    }
    default: {
      const known = know(condition);
      if (known === undefined) return condition;
      return known ? ALWAYS : NEVER;
    }
  }
}

export function isSettled({ op }: Condition): boolean {
  return op === 'always' || op === 'never';
}

const atoms = new WeakMap<Condition, readonly Atom[]>();

/** Every atom of a condition, in order. */
export function atomsOf(condition: Condition): readonly Atom[] {
  const known = atoms.get(condition) ?? listAtoms(condition);
  atoms.set(condition, known);
  return known;
}

/** Numbers conditions as they come: the same number for conditions that say the same. */
export function conditionNumbers(): (condition: Condition) => number {
  const byText = new Map<string, number>();
  const known = new WeakMap<Condition, number>();
  return (condition) => {
    let number = known.get(condition);
    if (number === undefined) {
      const text = JSON.stringify(condition);
      number = byText.get(text) ?? byText.size;
      byText.set(text, number);
      known.set(condition, number);
    }
    return number;
  };
}

function listAtoms(condition: Condition): readonly Atom[] {
  switch (condition.op) {
    case 'always':
    case 'never':
      return [];
    case 'not':
      return atomsOf(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(atomsOf);
    default:
      return [condition];
  }
}

/** A name for a bound, the same for the same bound. */
export function boundKey(bound: Bound): string {
  return bound.kind === 'timer' ? `timer ${bound.timer}` : `time ${bound.time}`;
}
