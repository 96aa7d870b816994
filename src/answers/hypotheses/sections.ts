import { always, type Section } from '../../media/block.ts';
import { setWords } from '../power/sections.ts';
import { leftOut } from '../run/evidence.ts';
import { assumptionLines } from '../trial/assumptions.ts';
import { hypothesesAssuranceSections } from './assurance-table.ts';
import type { HypothesesAnswer } from './schema.ts';
import {
  alphaTable,
  errorTable,
  estimatesTable,
  expectedTable,
  hypothesesTable,
  looksTable,
  powerTable,
} from './tables.ts';
import { variedHypothesesTable } from './varied-table.ts';

/** The sections of the printed answer of `power` of a design with hypotheses. */
export function hypothesesSections(answer: HypothesesAnswer): Section[] {
  const { sentence, assumptions, notes, set, provenance, errorsLeftOut } = answer;
  return [
    ...(set.length === 0 ? [] : [always({ paragraph: setWords(set) })]),
    always({ paragraph: sentence }),
    { blocks: [{ title: 'Assumptions', list: assumptionLines(assumptions) }], rank: 3, name: 'assumptions' },
    always({ table: hypothesesTable(answer) }),
    always({ table: looksTable(answer) }),
    always({ table: powerTable(answer) }),
    always({ table: errorTable(answer) }, ...(errorsLeftOut === null ? [] : [{ paragraph: errorsLeftOut }])),
    always({ table: expectedTable(answer) }),
    ...(answer.varied ? [always({ table: variedHypothesesTable(answer, answer.varied) })] : []),
    ...hypothesesAssuranceSections(answer),
    { blocks: [{ table: alphaTable(answer) }], rank: 1, name: 'alpha and boundaries' },
    { blocks: [{ table: estimatesTable(answer) }], rank: 2, name: 'estimates' },
    always({ list: notes }),
    always(...(provenance.scenario ? [{ paragraph: `${leftOut(provenance.scenario.file)}.` }] : [])),
  ];
}
