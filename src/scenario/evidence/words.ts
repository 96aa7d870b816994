import type { Claim, Path } from './claims.ts';
import { decimalsOf } from './rounding.ts';

/** `figures[3].interval`: a path as people write it. */
export function pathText(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** `figures[3] (Table 5)`: where else to look. */
export function whereabouts({ path, fields }: Claim): string {
  return fields.where ? `${pathText(path)} (${fields.where})` : pathText(path);
}

/** A proportion in percent: 0.4386 is `43.9%`. */
export function percentText(proportion: number, decimals = 1): string {
  return `${(100 * proportion).toFixed(decimals)}%`;
}

/** A ratio to two decimals, or to as many as it takes to show two digits. */
export function ratioText(ratio: number): string {
  return ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2);
}

/** A P value to two digits: `0.77`, `0.028`, `0.0085`, `<0.001`. */
export function pText(p: number): string {
  if (p < 0.001) return '<0.001';
  return p >= 0.995 ? '1' : p.toPrecision(2);
}

export function intervalText([lower, upper]: readonly [number, number]): string {
  return `${lower} to ${upper}`;
}

/** A sum of decimal numbers without the dust of binary arithmetic. */
export function sumOf(numbers: readonly number[]): number {
  const decimals = Math.max(0, ...numbers.map(decimalsOf));
  return Number(numbers.reduce((sum, number) => sum + number, 0).toFixed(Math.min(decimals, 20)));
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[], conjunction = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}
