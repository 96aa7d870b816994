import type { Counts } from '../../src/kernel/engine.ts';
import type { Chunk } from '../../src/plan.ts';
import type { Job } from '../../src/run/executor.ts';

/** A task for a worker: one chunk of a job. */
export interface WebTask {
  graphId: string;
  /** only if the worker does not have the job of this graph yet */
  job?: Job;
  /** graphs whose jobs are needed no more */
  forget: readonly string[];
  chunk: Chunk;
  /** memory for the counts where threads share memory; without it the worker sends counts of its own */
  room?: Counts;
}

/** A worker's answer. Errors lose their fields on the way, so the name of the states of an endless model is sent apart. */
export type WebReply = { counts?: Counts } | { endless: string } | { error: string };

/** The part of a Web Worker that the executor uses. Node's threads can be wrapped to have it. */
export interface WebThread {
  postMessage(message: WebTask): void;
  /** may return a promise for the end of the thread */
  terminate(): unknown;
  onmessage: ((event: { data: WebReply }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

/** The part of a worker's own global scope that its end uses. */
export interface WebScope {
  onmessage: ((event: { data: WebTask }) => void) | null;
  postMessage(message: WebReply, options: { transfer: ArrayBuffer[] }): void;
}
