import { namesInstead } from '../language/names.ts';
import { UsageError } from './errors.ts';

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
