import type { Scenario } from '../../scenario/schema/index.ts';
import type { CompareResult } from '../../study/compare/index.ts';
import type { CompareStrategy } from './schema.ts';

/** Strategies with their titles and caveats. */
export function entriesOf(
  { comparisons }: Pick<CompareResult, 'comparisons'>,
  { strategies }: Scenario,
): Record<string, CompareStrategy> {
  return Object.fromEntries(
    Object.entries(comparisons).map(([name, comparison]) => [
      name,
      { ...comparison, title: strategies[name]?.title ?? name, caveat: strategies[name]?.caveat },
    ]),
  );
}
