import { namesInstead } from '../language/names.ts';
import { UsageError } from './errors.ts';

/** `choose a or b`; of more than three, `choose one of: a, b, c, d` */
export function oneOf(names: readonly string[]): string {
  if (names.length > 3) return `choose one of: ${names.join(', ')}`;
  return `choose ${names.join(', ').replace(/, ([^,]+)$/, ' or $1')}`;
}

/**
 * Checks names that a user chose, and removes repeated ones.
 *
 * @param option as the user wrote it, such as --strategy
 * @param known all existing names
 * @throws UsageError for an unknown name, with a similar name or a list
 */
export function chosen(option: string, names: readonly string[], known: readonly string[]): string[] {
  for (const name of names) {
    if (!known.includes(name))
      throw new UsageError(`${option} ${name} is not in the scenario${namesInstead(name, known)}`);
  }
  return [...new Set(names)];
}
