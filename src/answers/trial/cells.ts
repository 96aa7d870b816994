import { figure, POWER_DECIMALS, percent, TYPE_I_DECIMALS } from '../../media/numbers.ts';
import type { Column } from '../../media/text/table.ts';
import type { Characteristics, SimulatedFigure } from './schema.ts';

type Truth = Characteristics['truth'];

export const words = (text: string): Column => ({ heading: text, align: 'left' });

/** `look 1`, `look 2`, ..., and what all of them make. */
export function lookColumns(count: number, all?: string): Column[] {
  const heads = Array.from({ length: count }, (_, k) => ({
    heading: count === 1 ? 'analysis' : `look ${k + 1}`,
  }));
  return [words(''), ...heads, ...(all === undefined ? [] : [{ heading: all }])];
}

/** A share that is known exactly, in percent. */
export function exactPercent(share: number): string {
  return share !== 0 && 100 * share < 0.001 ? '<0.001' : (100 * share).toFixed(3);
}

/** A share of simulated trials in percent. @param truth an effect: they are a power; none: a type I error */
export function shareCell({ value, mcse }: SimulatedFigure, truth: Truth): string {
  return percent(value, mcse, truth === 'null' ? TYPE_I_DECIMALS : POWER_DECIMALS);
}

/** A mean or a quantile over simulated trials. */
export function meanCell({ value, mcse }: SimulatedFigure): string {
  return figure(value, mcse);
}

/** A p-value of a boundary. */
export function smallP(p: number): string {
  return p < 1e-5 ? p.toExponential(1) : p.toFixed(5);
}

/** What a boundary is on the scale of the estimate. */
export function effectWord(kind: Characteristics['estimate']['kind']): string {
  return kind === 'hazard ratio' || kind === 'share' ? kind : 'difference';
}
