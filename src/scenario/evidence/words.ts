import type { Claim, Path } from './claims.ts';
import { decimalsOf } from './rounding.ts';

/** A path as people write it: `figures[3].interval`. */
export function pathText(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** A path with the place in the source: `figures[3] (Table 5)`. */
export function whereabouts({ path, fields }: Claim): string {
  return fields.where ? `${pathText(path)} (${fields.where})` : pathText(path);
}

/** A proportion in percent: 0.4386 becomes `43.9%`. */
export function percentText(proportion: number, decimals = 1): string {
  return `${(100 * proportion).toFixed(decimals)}%`;
}

/** A ratio with two decimals, or with as many as two significant digits need. */
export function ratioText(ratio: number): string {
  return ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2);
}

/** A P value with two significant digits: `0.77`, `0.028`, `0.0085`, `<0.001`. */
export function pText(p: number): string {
  if (p < 0.001) return '<0.001';
  return p >= 0.995 ? '1' : p.toPrecision(2);
}

export function intervalText([lower, upper]: readonly [number, number]): string {
  return `${lower} to ${upper}`;
}

/** A sum of decimal numbers without binary rounding error. */
export function sumOf(numbers: readonly number[]): number {
  const decimals = Math.max(0, ...numbers.map(decimalsOf));
  return Number(numbers.reduce((sum, number) => sum + number, 0).toFixed(Math.min(decimals, 20)));
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[], conjunction = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}
