import { EVIDENCE_LEFT_OUT } from '../../answers/run/evidence.ts';
import { type Html, html } from '../../media/html/html.ts';

/** What no Monte Carlo standard error tells of, and the command that does. @param file the scenario's, as it was given */
export function leftOutBlock(file: string): Html {
  return html`<p class="soft small">${EVIDENCE_LEFT_OUT}: see <code><bdi>sojourn psa ${file}</bdi></code></p>`;
}
