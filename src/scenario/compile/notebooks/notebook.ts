import type { Counter, Effect, Memory, Timer, Track } from '../../../kernel/graph.ts';
import type { Known } from '../know/known.ts';
import type { Note } from '../notes.ts';

/** An effect of the kernel. The thresholds of a `mark` are filled in later, from the chances with this index. */
export type LaidEffect =
  | Exclude<Effect, { kind: 'mark' }>
  | { kind: 'mark'; chances: number; levels: number[]; counters: Counter[] };

/** For each role of a track, how many earlier arms of the node have it: no two arms of a node may share a track. */
export type ArmsBefore = Map<string, number>;

/** Turns notes of what happens to patients into effects of the kernel: counts and remembered times. */
export interface Notebook<Readout> {
  /** effects on a path that does not start with an arm */
  onPath(notes: readonly Note[]): LaidEffect[];
  /**
   * effects on an arm's path, and the track that counts the times of its patients
   *
   * @param before roles of earlier arms of the same node; changed in place
   */
  onArm(notes: readonly Note[], before: ArmsBefore): { track: Track; effects: LaidEffect[] };
  /** whether nothing more is asked about patients with this knowledge: they leave the simulation */
  isOver(known: Known): boolean;
  /** memory columns that are returned for each patient */
  readonly outcomes: readonly Memory[];
  /** numbers of tracks and counters used */
  readonly tracks: number;
  readonly counters: number;
  /** says how counts and outcomes are read */
  readout(): Readout;
}

/** What a notebook may keep of each patient; each method returns the index of a memory column or timer. */
export interface Keeps {
  /** column of the time at which an endpoint ended */
  endpoint(name: string): Memory;
  timer(name: string): Timer;
  /** column of anything else, by name */
  column(key: string): Memory;
}
