import type { MultiArmAnswer } from '../../answers/multi-arm/schema.ts';
import {
  armsTable,
  boundariesTable,
  closedFormTable,
  errorTable,
  estimatesTable,
  expectedTable,
  looksTable,
  powerTable,
} from '../../answers/multi-arm/tables.ts';
import { html } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';
import type { Page } from '../document.ts';
import { figureBlock } from '../sections/figure.ts';
import { leftOutBlock } from '../sections/left-out.ts';
import {
  assumptionsSection,
  notesSection,
  powersLead,
  protocolSection,
  provenanceSection,
} from '../trial/sections.ts';
import type { MultiArmFigures } from './figures.ts';

export { type MultiArmFigures, multiArmFigures } from './figures.ts';

/**
 * The page of `power` of a design with several experimental arms.
 *
 * @internal
 */
export function multiArmPage(answer: MultiArmAnswer, { power }: MultiArmFigures, command: string): Page {
  const { alternative, provenance, sentence, notes, assumptions, design, protocol } = answer;
  const powers = [
    ...alternative.comparisons.map(({ rejected }, i) => ({ name: design.arms[i + 1]!.title, rejected })),
    ...(alternative.comparisons.length > 1 ? [{ name: 'any', rejected: alternative.any }] : []),
  ];
  const exact = closedFormTable(answer);
  const [rejections, active] = power;
  return {
    title: provenance.design.title,
    kind: 'Power of a trial',
    lead: html`<p><bdi>${sentence}</bdi></p>
${powersLead(alternative.replicates, powers)}
${provenance.scenario && leftOutBlock(provenance.scenario.file)}`,
    sections: [
      {
        id: 'power',
        title: 'Power',
        body: html`${tableHtml(powerTable(answer))}${rejections && figureBlock(rejections)}${tableHtml(expectedTable(answer))}${tableHtml(estimatesTable(answer))}`,
      },
      ...(design.looks.length > 1
        ? [
            {
              id: 'arms',
              title: 'What becomes of the arms',
              body: html`${tableHtml(armsTable(answer))}${active && figureBlock(active)}`,
            },
          ]
        : []),
      {
        id: 'error',
        title: 'Type I error',
        body: html`${tableHtml(errorTable(answer))}${exact && tableHtml(exact)}`,
      },
      {
        id: 'looks',
        title: 'Looks',
        body: html`${tableHtml(looksTable(answer))}${tableHtml(boundariesTable(answer))}`,
      },
      protocolSection(protocol),
      ...notesSection(notes),
      ...assumptionsSection(assumptions),
      provenanceSection(provenance, command),
    ],
    foot: html`z above 0 and a hazard ratio below 1 favour treatment. Made by sojourn ${provenance.version}.`,
  };
}
