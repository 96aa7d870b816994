import type { ComparisonEntry } from '../../answers/compare/comparison.ts';
import { type Html, html, type Value } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { figure, percent, plain, standardError } from '../../media/numbers.ts';

/** How many patients do better, as well, or worse, and how many are treated for one event less. */
export function livesBlock(comparisons: Record<string, ComparisonEntry>): Html {
  const entries = Object.values(comparisons);
  const [first] = entries;
  if (!first) return html``;
  const share = (found: { value: number; mcse: number } | undefined): Value =>
    found === undefined
      ? '-'
      : html`${exactly(found.value, percent(found.value, found.mcse))} <small class="soft">${standardError(found.mcse, 100)}</small>`;
  return html`<p>Of the same patients with the same luck: whose event (${first.endpointTitle}) comes later under the strategy, at the same time, or earlier, in percent; and how many patients are treated for one event less by a time (below 0: one more). Small: MCSE. A dash: the difference is below four of its standard errors, or the endpoint censors.</p>
${tableBlock({
  columns: [
    { heading: 'strategy', isWord: true },
    { heading: 'later' },
    { heading: 'same' },
    { heading: 'earlier' },
    ...first.survival.map(({ at }) => ({ heading: `NNT by ${plain(at)}` })),
  ],
  rows: entries.map(({ title, lives, survival }) => [
    title,
    share(lives?.longer),
    share(lives?.same),
    share(lives?.shorter),
    ...survival.map(({ numberNeededToTreat: needed }) =>
      needed === null
        ? '-'
        : html`${exactly(needed.value, figure(needed.value, needed.mcse))} <small class="soft">${standardError(needed.mcse)}</small>`,
    ),
  ]),
})}`;
}
