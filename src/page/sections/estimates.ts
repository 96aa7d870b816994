import { headlineTable } from '../../answers/run/headline.ts';
import type { RunStrategy } from '../../answers/run/schema.ts';
import { type Html, html } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';

/**
 * Survival, medians and restricted means of all patients: one table for one strategy, else a table for each endpoint.
 */
export function estimatesBlock(strategies: Record<string, RunStrategy>, unit: string): Html {
  const entries = Object.entries(strategies);
  const endpoints = Object.entries(entries[0]?.[1].endpoints ?? {});
  if (entries.length === 1)
    return tableHtml(headlineTable('endpoint', endpoints, unit), { names: titlesOf(endpoints) });
  const names = titlesOf(entries);
  return html`${endpoints.map(([endpoint, { title }]) =>
    tableHtml(
      headlineTable(
        'strategy',
        entries.map(([name, result]) => [name, result.endpoints[endpoint]!]),
        unit,
        title,
      ),
      { names },
    ),
  )}`;
}

function titlesOf(entries: readonly [name: string, { title: string }][]): Map<string, string> {
  return new Map(entries.map(([name, { title }]) => [name, title]));
}
