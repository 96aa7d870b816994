import type { CalibrateAnswer } from '../../answers/calibrate/schema.ts';
import { calibrateSections } from '../../answers/calibrate/tables.ts';
import { blocksHtml } from '../../media/html/blocks.ts';
import { type Html, html } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';
import { whole } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { figureBlock } from '../sections/figure.ts';
import type { CalibrateFigures } from './figures.ts';

export { type CalibrateFigures, calibrateFigures } from './figures.ts';

/**
 * The page of `calibrate`.
 *
 * @internal
 */
export function calibratePage(answer: CalibrateAnswer, figures: CalibrateFigures, command: string): Page {
  const { provenance, parameters, targets, effectiveSampleSize } = answer;
  const sections = calibrateSections(answer);
  const [posterior, ...others] = sections.slice(0, -1);
  const fitted = targets.filter(({ isFitted }) => isFitted).length;
  return {
    title: provenance.scenario.title,
    kind: 'Calibration',
    lead: html`<p>${whole(Object.keys(parameters).length)} free parameters from ${whole(fitted)} published figures, of cohorts simulated as they were observed${effectiveSampleSize !== null && html`; effective sample size ${whole(Math.round(effectiveSampleSize))}`}.</p>
${blocksHtml(sections.at(-1)!.blocks)}`,
    sections: [
      {
        id: 'posterior',
        title: 'Posterior',
        body: html`${blocksHtml(posterior!.blocks)}${blocks(figures.parameters)}`,
      },
      { id: 'correlation', title: 'Correlation', body: tableHtml(correlationTable(answer)) },
      {
        id: 'targets',
        title: 'Targets',
        body: html`${blocks(figures.targets)}${blocksHtml(others.flatMap((section) => section.blocks))}`,
      },
      provenanceSection(answer, command),
    ],
    foot: html`Made by sojourn ${provenance.version}.`,
  };
}

const blocks = (figures: readonly Figure[]): Html => html`${figures.map((one) => figureBlock(one))}`;

/** Below the diagonal, since the other half says the same. */
function correlationTable({ correlation }: CalibrateAnswer): Table {
  const names = Object.keys(correlation);
  return {
    name: 'correlation',
    title: 'Correlation of the joint draws',
    columns: [
      { key: 'parameter', heading: 'parameter', isWord: true },
      ...names.slice(0, -1).map((name) => ({ key: name, heading: name })),
    ],
    rows: names.slice(1).map((name, i) => ({
      key: name,
      cells: [
        name,
        ...names
          .slice(0, -1)
          .map((other, j) =>
            j <= i ? { value: correlation[name]![other]!, form: { as: 'fixed' as const, decimals: 2 } } : '',
          ),
      ],
    })),
  };
}

function provenanceSection({ provenance }: CalibrateAnswer, command: string): Section {
  const { version, scenario, seed, cohorts, draws, evaluations, generator } = provenance;
  return {
    id: 'provenance',
    title: 'Reproducibility',
    body: html`<p>This command reproduces every figure of this page, on any machine and any number of threads:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>scenario</dt><dd><bdi>${scenario.file}</bdi>, SHA-256 ${scenario.sha256}</dd>
<dt>seed</dt><dd><bdi>${seed}</bdi></dd>
<dt>simulated</dt><dd>${whole(evaluations)} sets of values, most with ${whole(cohorts)} cohorts; ${whole(draws)} joint draws</dd>
<dt>random numbers</dt><dd>${generator}</dd>
</dl>`,
  };
}
