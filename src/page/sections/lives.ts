import type { CompareStrategy } from '../../answers/compare/schema.ts';
import { livesTable } from '../../answers/compare/tables.ts';
import { type Html, html } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';

/** Numbers needed to treat, and shares of patients whose event comes later, together or earlier. */
export function livesBlock(comparisons: Record<string, CompareStrategy>, unit: string): Html {
  if (Object.keys(comparisons).length === 0) return html``;
  const names = new Map(Object.entries(comparisons).map(([name, { title }]) => [name, title]));
  return tableHtml(livesTable(comparisons, unit), { names });
}
