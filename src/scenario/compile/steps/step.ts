import type { WhenNode } from '../../../kernel/graph.ts';
import type { Reach } from '../../logic/reach.ts';
import type { Model, State } from '../../model.ts';
import type { Known } from '../know/known.ts';
import type { Run } from '../know/levels.ts';
import type { Note } from '../notes.ts';
import type { ArmLaw } from '../numbers/arms.ts';
import type { Chances, Source } from '../numbers/chances.ts';
import { type Facts, type NumericModifier, numericModifiers } from '../numbers/ratios.ts';
import type { Questions } from '../questions.ts';

/** A point of the model at which the next thing is decided. */
export type Moment =
  /** before the start: the characteristic with this index is drawn */
  | { at: 'characteristic'; index: number }
  /** a range of a numeric characteristic, which conditions ask for, is tested */
  | { at: 'range'; index: number; range: number; part: 'from' | 'below' }
  /** a state is entered */
  | { at: 'entry'; state: string; atZero: boolean }
  /** the time of this entry is compared with a bound */
  | { at: 'bound'; state: string; atZero: boolean }
  /** the state's mark with this index is recorded */
  | { at: 'mark'; state: string; atZero: boolean; index: number }
  /** the entry is complete: endpoints end, and what can no longer happen is settled */
  | { at: 'settling'; state: string; atZero: boolean }
  | { at: 'decision'; state: string; atZero: boolean }
  | { at: 'sojourn'; state: string };

export function momentKey(moment: Moment): string {
  return JSON.stringify(Object.values(moment));
}

/** Where patients continue: the moment, what is known of them then, and notes of the path to it. */
export interface Target {
  notes: Note[];
  moment: Moment;
  known: Known;
}

/**
 * What follows a moment for patients with a given knowledge. It depends on the model's structure alone: chances and
 * laws are referred to by index and filled in later.
 */
export type Step =
  | ({ kind: 'on' } & Target)
  /** one draw decides; one of `ways` for each run of levels or branches */
  | { kind: 'draw'; notes: Note[]; chances: number; runs: Run[]; ways: Target[] }
  /** a draw decides, by odds that differ from patient to patient because of numeric modifiers */
  | { kind: 'odds'; notes: Note[]; chances: number; level: number; yes: Target; no: Target }
  | { kind: 'when'; notes: Note[]; test: When; yes: Target; no: Target }
  /** the patient stays; `last` are the notes of patients who are still there at the horizon */
  | { kind: 'sojourn'; notes: Note[]; state: string; arms: (Target & { arm: number })[]; last: Note[] }
  /** nothing more happens */
  | { kind: 'out'; notes: Note[] };

/** A split by a time or a number: yes if it is at most the bound. */
export interface When {
  /** the time now, or the value of a numeric characteristic */
  left: { kind: 'now' } | { kind: 'number'; characteristic: string };
  bound: { kind: 'timer'; timer: string } | Extract<WhenNode['bound'], { kind: 'value' }>;
}

/** The context of all steps. */
export interface Ground {
  model: Model;
  reach: Reach;
  /** every question that depends on the model's numbers is asked here */
  questions: Questions;
  stateOf(name: string): State;
  indexOf(state: string): number;
  /** the index of the chances of a draw, which are filled in later */
  chances(source: Source, facts: Facts): number;
  chancesOf(index: number): Chances;
  /** whether nothing more is asked about patients with this knowledge */
  isOver(known: Known): boolean;
  /** the index of an arm's law, which is filled in later */
  arm(arm: ArmLaw): number;
}

/** The odds ratios of a level or branch that differ from patient to patient. */
export function numericOddsOf(model: Model, { kind, index }: Source, level: number): NumericModifier[] {
  const ratios =
    kind === 'mark'
      ? model.marks[index]!.oddsRatios
      : kind === 'decision'
        ? model.states[index]!.branches[level]!.oddsRatios
        : [];
  return numericModifiers(ratios);
}
