import { setImmediate, setTimeout } from 'node:timers/promises';

/** Ctrl-C, or a request to end. */
class Interrupted extends Error {
  override name = 'AbortError';
  constructor() {
    super('interrupted');
  }
}

/**
 * Run something that the first SIGINT or SIGTERM aborts; a second one ends the process at once.
 *
 * Node tells of a signal only when its event loop turns, so only work that lets it turn every few hundred milliseconds
 * belongs in here, never reading, compiling or formulas. While nothing is run in here a signal ends the process at once,
 * as the system has it: a shell reports 130 either way. One that came in the last moments is heard before this ends.
 *
 * @throws what `go` throws; an AbortError where a signal came
 */
export async function untilInterrupted<T>(go: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted());
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const done = await go(controller.signal);
    // signals wait in a pipe until the loop looks at it
    await setTimeout(1);
    await setImmediate();
    controller.signal.throwIfAborted();
    return done;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
