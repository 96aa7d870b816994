import type { Effect } from '../../../kernel/graph.ts';
import type { Known } from '../know/known.ts';
import type { Note } from '../notes.ts';

/** An effect of the kernel; thresholds of a draw are filled in later, for the chances with this number. */
export type LaidEffect =
  | Exclude<Effect, { kind: 'mark' }>
  | { kind: 'mark'; chances: number; levels: number[]; counters: number[] };

/** How many arms of one node came before this one, by the role of their tracks: two must not share a track. */
export type ArmsBefore = Map<string, number>;

/** Turns what happens to patients into what the kernel is to count or remember of them. */
export interface Notebook<Readout> {
  /** what is to be done on a way that is not an arm's */
  onWay(notes: readonly Note[]): LaidEffect[];
  /**
   * what is to be done on an arm's way, and the track that counts the times of those who go it
   *
   * @param before of the other arms of the same node; changed in place
   */
  onArm(notes: readonly Note[], before: ArmsBefore): { track: number; effects: LaidEffect[] };
  /** whether nothing more is asked of patients of whom this is known: they leave */
  isOver(known: Known): boolean;
  /** memory columns that are handed out, patient by patient */
  readonly outcomes: readonly number[];
  /** tracks and counters that were handed out */
  readonly tracks: number;
  readonly counters: number;
  /** how counts and outcomes are to be read */
  readout(): Readout;
}

/** What a notebook may ask to be kept of each patient: numbers of memory columns and of timers. */
export interface Keeps {
  /** time at which an endpoint ended */
  endpoint(name: string): number;
  timer(name: string): number;
  /** whatever else is known by a name of its own */
  column(key: string): number;
}
