import { type Html, html } from '../../media/html/html.ts';

/** The caveats of strategies, each once with all strategies that share it. */
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

/** Notes on the numbers, one sentence each. */
export function notesBlock(notes: readonly string[]): Html {
  if (notes.length === 0) return html``;
  return html`<aside class="note" aria-label="Notes"><p><strong>${notes.length === 1 ? 'Note' : 'Notes'}</strong></p>
${notes.map((note) => html`<p><bdi>${note}</bdi></p>\n`)}</aside>`;
}
