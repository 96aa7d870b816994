import { setImmediate, setTimeout } from 'node:timers/promises';

/** The abort reason after SIGINT or SIGTERM. */
class Interrupted extends Error {
  override name = 'AbortError';
  constructor() {
    super('interrupted');
  }
}

/**
 * Runs work that the first SIGINT or SIGTERM aborts; a second one ends the process at once.
 *
 * Node reports a signal only when its event loop turns. So use this only for work that lets the loop turn every few
 * hundred milliseconds, not for reading, compiling or formulas. Outside of it a signal ends the process at once, as
 * usual; a shell reports 130 in both cases. A signal in the last moments of the work is still noticed.
 *
 * @throws what `go` throws; an AbortError after a signal
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
    // signals wait in a pipe until the event loop reads it
    await setTimeout(1);
    await setImmediate();
    controller.signal.throwIfAborted();
    return done;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
