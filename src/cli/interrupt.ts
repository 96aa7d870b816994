/** Ctrl-C, or a request to end. */
class Interrupted extends Error {
  override name = 'AbortError';
  constructor() {
    super('interrupted');
  }
}

/** Run something that the first SIGINT or SIGTERM aborts; a second one ends the process at once. */
export async function untilInterrupted<T>(go: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted());
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await go(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
