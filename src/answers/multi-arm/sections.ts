import { always, type Section } from '../../media/block.ts';
import { setWords } from '../power/sections.ts';
import { leftOut } from '../run/evidence.ts';
import { assumptionLines } from '../trial/assumptions.ts';
import { protocolBlocks } from '../trial/protocol-blocks.ts';
import type { MultiArmAnswer } from './schema.ts';
import {
  armsTable,
  boundariesTable,
  closedFormTable,
  errorTable,
  estimatesTable,
  expectedTable,
  looksTable,
  powerTable,
} from './tables.ts';

/** The sections of the printed answer of `power` of a design with several experimental arms. */
export function multiArmSections(answer: MultiArmAnswer): Section[] {
  const { sentence, assumptions, notes, set, provenance, design, protocol } = answer;
  const exact = closedFormTable(answer);
  return [
    ...(set.length === 0 ? [] : [always({ paragraph: setWords(set) })]),
    always({ paragraph: sentence }),
    { blocks: [{ title: 'Assumptions', list: assumptionLines(assumptions) }], rank: 3, name: 'assumptions' },
    always({ table: looksTable(answer) }),
    always({ table: powerTable(answer) }),
    ...(design.looks.length > 1 ? [always({ table: armsTable(answer) })] : []),
    always({ table: errorTable(answer) }),
    always({ table: expectedTable(answer) }),
    {
      blocks: [{ table: boundariesTable(answer) }, ...(exact ? [{ table: exact }] : [])],
      rank: 1,
      name: 'boundaries',
    },
    { blocks: [{ table: estimatesTable(answer) }], rank: 2, name: 'estimates' },
    { blocks: protocolBlocks(protocol), rank: 7, name: 'a section for the protocol' },
    always({ list: notes }),
    always(...(provenance.scenario ? [{ paragraph: `${leftOut(provenance.scenario.file)}.` }] : [])),
  ];
}
