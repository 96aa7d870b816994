/**
 * Numbers as people read them. A simulated figure shows no digit that its Monte Carlo standard error does not support:
 * the last decimal shown is worth at least one standard error. Whole units are always shown.
 */

/**
 * Decimals whose last one is worth at least one standard error.
 *
 * @param mcse 0 for what is known exactly, NaN for what is not known at all
 */
export function decimalsFor(mcse: number, most = 12): number {
  if (Number.isNaN(mcse)) return 0;
  if (mcse === 0) return most;
  for (let decimals = most; decimals > 0; decimals--) {
    // a hair of slack: 0.001 supports three decimals
    if (10 ** -decimals >= mcse * (1 - 1e-9)) return decimals;
  }
  return 0;
}

/** A figure to the digits its standard error supports; `-` where there is none. */
export function figure(value: number | null, mcse: number | null, most = 4): string {
  if (value === null || Number.isNaN(value)) return '-';
  if (value === 0 && mcse === 0) return '0';
  return fixed(value, decimalsFor(mcse ?? Number.NaN, most));
}

/** A share in percent, likewise. */
export function percent(value: number | null, mcse: number | null, most = 3): string {
  if (value === null || Number.isNaN(value)) return '-';
  if (value === 0 && mcse === 0) return '0';
  return fixed(value * 100, decimalsFor((mcse ?? Number.NaN) * 100, most));
}

/** What is nothing to these digits has no sign. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A standard error: two digits that count. */
export function standardError(mcse: number | null, scale = 1): string {
  if (mcse === null || Number.isNaN(mcse)) return '-';
  const value = mcse * scale;
  if (value === 0) return '0';
  if (value >= 100) return value.toFixed(0);
  // two digits that count, never in powers of ten
  const decimals = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(value))));
  return value.toFixed(decimals);
}

/** A published number with the digits it came with, at least. */
export function plain(value: number, most = 4): string {
  return Number(value.toFixed(most)).toString();
}

/** 1,000,000; by hand, since the first use of a locale costs as much as a hundred thousand patients */
export function whole(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** 31.4 million, 850,000 */
export function rate(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} million`;
  return whole(value);
}
