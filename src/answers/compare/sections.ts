import type { Block, Section } from '../../media/block.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { CompareQuestions } from '../../study/compare/index.ts';
import type { NamedComparison } from './endpoint-tables.ts';
import { briefTable, differenceTables, otherTable } from './endpoint-tables.ts';
import type { CompareStrategy } from './schema.ts';
import { livesTable, proportionTable, sizeTable } from './tables.ts';

/** Up to this many strategies, numbers needed to treat are always shown, and proportions if there is room. */
const MOST_STRATEGIES = 3;

/** The whole printed answer. */
export function comparisonTables(
  comparisons: Record<string, CompareStrategy>,
  reference: string,
  questions: CompareQuestions,
  unit: string,
): string {
  return onScreen(comparisonSections(comparisons, reference, questions, unit), true);
}

/**
 * The sections of the printed answer: tables for the first endpoint, one for the other endpoints, proportions,
 * subgroups, caveats.
 */
export function comparisonSections(
  comparisons: Record<string, CompareStrategy>,
  reference: string,
  questions: CompareQuestions,
  unit: string,
): Section[] {
  const entries = Object.entries(comparisons);
  const [, first] = entries[0]!;
  const { endpoint, endpointTitle } = first;
  const others = Object.keys(first.endpoints);
  const about = {
    endpoint: endpointTitle === endpoint ? endpoint : `${endpointTitle} (${endpoint})`,
    reference,
    unit,
  };
  const tables = (...all: ReturnType<typeof briefTable>[]): Block[] => all.map((table) => ({ table }));
  const subgroups = Object.keys(first.subgroups).map((name): Section => {
    const rows = (of: string): NamedComparison[] =>
      entries.map(([strategy, comparison]) => [strategy, comparison.subgroups[name]!.endpoints[of]!]);
    const sizes = entries.map(
      ([strategy, comparison]): [string, (typeof comparison.subgroups)[string]['patients']] => [
        strategy,
        comparison.subgroups[name]!.patients,
      ],
    );
    const start: Block[] = [
      { heading: `Among: ${first.subgroups[name]!.title} (${name})` },
      { table: sizeTable(sizes, reference) },
    ];
    return {
      blocks: [
        ...start,
        ...tables(...differenceTables(rows(endpoint), about), otherTable(others, rows, questions, unit)),
      ],
      brief: [...start, ...tables(briefTable(rows(endpoint), about))],
      rank: 2,
      name: `all among ${name}`,
    };
  });
  return [
    {
      blocks: tables(...differenceTables(entries, about)),
      brief: tables(briefTable(entries, about)),
      rank: 1,
      name: 'medians and ratios by period',
    },
    {
      blocks: tables(livesTable(comparisons, unit)),
      brief: entries.length <= MOST_STRATEGIES ? tables(livesTable(comparisons, unit, true)) : [],
      rank: 3,
      name: 'numbers needed to treat at every landmark',
    },
    {
      blocks: tables(
        otherTable(
          others,
          (of) => entries.map(([strategy, { endpoints }]) => [strategy, endpoints[of]!]),
          questions,
          unit,
        ),
      ),
      rank: 4,
      name: 'other endpoints',
    },
    {
      blocks: entries.length <= MOST_STRATEGIES ? proportions(entries) : [],
      rank: 5,
      name: 'proportions that differ',
    },
    ...subgroups,
    { blocks: [caveats(entries)], brief: caveatsInBrief(entries), rank: 2, name: 'caveats' },
  ];
}

function proportions(entries: readonly [string, CompareStrategy][]): Block[] {
  const table = proportionTable(entries);
  return table.rows.length > 0
    ? [{ table }]
    : [{ paragraph: 'No proportion differs by more than four standard errors.' }];
}

/** Each caveat once, with all strategies that have it. */
function caveats(entries: readonly [string, CompareStrategy][]): Block {
  const byText = new Map<string, string[]>();
  for (const [name, { caveat }] of entries)
    if (caveat !== undefined) byText.set(caveat.trim(), [...(byText.get(caveat.trim()) ?? []), name]);
  return { title: 'Caveats', list: [...byText].map(([text, names]) => `${names.join(', ')}: ${text}`) };
}

function caveatsInBrief(entries: readonly [string, CompareStrategy][]): Block[] {
  const withCaveat = entries.filter(([, { caveat }]) => caveat !== undefined).map(([name]) => name);
  return withCaveat.length === 0 ? [] : [{ paragraph: `With a caveat: ${withCaveat.join(', ')}.` }];
}
