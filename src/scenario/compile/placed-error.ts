import type { Problem } from '../../language/problem.ts';

/** What cannot be compiled, and where in the file it stands. */
export class PlacedError extends RangeError {
  override name = 'PlacedError';
  constructor(
    readonly path: Problem['path'],
    message: string,
  ) {
    super(message);
  }
}

/**
 * Do something with a law.
 *
 * @param law its name
 * @throws PlacedError where the law cannot be brought into a table
 */
export function drawn<T>(law: string, path: Problem['path'], act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RangeError) || error instanceof PlacedError) throw error;
    const message = `${law} cannot be drawn with these numbers: ${error.message}; choose less extreme ones`;
    throw new PlacedError(path, message);
  }
}
