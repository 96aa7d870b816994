/** What the user can mend: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Exit codes: 0 done, 1 failed on the way, 2 the user's input, 130 interrupted. */
export const FAILED = 1;
export const MISUSED = 2;
export const INTERRUPTED = 130;
