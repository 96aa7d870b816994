/** An error that the user can correct: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Exit codes: 0 done, 1 failed, 2 invalid input, 130 interrupted. */
export const FAILED = 1;
export const MISUSED = 2;
export const INTERRUPTED = 130;
