import type { ComparisonEntry } from '../../answers/compare/comparison.ts';
import { medianError } from '../../answers/run/median.ts';
import type { EndpointEstimate } from '../../estimates/endpoint.ts';
import { type Html, html, type Value } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { figure, percent, plain, standardError } from '../../media/numbers.ts';
import type { StrategyResult } from '../../run/run.ts';
import { signed } from '../words.ts';

/** More strategies than these would be no short band: the tables below have the others. */
const MOST_STRATEGIES = 5;

/** One headline number: what it is, and the number with its error, as a cell shows it. */
interface Key {
  heading: string;
  value: Value;
}

/**
 * What a run found, in a line or two: survival of the first endpoint at its landmarks, its median, and how many
 * simulated figures lie within the published interval; all with their Monte Carlo standard errors.
 */
export function runKeys(strategies: Record<string, StrategyResult>, unit: string): Html {
  return band(
    Object.values(strategies).map((strategy) => {
      const [endpoint] = Object.values(strategy.endpoints);
      return { title: strategy.title, keys: [...survivalKeys(endpoint, unit), ...targetKeys(strategy)] };
    }),
    Object.values(Object.values(strategies)[0]?.endpoints ?? {})[0]?.title ?? '',
  );
}

/** What a comparison found of each strategy: the difference in survival at the last landmark, and the hazard ratio. */
export function compareKeys(
  comparisons: Record<string, ComparisonEntry>,
  { title, unit }: { title: string; unit: string },
): Html {
  return band(
    Object.values(comparisons).map(({ title: own, survival, hazardRatio }) => ({
      title: own,
      keys: [
        ...survival.slice(-1).map(({ at, difference, mcse }) => ({
          heading: `difference at ${plain(at)} ${unit}s, percentage points`,
          value: withError(difference, signed(percent(difference, mcse)), standardError(mcse, 100)),
        })),
        {
          heading: 'hazard ratio',
          value: withError(
            hazardRatio.value,
            figure(hazardRatio.value, hazardRatio.mcse),
            standardError(hazardRatio.mcse),
          ),
        },
      ],
    })),
    `${title}: strategy less, or over, the reference`,
  );
}

function survivalKeys(endpoint: EndpointEstimate | undefined, unit: string): Key[] {
  if (!endpoint) return [];
  const median = endpoint.quantiles.find(({ p }) => p === 0.5);
  return [
    ...endpoint.survival.map(({ at, value, mcse }) => ({
      heading: `at ${plain(at)} ${unit}s`,
      value: withError(value, `${percent(value, mcse)}%`, standardError(mcse, 100)),
    })),
    ...(median ? [{ heading: `median, ${unit}s`, value: medianOf(median) }] : []),
  ];
}

function medianOf(median: EndpointEstimate['quantiles'][number]): Value {
  if (median.value === null) return 'not reached';
  const error = medianError(median);
  return withError(median.value, figure(median.value, error), standardError(error));
}

function targetKeys({ targets }: StrategyResult): Key[] {
  const judged = targets.filter(({ inside }) => inside !== null);
  if (judged.length === 0) return [];
  const inside = judged.filter((target) => target.inside).length;
  return [{ heading: 'within published intervals', value: `${inside} of ${judged.length}` }];
}

function withError(value: number | null, shown: string, error: string): Value {
  return value === null ? '-' : html`${exactly(value, shown)} <small class="soft">${error}</small>`;
}

/** Of one strategy a row of numbers under their names, of several a table. */
function band(rows: readonly { title: string; keys: readonly Key[] }[], title: string): Html {
  const [first] = rows;
  if (!first || first.keys.length === 0) return html``;
  const caption = `${title}; small: Monte Carlo standard error`;
  if (rows.length === 1)
    return html`<section class="keys" aria-label="Key figures"><p class="soft small"><bdi>${caption}</bdi></p>
<dl>${first.keys.map(({ heading, value }) => html`<div><dt>${heading}</dt><dd>${value}</dd></div>`)}</dl></section>`;
  const headings = [...new Set(rows.flatMap(({ keys }) => keys.map(({ heading }) => heading)))];
  const shown = rows.slice(0, MOST_STRATEGIES);
  const left = rows.length - shown.length;
  return html`<section class="keys" aria-label="Key figures">${tableBlock({
    caption,
    columns: [{ heading: 'strategy', isWord: true }, ...headings.map((heading) => ({ heading }))],
    rows: shown.map(({ title: own, keys }) => [
      own,
      ...headings.map((heading) => keys.find((key) => key.heading === heading)?.value ?? '-'),
    ]),
  })}${left > 0 && html`<p class="soft small">${left} more ${left === 1 ? 'strategy stands' : 'strategies stand'} below.</p>`}</section>`;
}
