import type { Problem } from '../../language/problem.ts';

/** An error of compilation with its place in the file. */
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
 * Runs an action on a law and places its errors.
 *
 * @param law name of the law
 * @throws PlacedError if the law cannot be tabulated
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
