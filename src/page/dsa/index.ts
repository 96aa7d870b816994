import type { DsaAnswer } from '../../answers/dsa/schema.ts';
import { dsaSections } from '../../answers/dsa/tables.ts';
import type { Block } from '../../media/block.ts';
import { blocksHtml } from '../../media/html/blocks.ts';
import { html } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Outcome } from '../../study/variants/outcomes.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { figureBlock } from '../sections/figure.ts';
import { posteriorEntry } from '../sections/posterior.ts';
import type { DsaFigures } from './figures.ts';

export { dsaFigures } from './figures.ts';

/**
 * The report of `dsa`.
 *
 * @param outcomes all of them
 * @param unit of time
 * @internal
 */
export function dsaPage(
  answer: DsaAnswer,
  outcomes: readonly Outcome[],
  unit: string,
  figures: DsaFigures,
  command: string,
): Page {
  const { provenance, oneWay, fixed, reference, outcome } = answer;
  const asked = outcomes.find(({ name }) => name === outcome)!;
  const tables = dsaSections(answer, asked, unit)
    .flatMap(({ blocks }) => blocks)
    .map(withoutBars);
  return {
    title: provenance.scenario.title,
    kind: 'One-way analyses',
    lead: html`<p>${whole(oneWay.length)} numbers, each at the ends of its 95% interval or range, all else as in the file; ${whole(fixed.length)} numbers have no interval and were not varied. Differences are from <bdi>${reference}</bdi>, on the same ${whole(provenance.n)} patients.</p>`,
    sections: [
      { id: 'tornado', title: `Tornado: ${outcome}`, body: blocks(figures.asked) },
      { id: 'figures', title: 'Figures', body: blocksHtml(tables) },
      ...(figures.others.length === 0
        ? []
        : [{ id: 'others', title: 'Other outcomes', body: blocks(figures.others) }]),
      ...fixedSection(answer),
      provenanceSection(answer, command),
    ],
    foot: html`Made by sojourn ${provenance.version}.`,
  };
}

/** Bars of letters are for texts; the page has the picture. */
function withoutBars(block: Block): Block {
  if (!('table' in block) || block.table.columns.at(-1)?.key !== 'bar') return block;
  const { columns, rows, ...table } = block.table;
  const shorter = rows.map(({ cells, ...row }) => ({ ...row, cells: cells.slice(0, -1) }));
  return { table: { ...table, columns: columns.slice(0, -1), rows: shorter } };
}

const blocks = (figures: readonly Figure[]) => html`${figures.map((one) => figureBlock(one))}`;

function fixedSection({ fixed }: DsaAnswer): Section[] {
  if (fixed.length === 0) return [];
  const body = tableBlock({
    columns: [{ heading: 'number', isWord: true }, { heading: 'value' }, { heading: 'why', isWord: true }],
    rows: fixed.map(({ name, value, why }) => [
      name,
      exactly(value, value === null ? '' : plain(value, 6)),
      why,
    ]),
  });
  return [{ id: 'fixed', title: 'Numbers that were not varied', body }];
}

function provenanceSection({ provenance }: DsaAnswer, command: string): Section {
  const { version, scenario, posterior, seed, n, generator } = provenance;
  return {
    id: 'provenance',
    title: 'Reproducibility',
    body: html`<p>This command reproduces every figure of this page, on any machine:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>scenario</dt><dd><bdi>${scenario.file}</bdi>, SHA-256 ${scenario.sha256}</dd>
${posteriorEntry(posterior)}<dt>seed</dt><dd><bdi>${seed}</bdi></dd>
<dt>patients of each variant</dt><dd>${whole(n)}</dd>
<dt>random numbers</dt><dd>${generator}</dd>
</dl>`,
  };
}
