import { EndlessModelError } from '../../src/kernel/endless.ts';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Job } from '../../src/run/executor.ts';
import { engineKeeper } from '../../src/run/inline.ts';
import type { WebReply, WebScope, WebTask } from './wire.ts';

/** Answers tasks in a Web Worker: the worker's end of `webExecutor`. */
export function serveChunks(scope: WebScope): void {
  const engineOf = engineKeeper();
  const jobs = new Map<string, Job>();

  function work({ graphId, job, forget, chunk, room }: WebTask): WebReply {
    for (const id of forget) jobs.delete(id);
    if (job) jobs.set(graphId, job);
    const known = jobs.get(graphId)!;
    try {
      return { counts: engineOf(known).run(known.keys, chunk.first, chunk.count, room) };
    } catch (error) {
      if (error instanceof EndlessModelError) return { endless: error.states };
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  scope.onmessage = ({ data }) => {
    const reply = work(data);
    if (!('counts' in reply)) scope.postMessage(reply, { transfer: [] });
    else if (data.room) scope.postMessage({}, { transfer: [] });
    else scope.postMessage(reply, { transfer: buffersOf(reply.counts!) });
  };
}

function buffersOf({ tracks, counters, outcomes = [] }: Counts): ArrayBuffer[] {
  return [tracks, counters, ...outcomes].map(({ buffer }) => buffer as ArrayBuffer);
}
