import type { Described } from './describe.ts';
import type { Matter } from './matters.ts';
import type { Asked, QuickAnswer, WholeAnswer } from './shown.ts';

/** A problem of the text, with its place. */
export interface TextProblem {
  line: number;
  column: number;
  message: string;
}

/** What the page says to the worker that answers it. */
export type ToDesk =
  | {
      kind: 'open';
      text: string;
      /** text of the script from which the worker starts workers of its own */
      script: string;
      /** number of workers for chunks of patients */
      threads: number;
    }
  | { kind: 'ask'; id: number; asked: Asked; n: number }
  | { kind: 'matters'; id: number; asked: Asked };

/** What the worker answers; an answer to a question that has been followed by another is not sent. */
export type FromDesk =
  | { kind: 'opened'; described: Described }
  | { kind: 'problems'; problems: TextProblem[] }
  | { kind: 'quick'; id: number; answer: QuickAnswer }
  | { kind: 'whole'; id: number; answer: WholeAnswer; isLast: boolean }
  | { kind: 'matters'; id: number; matters: Matter[] }
  | { kind: 'failed'; id: number; message: string };

/** What the page says to the worker that draws from the evidence. */
export interface ToDraws {
  text: string;
  /** the file of the scenario's posterior, if it names one */
  posterior?: string;
  asked: Asked;
  draws: number;
}

/** Bands as draws come in. */
export type FromDraws = { kind: 'bands'; bands: Bands } | { kind: 'failed'; message: string };

export interface Bands {
  draws: number;
  /** whether more draws will come */
  isLast: boolean;
  times: readonly number[];
  /** by strategy: pointwise 2.5% and 97.5% quantiles of survival over the draws */
  strategies: { strategy: string; lower: number[]; upper: number[] }[];
}
