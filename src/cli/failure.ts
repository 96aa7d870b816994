import { EndlessModelError } from '../kernel/endless.ts';
import { ChunkError } from '../run/executor.ts';
import { PrecisionError } from '../run/run.ts';
import { FAILED, INTERRUPTED, MISUSED, UsageError } from './errors.ts';

/** Ends the program after an error: prints a message without a stack, and sets the exit code. */
export function failureOf(error: unknown): { message: string; code: number } {
  // the user can correct a model that never ends and a precision that needs too many patients
  const cause = error instanceof ChunkError ? error.cause : error;
  if (cause instanceof UsageError || cause instanceof EndlessModelError || cause instanceof PrecisionError)
    return { message: cause.message, code: MISUSED };
  const isInterrupted = error instanceof Error && error.name === 'AbortError';
  const message = error instanceof Error ? error.message : String(error);
  return { message: `sojourn: ${message}`, code: isInterrupted ? INTERRUPTED : FAILED };
}
