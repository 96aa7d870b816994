import { isSettled } from '../../logic/condition.ts';
import type { Target } from './step.ts';

/** Notes every proportion that is settled, and drops it from the open ones. */
export function noteProportions<T extends Pick<Target, 'notes' | 'known'>>(target: T): T {
  const { proportions: before } = target.known;
  const isOver = (open: (typeof before)[number]) =>
    open !== undefined && isSettled(open.among) && (open.among.op === 'never' || isSettled(open.condition));
  if (!before.some(isOver)) return target;
  const notes = [...target.notes];
  const proportions = before.map((open, proportion) => {
    if (!isOver(open)) return open;
    if (open!.among.op === 'never') return undefined;
    notes.push({ kind: 'proportion', proportion, hit: open!.condition.op === 'always' });
    return undefined;
  });
  return { ...target, notes, known: { ...target.known, proportions } };
}
