import { namesInstead } from '../language/names.ts';
import { UsageError } from './errors.ts';

/** `choose a or b`; of more than three, `choose one of: a, b, c, d` */
export function oneOf(names: readonly string[]): string {
  if (names.length > 3) return `choose one of: ${names.join(', ')}`;
  return `choose ${names.join(', ').replace(/, ([^,]+)$/, ' or $1')}`;
}

/**
 * Names that a user chose, each once.
 *
 * @param option as it was written, such as --strategy
 * @param known those there are
 * @throws UsageError for one that is not there, with a near name or a list
 */
export function chosen(option: string, names: readonly string[], known: readonly string[]): string[] {
  for (const name of names) {
    if (!known.includes(name))
      throw new UsageError(`${option} ${name} is not in the scenario${namesInstead(name, known)}`);
  }
  return [...new Set(names)];
}
