import type { Block } from '../../media/block.ts';
import { blocksText } from '../../media/text/blocks.ts';
import { curvePlots } from './plots.ts';
import type { Analysed } from './schema.ts';
import { incidenceTable, meansTable, medianTable, survivalTable } from './survival-tables.ts';
import { causeTable, coxTable, observedTable, testTable } from './test-tables.ts';

/** The printed answer of `analyse`, in the manner of R's survfit and survdiff. */
export function analysisText(analysis: Analysed): string {
  return blocksText(analysisBlocks(analysis));
}

function analysisBlocks(analysis: Analysed): Block[] {
  const tables = [
    medianTable,
    survivalTable,
    incidenceTable,
    observedTable,
    testTable,
    coxTable,
    causeTable,
    meansTable,
  ];
  return [
    ...tables.map((table) => ({ table: table(analysis) })),
    ...curvePlots(analysis).map((drawing) => ({ drawing })),
  ];
}
