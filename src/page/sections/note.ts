import { type Html, html } from '../html.ts';

/** What is not to be overlooked: the caveats of strategies, one caveat for all that share it. */
export function caveatsBlock(strategies: readonly { title: string; caveat?: string }[]): Html {
  const byText = new Map<string, string[]>();
  for (const { title, caveat } of strategies) {
    if (caveat === undefined) continue;
    const text = caveat.trim();
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  if (byText.size === 0) return html``;
  return html`<aside class="note" aria-label="Caveats"><p><strong>${byText.size === 1 ? 'Caveat' : 'Caveats'}</strong></p>
${[...byText].map(([text, titles]) => html`<p><bdi>${titles.join('; ')}</bdi>: <bdi>${text}</bdi></p>\n`)}</aside>`;
}
