import { type Cell, figureCell, type NumberCell } from '../../media/cell.ts';
import { POWER_DECIMALS, TYPE_I_DECIMALS } from '../../media/numbers.ts';
import type { Column } from '../../media/table.ts';
import { cellText } from '../../media/text/cell.ts';
import type { Characteristics, SimulatedFigure } from './schema.ts';

type Truth = Characteristics['truth'];

/** Names of rows, and a column of cells for each look: `analysis`, or `look 1`, `look 2`, ..., and what all of them make. */
export function lookColumns(count: number, all?: string): Column[] {
  return [
    { key: 'quantity', heading: '', isWord: true },
    ...Array.from(
      { length: count },
      (_, k): Column => ({
        key: `look_${k + 1}`,
        heading: count === 1 ? 'analysis' : `look ${k + 1}`,
        error: 'MCSE',
      }),
    ),
    ...(all === undefined ? [] : [{ key: all, heading: all, error: 'MCSE' as const }]),
  ];
}

/** A share of simulated trials in percent. @param truth an effect: they are a power; none: a type I error */
export function shareCell({ value, mcse }: SimulatedFigure, truth: Truth, symbol = false): NumberCell {
  const least = truth === 'null' ? TYPE_I_DECIMALS : POWER_DECIMALS;
  return { value, mcse, form: { as: 'percent', least, symbol } };
}

/** A mean or a quantile over simulated trials. */
export function meanCell({ value, mcse }: SimulatedFigure): NumberCell {
  return figureCell(value, mcse);
}

/** A share that is known without simulation; null: it has none. */
export function exactCell(value: number | null): NumberCell {
  return { value, form: { as: 'exact percent' } };
}

export function fixedCell(value: number | null, decimals: number): NumberCell {
  return { value, form: { as: 'fixed', decimals } };
}

/** A share of simulated trials, and a mean over them, within a sentence. */
export const shareWords = (share: SimulatedFigure, truth: Truth): string => cellText(shareCell(share, truth));
export const meanWords = (mean: SimulatedFigure): string => cellText(meanCell(mean));

/** Where a table has nothing to tell. */
export const NOTHING: Cell = '-';

/** What a boundary is in the unit of the estimate. */
export function effectWord(kind: Characteristics['estimate']['kind']): string {
  return kind === 'hazard ratio' || kind === 'share' ? kind : 'difference';
}
