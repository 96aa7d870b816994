import { type Html, html, type Value } from '../../media/html/html.ts';
import { type Entry, kindOf, type Source } from '../../scenario/ledger.ts';

/** The sources of a page by name, numbered in the order of their first citation. */
export type References = ReadonlyMap<string, { number: number; source: Source }>;

export function referencesOf(entries: readonly Entry[]): References {
  const references = new Map<string, { number: number; source: Source }>();
  for (const { source } of entries)
    if (source && !references.has(source.name))
      references.set(source.name, { number: references.size + 1, source });
  return references;
}

/** A citation with a link to the publication. */
export function citation({ cite, doi, url }: Source): Html {
  const at = doi === undefined ? url : `https://doi.org/${doi}`;
  // only web addresses become links
  const link = at !== undefined && /^https?:\/\//.test(at) && html` <a href="${at}">${doi ?? at}</a>`;
  return html`<bdi>${cite.trim()}</bdi>${link}`;
}

/** The basis of a number in short: `evidence [2], Table 5`. */
export function restsOn(entry: Entry, references: References): Html {
  const found = entry.source && references.get(entry.source.name);
  const mark = found && html` <a href="#source-${found.number}">[${found.number}]</a>`;
  const where: Value = entry.where !== undefined && html`, <bdi>${entry.where.trim()}</bdi>`;
  return html`${kindOf(entry)}${mark}${where}`;
}

/** All sources with their caveats. */
export function referencesBlock(references: References): Html {
  if (references.size === 0) return html``;
  const entries = [...references.values()].map(({ number, source }) => {
    const { n, note, caveat } = source;
    const more: [string, string | undefined][] = [
      ['n = ', n === undefined ? undefined : String(n)],
      ['', note],
      ['Caveat: ', caveat],
    ];
    const told = more.flatMap(([word, text]) =>
      text === undefined ? [] : html` <span class="soft">${word}<bdi>${text.trim()}</bdi>.</span>`,
    );
    return html`<li id="source-${number}">${citation(source)}${told}</li>\n`;
  });
  return html`<h3>References</h3>
<ol class="sources">${entries}</ol>`;
}
