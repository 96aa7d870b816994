import type { Simulated } from '../../trial/operating-characteristics.ts';
import { figure, plain } from '../numbers.ts';
import type { Column } from '../table.ts';

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

/** What is the same in every trial shows its own digits. */
export function meanCell({ value, mcse }: Simulated): string {
  return mcse === 0 && Number.isFinite(value) ? plain(value, 2) : figure(finite(value), mcse, 2);
}

/** Figures that could not be simulated. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
