import type { FromDesk, ToDesk } from '../messages.ts';
import type { Asked } from '../shown.ts';

/** The page's end of the workers that answer: started when needed, replaced after a crash, ended when stopped. */
export interface Desk {
  open(text: string): void;
  /** @returns the number of the question: only answers with this number matter from now on */
  ask(asked: Asked, n: number): number;
  matters(asked: Asked): number;
  /** ends the workers, whatever they do */
  stop(): void;
}

/** Crashes in a row after which nothing is started again by itself. */
const MOST_CRASHES = 3;

const roles = ['quick', 'whole'] as const;
type Role = (typeof roles)[number];

/**
 * @param address of the workers' script
 * @param script its text, for workers that the workers start
 */
export function startDesk(address: string, script: string, hear: (message: FromDesk) => void): Desk {
  const workers = new Map<Role, Worker>();
  const threads = Math.max(1, navigator.hardwareConcurrency || 1);
  let text = '';
  let last = 0;
  let crashes = 0;
  let question: { message: ToDesk; to: readonly Role[] } | undefined;

  function start(role: Role): Worker {
    const worker = new Worker(address, { name: role });
    worker.onmessage = ({ data }: MessageEvent<FromDesk>) => {
      crashes = 0;
      hear(data);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      if (workers.get(role) === worker) workers.delete(role);
      if (++crashes < MOST_CRASHES && question?.to.includes(role)) send(role, question.message);
      else hear({ kind: 'failed', id: last, message: `the worker crashed: ${message}` });
    };
    worker.postMessage({ kind: 'open', text, script, threads } satisfies ToDesk);
    workers.set(role, worker);
    return worker;
  }

  function send(role: Role, message: ToDesk): void {
    (workers.get(role) ?? start(role)).postMessage(message);
  }

  function put(message: ToDesk, to: readonly Role[]): number {
    question = { message, to };
    for (const role of to) send(role, message);
    return last;
  }

  return {
    open(another) {
      text = another;
      question = undefined;
      for (const role of roles) {
        const worker = workers.get(role);
        if (worker) worker.postMessage({ kind: 'open', text, script, threads } satisfies ToDesk);
        else start(role);
      }
    },
    ask: (asked, n) => put({ kind: 'ask', id: ++last, asked, n }, roles),
    matters: (asked) => put({ kind: 'matters', id: ++last, asked }, ['quick']),
    stop() {
      for (const worker of workers.values()) worker.terminate();
      workers.clear();
      question = undefined;
      last++;
    },
  };
}
