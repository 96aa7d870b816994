import { halfUnit, type Range } from './rounding.ts';

/** A printed P value: its possible range, and the name of the test if the text gives one. */
export interface PValue {
  range: Range;
  test?: string;
}

const FORM = /^(?:p ?)?([<>=≤≥]?) ?(\d*\.?\d+)(?:e-(\d+))?(?:\s+(.+))?$/i;

/**
 * Reads `0.028`, `"0.050"`, `"<0.001"`, `"> 0.05"` or `"0.02 log-rank"`: words after the number name the test.
 *
 * @returns undefined if the text has none of these forms or the number is outside [0, 1]
 */
export function readP(p: number | string): PValue | undefined {
  const match = FORM.exec(String(p).trim());
  if (!match) return undefined;
  const [, sign, digits, exponent, test] = match as unknown as [string, string, string, string?, string?];
  const value = Number(exponent ? `${digits}e-${exponent}` : digits);
  if (value > 1) return undefined;
  const named = test === undefined ? {} : { test };
  if (sign === '<' || sign === '≤') return { range: [0, value], ...named };
  if (sign === '>' || sign === '≥') return { range: [value, 1], ...named };
  const decimals = (digits.split('.')[1]?.length ?? 0) + Number(exponent ?? 0);
  const half = halfUnit(decimals);
  return { range: [Math.max(0, value - half), Math.min(1, value + half)], ...named };
}
