import type { WhenNode } from '../../../kernel/graph.ts';
import type { Model, State } from '../../model.ts';
import type { Known } from '../know/known.ts';
import type { Run } from '../know/levels.ts';
import type { Reach } from '../know/reach.ts';
import type { Note } from '../notes.ts';
import type { ArmLaw } from '../numbers/arms.ts';
import type { Chances, Source } from '../numbers/chances.ts';
import { type Facts, type NumericModifier, numericModifiers } from '../numbers/ratios.ts';
import type { Questions } from '../questions.ts';

/** A moment on the way through the model at which something is to be settled. */
export type Moment =
  /** before the start: the characteristic with this index is drawn */
  | { at: 'characteristic'; index: number }
  /** a numeric characteristic's range that conditions ask for is settled */
  | { at: 'range'; index: number; range: number; part: 'from' | 'below' }
  /** a state is entered */
  | { at: 'entry'; state: string; atZero: boolean }
  /** is this entry early enough for some bound? */
  | { at: 'bound'; state: string; atZero: boolean }
  /** the state's mark with this index is recorded */
  | { at: 'mark'; state: string; atZero: boolean; index: number }
  /** the entry is over: endpoints end, and what can no longer happen is settled */
  | { at: 'settling'; state: string; atZero: boolean }
  | { at: 'decision'; state: string; atZero: boolean }
  | { at: 'sojourn'; state: string };

export function momentKey(moment: Moment): string {
  return JSON.stringify(Object.values(moment));
}

/** Where patients go on: a moment, what is known of them then, and what is noted on the way there. */
export interface Target {
  notes: Note[];
  moment: Moment;
  known: Known;
}

/**
 * What follows from a moment for patients of whom this is known. It depends on the model's structure alone: chances and
 * laws are named by number, and filled in later.
 */
export type Step =
  | ({ kind: 'on' } & Target)
  /** one draw decides; `ways` by run of levels or branches */
  | { kind: 'draw'; notes: Note[]; chances: number; runs: Run[]; ways: Target[] }
  /** odds that numeric ratios make different from patient to patient decide */
  | { kind: 'odds'; notes: Note[]; chances: number; level: number; yes: Target; no: Target }
  | { kind: 'when'; notes: Note[]; test: When; yes: Target; no: Target }
  /** time is spent; `last` is noted of those who are still here at the horizon */
  | { kind: 'sojourn'; notes: Note[]; state: string; arms: (Target & { arm: number })[]; last: Note[] }
  /** nothing more happens */
  | { kind: 'out'; notes: Note[] };

/** A split by time or by a number: yes where it is not after, or not above, the bound. */
export interface When {
  /** now, or the value of a numeric characteristic */
  left: { kind: 'now' } | { kind: 'number'; characteristic: string };
  bound: { kind: 'timer'; timer: string } | Extract<WhenNode['bound'], { kind: 'value' }>;
}

/** What steps are taken on. */
export interface Ground {
  model: Model;
  reach: Reach;
  /** whatever depends on the model's numbers is asked here */
  questions: Questions;
  stateOf(name: string): State;
  indexOf(state: string): number;
  /** the number under which chances are filled in */
  chances(source: Source, facts: Facts): number;
  chancesOf(index: number): Chances;
  /** whether nothing more is asked of patients of whom this is known */
  isOver(known: Known): boolean;
  /** the number under which an arm's law is filled in */
  arm(arm: ArmLaw): number;
}

/** The ratios that differ from patient to patient. */
export function numericOddsOf(model: Model, { kind, index }: Source, level: number): NumericModifier[] {
  const ratios =
    kind === 'mark'
      ? model.marks[index]!.oddsRatios
      : kind === 'decision'
        ? model.states[index]!.branches[level]!.oddsRatios
        : [];
  return numericModifiers(ratios);
}
