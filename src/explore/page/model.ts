import type { Described } from '../describe.ts';
import type { Matter } from '../matters.ts';
import type { Bands, TextProblem } from '../messages.ts';
import type { PageData } from '../page-data.ts';
import type { ShownStrategy, WholeAnswer } from '../shown.ts';
import type { State } from '../state.ts';

/** Everything that the page shows, and what a reader can do. */
export interface App {
  readonly data: PageData;
  described: Described | undefined;
  state: State;
  problems: TextProblem[];
  /** curves and figures as they are drawn */
  shown: { n: number; strategies: ShownStrategy[] } | undefined;
  /** the whole answer for the state, if it is there */
  whole: WholeAnswer | undefined;
  /** the curves before the last change */
  ghost: readonly ShownStrategy[] | undefined;
  bands: Bands | undefined;
  wantsBands: boolean;
  matters: Matter[] | undefined;
  phase: 'opening' | 'simulating' | 'refining' | 'done' | 'stopped';
  isSlow: boolean;
  failure: string | undefined;
  /** what was done last, for those who do not see it */
  said: string;
  /** the time that the pointer or the arrow keys read, if any */
  cursor: number | undefined;
  width: number;
  change(changes: Partial<State>): void;
  move(name: string, value: number, isDone: boolean): void;
  draw(): void;
  stop(): void;
  askMatters(): void;
  toggleBands(): void;
  command(): string;
}
