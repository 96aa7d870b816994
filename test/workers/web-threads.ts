import { Worker } from 'node:worker_threads';
import { type WebOptions, webExecutor } from '../../workers/web/executor.ts';
import type { WebThread } from '../../workers/web/wire.ts';
import { compileFixtures } from './shipped-worker.ts';

const script = (await compileFixtures())('web-worker');

/** A thread of Node that looks like a Web Worker. */
export function webThread(): WebThread {
  const worker = new Worker(script);
  const thread: WebThread = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
  };
  worker.on('message', (data) => thread.onmessage?.({ data }));
  worker.on('error', ({ message }) => thread.onerror?.({ message }));
  return thread;
}

export const webThreads = (options: Omit<WebOptions, 'start'>) =>
  webExecutor({ ...options, start: webThread });
