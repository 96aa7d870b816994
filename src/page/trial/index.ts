import { adaptationTables } from '../../answers/power/adaptation-tables.ts';
import { assuranceSections } from '../../answers/power/assurance-table.ts';
import { decisionSections } from '../../answers/power/decision.ts';
import { looksTable } from '../../answers/power/looks-table.ts';
import type { PowerAnswer } from '../../answers/power/schema.ts';
import { formulaBlocks, withoutNull } from '../../answers/power/sections.ts';
import { stoppingTables } from '../../answers/power/stopping-table.ts';
import { summaryTable } from '../../answers/power/summary-table.ts';
import { variedTable } from '../../answers/power/varied-table.ts';
import type { SizeAnswer } from '../../answers/size/schema.ts';
import { atSizeTable } from '../../answers/size/tables.ts';
import { sizedIn } from '../../answers/size/words.ts';
import { shareCell } from '../../answers/trial/cells.ts';
import { estimateTable } from '../../answers/trial/estimate-table.ts';
import { formulaTable, nominalTable } from '../../answers/trial/formula-tables.ts';
import type { TrialProvenance } from '../../answers/trial/schema.ts';
import { blocksHtml } from '../../media/html/blocks.ts';
import { type Html, html } from '../../media/html/html.ts';
import { cellHtml, tableHtml } from '../../media/html/table-html.ts';
import { exactPercent, plain, whole, wholeUp } from '../../media/numbers.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { figureBlock } from '../sections/figure.ts';
import { leftOutBlock } from '../sections/left-out.ts';
import type { TrialFigures } from './figures.ts';
import { assumptionsSection, notesSection, protocolSection, provenanceSection } from './sections.ts';

export { type TrialFigures, trialFigures } from './figures.ts';

/**
 * The page of `power`.
 *
 * @internal
 */
export function powerPage(answer: PowerAnswer, figures: TrialFigures, command: string): Page {
  const { alternative, provenance, closedForm, nominal, design } = answer;
  return {
    title: provenance.design.title,
    kind: 'Power of a trial',
    lead: html`<p><bdi>${answer.sentence}</bdi></p>
<p>Power ${cellHtml(shareCell(alternative.rejected, 'alternative', true), true)}, from ${whole(alternative.replicates)} simulated trials${closedForm && html`; by the closed form ${exactPercent(closedForm.power)}%`}.</p>
${provenance.scenario && leftOutBlock(provenance.scenario.file)}`,
    sections: [
      {
        id: 'looks',
        title: 'Looks',
        body: html`${tableHtml(looksTable(answer))}${blocks(figures.boundaries)}`,
      },
      {
        id: 'stopping',
        title: 'When the trial stops',
        body: html`${stoppingTables(answer).map((table) => tableHtml(table))}${blocksHtml(withoutNull(answer))}${tableHtml(summaryTable(answer))}${tableHtml(estimateTable(alternative.estimate))}`,
      },
      ...adaptationSection(answer),
      ...variedSection(answer, figures.varied),
      ...assuranceSection(answer, figures.assurance),
      ...decisionSection(answer),
      {
        id: 'formulas',
        title: 'Closed form',
        body: html`${blocksHtml(formulaBlocks(answer))}${tableHtml(nominalTable(nominal, design.target))}`,
      },
      ...common(answer, figures, command),
    ],
    foot: foot(provenance),
  };
}

/**
 * The page of `size`.
 *
 * @internal
 */
export function sizePage(answer: SizeAnswer, figures: TrialFigures, command: string): Page {
  const { provenance, size, lower, upper, isExact, target, vary, closedFormSize, design } = answer;
  const interval = isExact ? 'exact' : `95% Monte Carlo interval ${whole(lower)} to ${whole(upper)}`;
  const formulas = [
    formulaTable(answer.formulas, design.target),
    nominalTable(answer.nominal, design.target),
  ];
  return {
    title: provenance.design.title,
    kind: 'Size of a trial',
    lead: html`<p><strong>${whole(size)} ${sizedIn(vary)}</strong> (${interval}) for a power of ${plain(target * 100)}%${closedFormSize !== null && `; by the closed form ${wholeUp(closedFormSize)}`}.</p>
<p><bdi>${answer.sentence}</bdi></p>
${provenance.scenario && leftOutBlock(provenance.scenario.file)}`,
    sections: [
      { id: 'curve', title: 'Power by size', body: blocks(figures.curve) },
      {
        id: 'expected',
        title: 'At the size found',
        body: html`${tableHtml(atSizeTable(answer))}${tableHtml(estimateTable(answer.estimate))}${formulas.map((table) => tableHtml(table))}`,
      },
      ...figureSection('boundaries', 'Boundaries', figures.boundaries),
      ...common(answer, figures, command),
    ],
    foot: foot(provenance),
  };
}

function adaptationSection(answer: PowerAnswer): Section[] {
  const tables = adaptationTables(answer);
  if (tables.length === 0) return [];
  const body = html`${tables.map((table) => tableHtml(table))}`;
  return [{ id: 'rules', title: 'What the rules did', body }];
}

function variedSection({ varied, design }: PowerAnswer, figures: readonly Figure[]): Section[] {
  if (varied === null) return [];
  const body = html`${blocks(figures)}${tableHtml(variedTable(varied, design.unit))}`;
  return [{ id: 'varied', title: 'Power by value', body }];
}

function assuranceSection(answer: PowerAnswer, figures: readonly Figure[]): Section[] {
  const sections = assuranceSections(answer);
  if (sections.length === 0) return [];
  const told = blocksHtml(sections.flatMap(({ blocks }) => blocks));
  return [{ id: 'assurance', title: 'Assurance', body: html`${blocks(figures)}${told}` }];
}

function decisionSection(answer: PowerAnswer): Section[] {
  const blocks = decisionSections(answer).flatMap((section) => section.blocks);
  return blocks.length === 0 ? [] : [{ id: 'decision', title: 'Decision', body: blocksHtml(blocks) }];
}

/** The sections at the end of both pages. */
function common(
  { notes, assumptions, provenance, protocol }: PowerAnswer | SizeAnswer,
  { calendar, ratio }: TrialFigures,
  command: string,
): Section[] {
  return [
    ...figureSection('calendar', 'Patients and events over time', calendar),
    ...figureSection('ratio', 'The effect over time', ratio),
    ...notesSection(notes),
    ...assumptionsSection(assumptions),
    protocolSection(protocol),
    provenanceSection(provenance, command),
  ];
}

function blocks(figures: readonly Figure[]): Html {
  return html`${figures.map((one) => figureBlock(one))}`;
}

function figureSection(id: string, title: string, figures: readonly Figure[]): Section[] {
  return figures.length === 0 ? [] : [{ id, title, body: blocks(figures) }];
}

function foot({ version }: TrialProvenance): Html {
  return html`z above 0 and a hazard ratio below 1 favour treatment. Made by sojourn ${version}.`;
}
