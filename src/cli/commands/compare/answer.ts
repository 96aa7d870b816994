import { comparisonsCsv } from '../../../answers/compare/rows.ts';
import type { CompareAnswer } from '../../../answers/compare/schema.ts';
import { jsonParts } from '../../../media/json.ts';
import type { Files } from '../../output.ts';

export const outNames = ['comparison.json', 'comparisons.csv'] as const;

export function outFiles(answer: CompareAnswer): Files {
  const files: Record<(typeof outNames)[number], Files[string]> = {
    'comparison.json': jsonParts(answer, 2),
    'comparisons.csv': comparisonsCsv(answer),
  };
  return files;
}
