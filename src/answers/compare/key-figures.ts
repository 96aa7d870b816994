import { plain } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { differenceCell, ratioCell } from './cells.ts';
import type { CompareStrategy } from './schema.ts';

/**
 * The main results of a comparison for each strategy: the difference in survival at the last landmark, and the hazard
 * ratio.
 */
export function compareKeyFigures(comparisons: Record<string, CompareStrategy>, unit: string): Table {
  const all = Object.entries(comparisons);
  const first = all[0]?.[1];
  const last = first?.survival.at(-1);
  return {
    name: 'key-figures',
    title: `${first?.endpointTitle}: strategy less, or over, the reference`,
    columns: [
      { key: 'strategy', heading: 'strategy', isWord: true },
      ...(last
        ? [
            {
              key: `difference_${plain(last.at)}`,
              heading: `difference at ${plain(last.at)} ${unit}s, percentage points`,
              error: 'MCSE' as const,
            },
          ]
        : []),
      { key: 'hazard_ratio', heading: 'hazard ratio', error: 'MCSE' },
    ],
    rows: all.map(([name, { title, survival, hazardRatio }]) => ({
      key: name,
      cells: [
        title,
        ...survival.slice(-1).map((one) => differenceCell(one, 'percent')),
        ratioCell(hazardRatio),
      ],
    })),
  };
}
