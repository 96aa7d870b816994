import type { Questions } from '../../estimates/index.ts';
import { always, type Block, type Section } from '../../media/block.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { StrategyResult } from '../../run/run.ts';
import { headlineTable } from './headline.ts';
import {
  incidenceTable,
  observedTable,
  proportionTable,
  stateTable,
  survivalTable,
  timeTable,
} from './tables.ts';
import { targetsInBrief, targetTable } from './targets.ts';

/** The printed answer of a run, by its parts: survival and targets have room first. */
export function runSections(
  strategies: Record<string, StrategyResult>,
  questions: Questions,
  unit: string,
): Section[] {
  const entries = Object.entries(strategies);
  const each = entries.map(([name, result]) => sectionsOf(name, result, questions, unit));
  if (each.length === 1) return each[0]!;
  return [
    {
      blocks: each.flatMap((sections) => sections.flatMap(({ blocks }) => blocks)),
      brief: sideBySide(strategies, unit),
      name: 'all of each strategy',
    },
  ];
}

/** The whole answer of one strategy: proportions, survival, time in states, targets. */
export function strategyTables(
  name: string,
  result: StrategyResult,
  questions: Questions,
  unit: string,
): string {
  return onScreen(sectionsOf(name, result, questions, unit), true);
}

function sectionsOf(name: string, result: StrategyResult, questions: Questions, unit: string): Section[] {
  const { endpoints, caveat, title, targets } = result;
  const hasEndpoints = Object.keys(endpoints).length > 0;
  return [
    always(
      { heading: `Strategy: ${title === name ? name : `${title} (${name})`}` },
      ...(caveat === undefined ? [] : [{ paragraph: `Caveat: ${caveat.trim()}` }]),
    ),
    { blocks: [{ drawing: proportionTable(result) }], rank: hasEndpoints ? 3 : 1, name: 'proportions' },
    {
      blocks: [{ drawing: survivalTable(result, questions, unit) }, { drawing: timeTable(result, unit) }],
      brief: [{ table: headlineTable('endpoint', Object.entries(endpoints), unit) }],
      rank: 1,
      name: 'subgroups',
    },
    { blocks: [{ drawing: incidenceTable(result, questions, unit) }], rank: 5, name: 'incidence by cause' },
    { blocks: [{ drawing: stateTable(result, questions, unit) }], rank: 4, name: 'states' },
    {
      blocks: [{ drawing: observedTable(result, questions, unit) }],
      rank: 6,
      name: 'survival as follow-up shows it',
    },
    {
      blocks: [{ drawing: targetTable(targets) }],
      brief: [{ drawing: targetsInBrief(targets) }],
      rank: 2,
      name: 'each target',
    },
  ];
}

/** Of several strategies: the first endpoint of each, and what misses. */
function sideBySide(strategies: Record<string, StrategyResult>, unit: string): Block[] {
  const entries = Object.entries(strategies);
  const [[, first]] = entries as [[string, StrategyResult]];
  const [endpoint] = Object.keys(first.endpoints);
  const cautioned = entries.filter(([, { caveat }]) => caveat !== undefined).map(([name]) => name);
  return [
    ...(endpoint === undefined
      ? []
      : [
          {
            table: headlineTable(
              'strategy',
              entries.map(([name, { endpoints }]) => [name, endpoints[endpoint]!]),
              unit,
              first.endpoints[endpoint]!.title,
            ),
          },
        ]),
    ...(cautioned.length === 0 ? [] : [{ paragraph: `With a caveat: ${cautioned.join(', ')}.` }]),
    ...entries.map(([name, { targets }]) => {
      const brief = targetsInBrief(targets);
      return { drawing: brief === '' ? '' : `${name}. ${brief}` };
    }),
  ];
}
