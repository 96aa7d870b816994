import type { Bound, Condition } from '../model.ts';

/** The value of an atom, or undefined while it is unknown. */
export type Knowledge = (atom: Atom) => boolean | undefined;
export type Atom = Exclude<Condition, { op: 'always' | 'never' | 'all' | 'any' | 'not' }>;

export const ALWAYS: Condition = { op: 'always' };
export const NEVER: Condition = { op: 'never' };

/**
 * The condition with known atoms substituted: `always`, `never`, or the part that is still unknown. Returns the same
 * object if nothing changed.
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

/** All atoms of a condition, in order. */
export function atomsOf(condition: Condition): readonly Atom[] {
  const known = atoms.get(condition) ?? listAtoms(condition);
  atoms.set(condition, known);
  return known;
}

/** Returns a function that numbers conditions; equal conditions get equal numbers. */
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

/** The key of a bound; equal bounds have equal keys. */
export function boundKey(bound: Bound): string {
  return bound.kind === 'timer' ? `timer ${bound.timer}` : `time ${bound.time}`;
}
