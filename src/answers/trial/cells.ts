import { type Cell, figureCell, type NumberCell } from '../../media/cell.ts';
import { POWER_DECIMALS, TYPE_I_DECIMALS } from '../../media/numbers.ts';
import type { Column } from '../../media/table.ts';
import { cellText } from '../../media/text/cell.ts';
import type { Characteristics, SimulatedFigure } from './schema.ts';

type Truth = Characteristics['truth'];

/**
 * A column for row names, and one for each look: `analysis`, or `look 1`, `look 2`, ..., and one for all looks
 * together.
 */
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

/** A share of simulated trials in percent. @param truth with an effect it is a power; without, a type I error */
export function shareCell({ value, mcse }: SimulatedFigure, truth: Truth, symbol = false): NumberCell {
  const least = truth === 'null' ? TYPE_I_DECIMALS : POWER_DECIMALS;
  return { value, mcse, form: { as: 'percent', least, symbol } };
}

/** A mean or a quantile over simulated trials. */
export function meanCell({ value, mcse }: SimulatedFigure): NumberCell {
  return figureCell(value, mcse);
}

/** A share that is known without simulation; null if there is none. */
export function exactCell(value: number | null): NumberCell {
  return { value, form: { as: 'exact percent' } };
}

export function fixedCell(value: number | null, decimals: number): NumberCell {
  return { value, form: { as: 'fixed', decimals } };
}

/** A share of simulated trials, or a mean over them, as words in a sentence. */
export const shareWords = (share: SimulatedFigure, truth: Truth): string => cellText(shareCell(share, truth));
export const meanWords = (mean: SimulatedFigure): string => cellText(meanCell(mean));

/** A cell without content. */
export const NOTHING: Cell = '-';

/** The value of a boundary in the unit of the estimate. */
export function effectWord(kind: Characteristics['estimate']['kind']): string {
  return kind === 'hazard ratio' || kind === 'share' ? kind : 'difference';
}
