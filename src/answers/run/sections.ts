import type { EndpointEstimate, Questions } from '../../estimates/index.ts';
import { percent, plain, standardError } from '../../media/numbers.ts';
import { always, onScreen, type Section } from '../../media/text/screen.ts';
import { MCSE, table } from '../../media/text/table.ts';
import type { StrategyResult } from '../../run/run.ts';
import {
  incidenceTable,
  observedTable,
  proportionTable,
  stateTable,
  survivalTable,
  timeCells,
  timeColumns,
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
      text: each
        .flatMap((sections) => sections.map(({ text }) => text).filter((text) => text !== ''))
        .join('\n\n'),
      brief: sideBySide(strategies, questions, unit),
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
  const heading = underlined(`Strategy: ${title === name ? name : `${title} (${name})`}`);
  const start = caveat === undefined ? heading : `${heading}\n\nCaveat: ${caveat.trim()}`;
  const hasEndpoints = Object.keys(endpoints).length > 0;
  return [
    always(start),
    { text: proportionTable(result), rank: hasEndpoints ? 3 : 1, name: 'proportions' },
    {
      text: joined(survivalTable(result, questions, unit), timeTable(result, unit)),
      brief: headline(
        `Survival in percent, median and restricted mean survival time in ${unit}s`,
        'endpoint',
        Object.entries(endpoints),
        questions,
      ),
      rank: 1,
      name: 'subgroups',
    },
    { text: incidenceTable(result, questions, unit), rank: 5, name: 'incidence by cause' },
    { text: stateTable(result, questions, unit), rank: 4, name: 'states' },
    { text: observedTable(result, questions, unit), rank: 6, name: 'survival as follow-up shows it' },
    { text: targetTable(targets), brief: targetsInBrief(targets), rank: 2, name: 'each target' },
  ];
}

function underlined(text: string): string {
  return `${text}\n${'='.repeat(Math.min(100, [...text].length))}`;
}

/** Of several strategies: the first endpoint of each, and what misses. */
function sideBySide(strategies: Record<string, StrategyResult>, questions: Questions, unit: string): string {
  const entries = Object.entries(strategies);
  const [[, first]] = entries as [[string, StrategyResult]];
  const [endpoint] = Object.keys(first.endpoints);
  const figures =
    endpoint === undefined
      ? ''
      : headline(
          `${first.endpoints[endpoint]!.title}: survival in percent, median and restricted mean survival time in ${unit}s`,
          'strategy',
          entries.map(([name, { endpoints }]) => [name, endpoints[endpoint]!]),
          questions,
        );
  const cautioned = entries.filter(([, { caveat }]) => caveat !== undefined).map(([name]) => name);
  return joined(
    figures,
    cautioned.length === 0 ? '' : `With a caveat: ${cautioned.join(', ')}.`,
    ...entries.map(([name, { targets }]) => {
      const brief = targetsInBrief(targets);
      return brief === '' ? '' : `${name}. ${brief}`;
    }),
  );
}

/** Figures of everybody, a row for each endpoint or strategy. */
function headline(
  title: string,
  heading: string,
  rows: readonly [string, EndpointEstimate][],
  { at }: Questions,
): string {
  const [first] = rows;
  if (!first) return '';
  return `${title}\n\n${table(
    [
      { heading, align: 'left' },
      ...at.flatMap((time) => [{ heading: `% at ${plain(time)}` }, MCSE]),
      ...timeColumns(first[1]),
    ],
    rows.map(([name, found]) => [
      name,
      ...found.survival.flatMap(({ value, mcse }) => [percent(value, mcse), standardError(mcse, 100)]),
      ...timeCells(found),
    ]),
  )}`;
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
