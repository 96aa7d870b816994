import type { Known } from '../know/known.ts';
import type { Note } from '../notes.ts';
import { armFor, armKey, isPossible } from '../numbers/arms.ts';
import { drawBranches, drawOdds } from './draw.ts';
import { lastNotes } from './settle.ts';
import { type Ground, numericOddsOf, type Step, type Target } from './step.ts';

/** A decision sends each patient along one of its branches, at once. */
export function decide(ground: Ground, state: string, atZero: boolean, known: Known): Step {
  const { branches } = ground.stateOf(state);
  const source = { kind: 'decision', index: ground.indexOf(state) } as const;
  const then = (branch: number): Target => ({
    notes: [{ kind: 'decided', state, branch }],
    moment: { at: 'entry', state: branches[branch]!.to, atZero },
    known,
  });
  const odds = branches.findIndex((_, branch) => numericOddsOf(ground.model, source, branch).length > 0);
  if (odds >= 0) return drawOdds(ground, source, odds, known.facts, (hit) => then(hit ? odds : 1 - odds));
  return drawBranches(ground, source, known.facts, branches.length, then);
}

/** The patient stays in a state until the earliest of its transitions. */
export function stay(ground: Ground, state: string, known: Known): Step {
  const index = ground.indexOf(state);
  const arms = ground.stateOf(state).transitions.flatMap(({ to }, transition) => {
    const arm = armFor(ground.model, index, transition, known.facts);
    if (!ground.questions.ask(`possible ${armKey(arm)}`, (model) => isPossible(model, arm))) return [];
    const left: Note = { kind: 'left', state, to };
    const moment = { at: 'entry', state: to, atZero: false } as const;
    return [{ notes: [left], moment, known, arm: ground.arm(arm) }];
  });
  const last = lastNotes(known);
  // no transition is possible for these patients: as in an absorbing state
  return arms.length === 0 ? { kind: 'out', notes: last } : { kind: 'sojourn', notes: [], state, arms, last };
}
