import type { PosteriorSource } from '../../answers/psa/schema.ts';
import { type Html, html } from '../../media/html/html.ts';
import { whole } from '../../media/numbers.ts';

/** The posterior file among the entries of what reproduces an answer; nothing if there is none. */
export function posteriorEntry(posterior: PosteriorSource): Html {
  return posterior
    ? html`<dt>posterior</dt><dd><bdi>${posterior.file}</bdi>, ${whole(posterior.rows)} rows, SHA-256 ${posterior.sha256}</dd>\n`
    : html``;
}
