import type { Problem } from '../problem.ts';

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
