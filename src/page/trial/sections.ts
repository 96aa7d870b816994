import { basisOf } from '../../answers/trial/assumptions.ts';
import { shareCell } from '../../answers/trial/cells.ts';
import type {
  Assumption,
  ProtocolPart,
  SimulatedFigure,
  TrialProvenance,
} from '../../answers/trial/schema.ts';
import { html } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { cellHtml } from '../../media/html/table-html.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Section } from '../document.ts';
import { posteriorEntry } from '../sections/posterior.ts';

/** Differences between simulation and formulas, and other notes. */
export function notesSection(notes: readonly string[]): Section[] {
  if (notes.length === 0) return [];
  const items = notes.map((note) => html`<li><bdi>${note}</bdi></li>`);
  return [{ id: 'notes', title: 'Notes', body: html`<ul>${items}</ul>` }];
}

/** The powers of several tests, in a sentence. */
export function powersLead(
  replicates: number,
  powers: readonly { name: string; rejected: SimulatedFigure }[],
) {
  return html`<p>Power from ${whole(replicates)} simulated trials: ${powers.map(({ name, rejected }, i) => html`${i > 0 && '; '}<bdi>${name}</bdi> ${cellHtml(shareCell(rejected, 'alternative', true), true)}`)}.</p>`;
}

/** The statistical design section of a protocol, ready to paste. */
export function protocolSection(protocol: readonly ProtocolPart[]): Section {
  const parts = protocol.map(
    ({ heading, text }) => html`<p><strong>${heading}.</strong> <bdi>${text}</bdi></p>\n`,
  );
  return {
    id: 'protocol',
    title: 'For the protocol',
    body: html`<p class="soft small">Ready to paste.</p>\n${parts}`,
  };
}

/** Numbers of the design with a stated source. */
export function assumptionsSection(assumptions: readonly Assumption[]): Section[] {
  if (assumptions.length === 0) return [];
  const body = tableBlock({
    columns: [
      { heading: 'number', isWord: true },
      { heading: 'value' },
      { heading: 'rests on', isWord: true },
    ],
    rows: assumptions.map((one) => [one.number, exactly(one.value, plain(one.value, 6)), basisOf(one)]),
  });
  return [{ id: 'assumptions', title: 'Assumptions', body }];
}

/** How to reproduce the figures. */
export function provenanceSection(
  { version, design, scenario, posterior, seed, generator }: TrialProvenance,
  command: string,
): Section {
  return {
    id: 'provenance',
    title: 'Reproducibility',
    body: html`<p>This command reproduces every figure of this page, on any machine and any number of threads:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>design</dt><dd>${design.file}, SHA-256 ${design.sha256}</dd>
${scenario && html`<dt>scenario</dt><dd>${scenario.file}, SHA-256 ${scenario.sha256}</dd>`}
${posteriorEntry(posterior)}<dt>seed</dt><dd>${seed}</dd>
<dt>random numbers</dt><dd>${generator}</dd>
</dl>`,
  };
}
