import { didYouMean } from '../language/nearest.ts';
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
    if (!known.includes(name)) {
      const list = known.length === 0 ? '; it has none' : `; it has ${known.join(', ')}`;
      throw new UsageError(`${option} ${name} is not in the scenario${didYouMean(name, known) || list}`);
    }
  }
  return [...new Set(names)];
}
