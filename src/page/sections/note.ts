import { type Html, html } from '../html.ts';

/** A note that is not to be overlooked: a caveat, a warning. */
export function noteBlock(title: string, text: string): Html {
  return html`<aside class="note" aria-label="${title}"><p><strong>${title}</strong></p><p><bdi>${text.trim()}</bdi></p></aside>`;
}
