import type { Worker } from 'node:worker_threads';

/** The threads that this thread starts from now on and that are still running. */
export function watchThreads(): ReadonlySet<Worker> {
  const living = new Set<Worker>();
  process.on('worker', (thread: Worker) => {
    living.add(thread);
    thread.once('exit', () => living.delete(thread));
  });
  return living;
}
