import type { HypothesesAnswer } from '../../answers/hypotheses/schema.ts';
import {
  alphaTable,
  errorTable,
  estimatesTable,
  expectedTable,
  hypothesesTable,
  looksTable,
  powerTable,
} from '../../answers/hypotheses/tables.ts';
import { html } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';
import type { Page } from '../document.ts';
import { figureBlock } from '../sections/figure.ts';
import { leftOutBlock } from '../sections/left-out.ts';
import { assumptionsSection, notesSection, powersLead, provenanceSection } from '../trial/sections.ts';
import type { HypothesesFigures } from './figures.ts';

export { type HypothesesFigures, hypothesesFigures } from './figures.ts';

/**
 * The page of `power` of a design with hypotheses.
 *
 * @internal
 */
export function hypothesesPage(
  answer: HypothesesAnswer,
  { graph, power }: HypothesesFigures,
  command: string,
): Page {
  const { alternative, provenance, sentence, notes, assumptions, errorsLeftOut } = answer;
  const powers = [
    ...alternative.hypotheses.map(({ name, rejected }) => ({ name, rejected })),
    ...(alternative.success ? [{ name: 'success', rejected: alternative.success }] : []),
  ];
  return {
    title: provenance.design.title,
    kind: 'Power of a trial',
    lead: html`<p><bdi>${sentence}</bdi></p>
${powersLead(alternative.replicates, powers)}
${provenance.scenario && leftOutBlock(provenance.scenario.file)}`,
    sections: [
      {
        id: 'hypotheses',
        title: 'Hypotheses',
        body: html`${tableHtml(hypothesesTable(answer))}${graph.map((one) => figureBlock(one))}`,
      },
      {
        id: 'power',
        title: 'Power',
        body: html`${tableHtml(powerTable(answer))}${power.map((one) => figureBlock(one))}${tableHtml(expectedTable(answer))}${tableHtml(estimatesTable(answer))}`,
      },
      {
        id: 'error',
        title: 'Type I error',
        body: html`${tableHtml(errorTable(answer))}${errorsLeftOut !== null && html`<p>${errorsLeftOut}</p>`}`,
      },
      {
        id: 'looks',
        title: 'Looks',
        body: html`${tableHtml(looksTable(answer))}${tableHtml(alphaTable(answer))}`,
      },
      ...notesSection(notes),
      ...assumptionsSection(assumptions),
      provenanceSection(provenance, command),
    ],
    foot: html`z above 0 and a hazard ratio below 1 favour treatment. Made by sojourn ${provenance.version}.`,
  };
}
