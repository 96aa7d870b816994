import { always, type Block, type Section } from '../../media/block.ts';
import { exactPercent } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import { leftOut } from '../run/evidence.ts';
import { assumptionLines } from '../trial/assumptions.ts';
import { effectWord } from '../trial/cells.ts';
import { estimateTable } from '../trial/estimate-table.ts';
import { formulaTable, nominalTable } from '../trial/formula-tables.ts';
import { protocolBlocks } from '../trial/protocol-blocks.ts';
import { styledTable } from '../trial/styles/index.ts';
import { adaptationTables } from './adaptation-tables.ts';
import { assuranceSections } from './assurance-table.ts';
import { decisionSections } from './decision.ts';
import { looksTable } from './looks-table.ts';
import type { PowerAnswer } from './schema.ts';
import { stoppingTables } from './stopping-table.ts';
import { summaryTable } from './summary-table.ts';
import { variedTable } from './varied-table.ts';

/** The whole printed answer of `power`. */
export function powerText(answer: PowerAnswer): string {
  return onScreen(powerSections(answer), true);
}

/** The sections of the printed answer of `power`: looks as columns. @param style a further table in the manner of another program */
export function powerSections(answer: PowerAnswer, style?: string): Section[] {
  const { sentence, alternative, nominal, notes, assumptions, design, provenance, closedForm } = answer;
  return [
    ...(answer.set.length === 0 ? [] : [always({ paragraph: setWords(answer.set) })]),
    always({ paragraph: sentence }),
    {
      blocks: [{ title: 'Assumptions', list: assumptionLines(assumptions) }],
      rank: 4,
      name: 'assumptions',
    },
    ...(style !== undefined && closedForm
      ? [
          always({
            table: styledTable(style, { ...answer, closedForm }, effectWord(alternative.estimate.kind)),
          }),
        ]
      : []),
    always({ table: looksTable(answer) }),
    always(...stoppingTables(answer).map((table) => ({ table })), ...withoutNull(answer)),
    always({ table: summaryTable(answer) }),
    always(...adaptationTables(answer).map((table) => ({ table }))),
    ...(answer.varied ? [always({ table: variedTable(answer.varied, design.unit) })] : []),
    ...assuranceSections(answer),
    ...decisionSections(answer),
    { blocks: [{ table: estimateTable(alternative.estimate) }], rank: 3, name: 'the estimate' },
    { blocks: formulaBlocks(answer), rank: 1, name: 'formulas' },
    {
      blocks: [{ table: nominalTable(nominal, design.target) }],
      rank: 2,
      name: 'formulas at the nominal ratio',
    },
    { blocks: protocolBlocks(answer.protocol), rank: 7, name: 'a section for the protocol' },
    always({ list: notes }),
    always(...(provenance.scenario ? [{ paragraph: `${leftOut(provenance.scenario.file)}.` }] : [])),
  ];
}

/** `With arms.treatment.hazard-ratio 0.75 in place of the file's value.` */
export function setWords(set: PowerAnswer['set']): string {
  const words = set.map(({ number, value }) => `${number} ${value}`).join(', ');
  return `With ${words} in place of the file's ${set.length === 1 ? 'value' : 'values'}.`;
}

/** Why type I error is not simulated, and its value by the closed form; empty if it is simulated. */
export function withoutNull({ null: none, whyNoNull, closedForm }: PowerAnswer): Block[] {
  if (none) return [];
  const closed = closedForm ? ` By the closed form it is ${exactPercent(closedForm.error)}%.` : '';
  return [{ paragraph: `Type I error is not simulated: ${whyNoNull}.${closed}` }];
}

/** The power by published formulas, or why there is no closed form. */
export function formulaBlocks({ closedForm, whyNoClosedForm, design }: PowerAnswer): Block[] {
  return closedForm
    ? [{ table: formulaTable(closedForm.formulas, design.target) }]
    : [{ paragraph: `No closed form: ${whyNoClosedForm}.` }];
}
