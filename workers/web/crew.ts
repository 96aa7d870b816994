import type { Counts } from '../../src/kernel/engine.ts';
import type { Chunk } from '../../src/plan.ts';
import type { Job } from '../../src/run/executor.ts';
import type { WebReply, WebTask, WebThread } from './wire.ts';

/** Jobs that a worker keeps: as many as it keeps engines. */
const KEPT = 4;

/** Workers that are started and ended together; each does one task after the other. */
export interface Crew {
  /** The reply of the next free worker; never rejects. A worker that crashes is replaced. */
  ask(job: Job, chunk: Chunk, room: Counts | undefined): Promise<WebReply>;
  /** Ends all workers at once; resolves when they are gone. */
  dismiss(): Promise<void>;
  isDismissed(): boolean;
}

interface Member {
  thread: WebThread;
  /** the graphs whose jobs the worker has, the least recently used first */
  graphs: string[];
  answer: ((reply: WebReply) => void) | undefined;
}

const DISMISSED: WebReply = { error: 'the workers were dismissed' };

export function webCrew(threads: number, start: () => WebThread): Crew {
  const members = new Set<Member>();
  const idle: Member[] = [];
  const waiting: ((member: Member | undefined) => void)[] = [];
  let isDismissed = false;

  function free(member: Member): void {
    const next = waiting.shift();
    if (next) next(member);
    else idle.push(member);
  }

  function enlist(): Member {
    const member: Member = { thread: start(), graphs: [], answer: undefined };
    const { thread } = member;
    thread.onmessage = ({ data }) => {
      const { answer } = member;
      member.answer = undefined;
      answer?.(data);
      free(member);
    };
    thread.onerror = ({ message }) => {
      if (!members.delete(member)) return;
      void thread.terminate();
      if (idle.includes(member)) idle.splice(idle.indexOf(member), 1);
      member.answer?.({ error: message ?? 'the worker crashed' });
      // whoever waits gets the worker that replaces it
      const next = waiting.shift();
      if (next) next(enlist());
    };
    members.add(member);
    return member;
  }

  async function member(): Promise<Member | undefined> {
    if (isDismissed) return undefined;
    const ready = idle.pop();
    if (ready) return ready;
    if (members.size < threads) return enlist();
    return new Promise((resolve) => waiting.push(resolve));
  }

  return {
    async ask(job, chunk, room) {
      const found = await member();
      if (!found || isDismissed) return DISMISSED;
      return new Promise((answer) => {
        found.answer = answer;
        found.thread.postMessage(taskFor(found, job, chunk, room));
      });
    },
    async dismiss() {
      isDismissed = true;
      const all = [...members];
      members.clear();
      for (const next of waiting.splice(0)) next(undefined);
      for (const { answer } of all) answer?.(DISMISSED);
      await Promise.all(all.map(({ thread }) => thread.terminate()));
    },
    isDismissed: () => isDismissed,
  };
}

/** Sends the job only once to each worker. */
function taskFor(member: Member, job: Job, chunk: Chunk, room: Counts | undefined): WebTask {
  const id = `${job.graphId} ${job.engine} ${job.generator} ${job.keys.join(' ')}`;
  const isKnown = member.graphs.includes(id);
  member.graphs = [...member.graphs.filter((one) => one !== id), id];
  const forget = member.graphs.splice(0, Math.max(0, member.graphs.length - KEPT));
  return { graphId: id, chunk, forget, ...(isKnown ? {} : { job }), ...(room && { room }) };
}
