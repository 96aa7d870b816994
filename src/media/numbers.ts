/**
 * Numbers for people. A simulated figure ends at the decimal place of the first significant digit of its Monte Carlo
 * standard error (MCSE), and the MCSE has two significant digits: -0.327 (0.0093), 56.47 (0.050), 87 (1.2). All tables,
 * sentences, pages and labels use these functions, so that a figure looks the same everywhere.
 */

/** Least decimals of a power in percent, whatever its MCSE: 79.4, not 80. */
export const POWER_DECIMALS = 1;
/** Least decimals of a type I error in percent, whatever its MCSE: 2.63, not 2.5. */
export const TYPE_I_DECIMALS = 2;

/** Most decimals of a number known exactly. */
const EXACT = 4;
/** Most significant digits of a double. */
const MOST = 12;

/**
 * Decimals up to the first significant digit of a standard error as shown: 2 for 0.050 and for 0.0951, but 1 for
 * 0.0999, which is shown as 0.10. Never negative: whole units are always shown.
 *
 * @param mcse above 0
 */
export function decimalsFor(mcse: number): number {
  const shown = Number(mcse.toPrecision(2));
  return Math.min(MOST, Math.max(0, -exponentOf(shown)));
}

/**
 * A figure with the digits that its standard error supports; `-` if it does not exist. An exact figure (standard error
 * 0) has at most four decimals. A figure with unknown error has two significant digits, and whole units.
 *
 * @param least decimals that are shown whatever the standard error
 */
export function figure(value: number | null, mcse: number | null, least = 0): string {
  return shown(value, mcse, least, EXACT);
}

/** A share in percent, with digits by its error. @param mcse of the share */
export function percent(value: number | null, mcse: number | null, least = 0): string {
  return shown(value === null ? null : value * 100, mcse === null ? null : mcse * 100, least, EXACT - 1);
}

/** A ratio of two counts in percent, with the digits that the binomial error supports. */
export function percentOf(count: number, of: number): string {
  if (count === 0 || count === of) return plain((100 * count) / of);
  const share = count / of;
  return percent(share, Math.max(1 / of, Math.sqrt((share * (1 - share)) / of)));
}

function shown(value: number | null, mcse: number | null, least: number, exact: number): string {
  if (value === null || Number.isNaN(value)) return '-';
  if (mcse === 0) return fixed(value, Math.max(least, decimalsOf(plain(value, exact))));
  if (mcse === null || !Number.isFinite(mcse)) return fixed(value, Math.max(least, twoDigits(value)));
  return fixed(value, Math.max(least, decimalsFor(mcse)));
}

/** A number that is shown as 0 has no sign. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A standard error: two significant digits, never in powers of ten. */
export function standardError(mcse: number | null, scale = 1): string {
  if (mcse === null || Number.isNaN(mcse)) return '-';
  const value = Number((mcse * scale).toPrecision(2));
  return value === 0 ? '0' : value.toFixed(twoDigits(value));
}

/** Decimals up to the second significant digit. */
function twoDigits(value: number): number {
  return value === 0 ? 0 : Math.min(MOST, Math.max(0, 1 - exponentOf(value)));
}

function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}

function decimalsOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/**
 * A published share in percent, with the same digits in all rows of a column: one decimal, or two significant digits
 * for smaller shares. A share of counts, such as 28 of 57, has no published digits.
 */
export function publishedPercent(share: number): string {
  const value = 100 * share;
  return plain(value, Math.max(1, twoDigits(Number(value.toPrecision(12)))));
}

/** A share known without simulation, in percent. */
export function exactPercent(share: number): string {
  return share !== 0 && 100 * share < 0.001 ? '<0.001' : (100 * share).toFixed(3);
}

/** An estimate from data: at most five significant digits; very small ones in powers of ten. */
export function fromData(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(2);
  return String(Number(value.toPrecision(5)));
}

/** The nominal p-value of a boundary. */
export function nominalP(p: number): string {
  return p < 1e-5 ? p.toExponential(1) : p.toFixed(5);
}

/** A p-value as R prints it: small ones in powers of ten. */
export function rP(p: number): string {
  if (p === 0) return '<1e-300';
  return p < 1e-4 ? p.toExponential(1) : String(Number(p.toPrecision(3)));
}

/** A published number with at least its published digits. */
export function plain(value: number, most = 4): string {
  return Number(value.toFixed(most)).toString();
}

/** 1,000,000. Without `toLocaleString`, whose first use takes as long as simulating a hundred thousand patients. */
export function whole(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** A required size: rounded up to a whole number, except for rounding error. */
export function wholeUp(size: number): string {
  return whole(Math.ceil(size - 1e-6));
}

/** 31.4 million, 850,000 */
export function rate(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} million`;
  return whole(value);
}
