import type { VoiAnswer } from '../../answers/voi/schema.ts';
import { voiSections } from '../../answers/voi/tables.ts';
import { blocksHtml } from '../../media/html/blocks.ts';
import { html } from '../../media/html/html.ts';
import { tableBlock } from '../../media/html/table.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { figureBlock } from '../sections/figure.ts';
import { posteriorEntry } from '../sections/posterior.ts';
import { unitOf, type VoiFigures } from './figures.ts';

export { voiFigures } from './figures.ts';

/**
 * The report of `voi`.
 *
 * @param unit of time
 * @internal
 */
export function voiPage(answer: VoiAnswer, unit: string, figures: VoiFigures, command: string): Page {
  const { provenance, evpi, preferred, outcome, drawn } = answer;
  const scale = answer.unit === 'share' ? 100 : 1;
  const shown = (value: number) => plain(Number((scale * value).toPrecision(2)), 6);
  const tables = voiSections(answer, unit).flatMap(({ blocks: own }) => own);
  return {
    title: provenance.scenario.title,
    kind: 'Value of information',
    lead: html`<p>By <bdi>${outcome}</bdi>, <bdi>${preferred}</bdi> is best on average. Knowing all ${whole(drawn)} numbers that are drawn would add ${shown(evpi.value)} ${unitOf(answer, unit)} for each patient (EVPI, MCSE ${shown(evpi.mcse)}), from ${whole(provenance.draws)} draws of ${whole(provenance.n)} patients each.</p>`,
    sections: [
      ...sectionOf('trial', 'What the trial is worth', figures.trial),
      ...sectionOf('information', 'What it is worth to know', figures.information),
      { id: 'values', title: 'Values', body: blocksHtml(tables) },
      ...fixedSection(answer),
      provenanceSection(answer, command),
    ],
    foot: html`Made by sojourn ${provenance.version}.`,
  };
}

function sectionOf(id: string, title: string, figures: readonly Figure[]): Section[] {
  return figures.length === 0 ? [] : [{ id, title, body: html`${figures.map((one) => figureBlock(one))}` }];
}

function fixedSection({ fixed }: VoiAnswer): Section[] {
  if (fixed.length === 0) return [];
  const body = tableBlock({
    columns: [
      { heading: 'number', isWord: true },
      { heading: 'rests on', isWord: true },
      { heading: 'why', isWord: true },
    ],
    rows: fixed.map(({ name, basis, why }) => [name, basis, why]),
  });
  return [{ id: 'fixed', title: 'Numbers that are held fixed', body }];
}

function provenanceSection({ provenance, sampleInformation }: VoiAnswer, command: string): Section {
  const { version, scenario, posterior, seed, draws, n, generator } = provenance;
  const design = sampleInformation?.design;
  return {
    id: 'provenance',
    title: 'Reproducibility',
    body: html`<p>This command reproduces every figure of this page, on any machine and with any number of threads:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>scenario</dt><dd><bdi>${scenario.file}</bdi>, SHA-256 ${scenario.sha256}</dd>
${posteriorEntry(posterior)}${design ? html`<dt>design</dt><dd><bdi>${design.file}</bdi>, SHA-256 ${design.sha256}</dd>\n` : ''}<dt>seed</dt><dd><bdi>${seed}</bdi></dd>
<dt>parameter draws</dt><dd>${whole(draws)}</dd>
<dt>patients of each draw</dt><dd>${whole(n)}</dd>
<dt>random numbers</dt><dd>${generator}</dd>
</dl>`,
  };
}
