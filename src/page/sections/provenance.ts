import type { PosteriorSource } from '../../answers/psa/schema.ts';
import type { Provenance } from '../../answers/run/schema.ts';
import { type Html, html } from '../../media/html/html.ts';
import { whole } from '../../media/numbers.ts';
import { posteriorEntry } from './posterior.ts';

/** Everything needed to reproduce the figures of the page. */
export function provenanceBlock(
  {
    version,
    scenario,
    posterior,
    seed,
    n,
    generator,
    fingerprint,
  }: Provenance & { posterior?: PosteriorSource },
  command: string,
): Html {
  return html`<p>This command reproduces every figure of this page, on any machine and with any number of threads:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>scenario</dt><dd><bdi>${scenario.file}</bdi>, SHA-256 ${scenario.sha256}</dd>
${posteriorEntry(posterior)}<dt>seed</dt><dd><bdi>${seed}</bdi></dd>
<dt>patients of each strategy</dt><dd>${whole(n)}</dd>
<dt>random numbers</dt><dd>${generator}</dd>
<dt>fingerprint of all counts</dt><dd>${fingerprint}</dd>
</dl>`;
}
