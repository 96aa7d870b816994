import type { Questions } from '../../estimates/index.ts';
import { always, type Block, type Section } from '../../media/block.ts';
import { onScreen } from '../../media/text/screen.ts';
import { headlineTable } from './headline.ts';
import type { RunStrategy, RunTarget } from './schema.ts';
import {
  incidenceTable,
  observedTable,
  proportionTable,
  stateTable,
  survivalTable,
  timeTable,
} from './tables.ts';
import { missedTable, targetTable, verdictLines } from './targets.ts';

/** The sections of the printed answer of a run; survival and targets have the highest rank. */
export function runSections(
  strategies: Record<string, RunStrategy>,
  questions: Questions,
  unit: string,
): Section[] {
  const entries = Object.entries(strategies);
  const each = entries.map(([name, result]) => sectionsOf(name, result, questions, unit));
  if (each.length === 1) return each[0]!;
  return [
    {
      blocks: each.flatMap((sections) => sections.flatMap(({ blocks }) => blocks)),
      brief: sideBySide(entries, unit),
      name: 'all of each strategy',
    },
  ];
}

/**
 * The whole answer of one strategy: proportions, survival, time in states, targets.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineExecutor, questionsOf, run, strategyTables } from 'sojourn';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const executor = inlineExecutor();
 * const result = await run({
 *   scenario: scenario!,
 *   plans: [plans['usual-care']!],
 *   n: 10_000,
 *   seed: '1',
 *   executor,
 * });
 * const text = strategyTables('usual-care', result.strategies['usual-care']!, questionsOf(scenario!), 'year');
 * console.log(text.split('\n')[0]);
 * // Strategy: usual-care
 * ```
 */
export function strategyTables(
  name: string,
  result: RunStrategy,
  questions: Questions,
  unit: string,
): string {
  return onScreen(sectionsOf(name, result, questions, unit), true);
}

function sectionsOf(name: string, result: RunStrategy, questions: Questions, unit: string): Section[] {
  const { endpoints, caveat, title, targets } = result;
  const hasEndpoints = Object.keys(endpoints).length > 0;
  const section = (rank: number, what: string, ...blocks: Block[]): Section => ({ blocks, rank, name: what });
  return [
    always(
      { heading: `Strategy: ${title === name ? name : `${title} (${name})`}` },
      ...(caveat === undefined ? [] : [{ paragraph: `Caveat: ${caveat.trim()}` }]),
    ),
    section(hasEndpoints ? 3 : 1, 'proportions', { table: proportionTable(result) }),
    {
      ...section(
        1,
        'subgroups',
        { table: survivalTable(result, questions, unit) },
        { table: timeTable(result, unit) },
      ),
      brief: [{ table: headlineTable('endpoint', Object.entries(endpoints), unit) }],
    },
    section(5, 'incidence by cause', { table: incidenceTable(result, questions, unit) }),
    section(4, 'states', { table: stateTable(result, questions, unit) }),
    section(6, 'survival under follow-up', { table: observedTable(result, questions, unit) }),
    {
      ...section(2, 'each target', { table: targetTable(targets, unit) }),
      brief: targetsInBrief(targets),
    },
  ];
}

/**
 * How many targets lie inside their intervals, and a table of those that do not. @param whose printed before the line
 */
function targetsInBrief(targets: readonly RunTarget[], whose = ''): Block[] {
  if (targets.length === 0) return [];
  return [
    { paragraph: `${whose}Targets: ${verdictLines(targets).join('\n')}` },
    { table: missedTable(targets) },
  ];
}

/** A brief answer for several strategies: their first endpoint, and targets outside their intervals. */
function sideBySide(entries: readonly [string, RunStrategy][], unit: string): Block[] {
  const [endpoint] = Object.entries(entries[0]![1].endpoints);
  const cautioned = entries.filter(([, { caveat }]) => caveat !== undefined).map(([name]) => name);
  const rows = endpoint
    ? entries.map(
        ([name, { endpoints }]) => [name, endpoints[endpoint[0]]!] as [string, (typeof endpoint)[1]],
      )
    : [];
  return [
    { table: headlineTable('strategy', rows, unit, endpoint?.[1].title) },
    ...(cautioned.length === 0 ? [] : [{ paragraph: `With a caveat: ${cautioned.join(', ')}.` }]),
    ...entries.flatMap(([name, { targets }]) => targetsInBrief(targets, `${name}. `)),
  ];
}
