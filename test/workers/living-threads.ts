import type { Worker } from 'node:worker_threads';

/** The threads that this thread starts from now on, while they live. */
export function watchThreads(): ReadonlySet<Worker> {
  const living = new Set<Worker>();
  process.on('worker', (thread: Worker) => {
    living.add(thread);
    thread.once('exit', () => living.delete(thread));
  });
  return living;
}
