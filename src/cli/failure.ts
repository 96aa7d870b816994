import { EndlessModelError } from '../kernel/endless.ts';
import { ChunkError } from '../run/executor.ts';
import { PrecisionError } from '../run/run.ts';
import { FAILED, INTERRUPTED, MISUSED, UsageError } from './errors.ts';

/** How the program ends where something was thrown: a message for people, never a stack, and the exit code. */
export function failureOf(error: unknown): { message: string; code: number } {
  // a model that never ends is the scenario's to mend, as are too many patients for the precision asked
  const cause = error instanceof ChunkError ? error.cause : error;
  if (cause instanceof UsageError || cause instanceof EndlessModelError || cause instanceof PrecisionError)
    return { message: cause.message, code: MISUSED };
  const isInterrupted = error instanceof Error && error.name === 'AbortError';
  const message = error instanceof Error ? error.message : String(error);
  return { message: `sojourn: ${message}`, code: isInterrupted ? INTERRUPTED : FAILED };
}
