import type { Rounded } from './rounding.ts';

/** The parsed text of `printed`. A percentage is stored as a proportion: 49.1% is 0.491 to three decimals. */
export interface Printed {
  estimate?: Rounded;
  /** the percentage, in percent */
  percent?: Rounded;
  count?: number;
  of?: number;
  lower?: Rounded;
  upper?: Rounded;
}

const N = String.raw`(-?\d*\.?\d+)`;
const LABEL = String.raw`(?:(?:\d+%\s*)?(?:CI|range|IQR)[,:]?\s*)?`;

const COUNT_AND_PERCENT = new RegExp(String.raw`^(\d+) ?\(${N} ?%?\)(?: of (\d+))?$`);
const COUNT_OF = new RegExp(String.raw`^(\d+) ?(?:/|of) ?(\d+)(?: ?\(${N} ?%?\))?$`);
const ESTIMATE = new RegExp(
  String.raw`^${N} ?(%?)(?: ?[([]${LABEL}${N} ?(%?) ?(?:to|-|,|;) ?${N} ?(%?)[)\]])?$`,
  'i',
);

/**
 * Reads a figure as sources print it: `49.1%`, `51 (22.4%)`, `22 (9.6%) of 142`, `25/142 (17.6%)`,
 * `56.6% (50.2 to 63.9%)`, `1.18 (0.30, 2.89)`, `41.7`.
 *
 * @returns undefined when the text has none of these forms
 */
export function readPrinted(text: string): Printed | undefined {
  const tidy = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[–−]/g, '-') // en dash, minus sign
    .replace(/(\d)·(\d)/g, '$1.$2'); // the decimal point of some British journals

  const of = COUNT_OF.exec(tidy);
  if (of) {
    const [, count, total, percent] = of;
    const share = percent === undefined ? {} : proportion(percent);
    return { count: Number(count), of: Number(total), ...share };
  }
  const counted = COUNT_AND_PERCENT.exec(tidy);
  if (counted) {
    const [, count, percent, total] = counted;
    return { count: Number(count), ...(total && { of: Number(total) }), ...proportion(percent!) };
  }
  const estimated = ESTIMATE.exec(tidy);
  if (!estimated) return undefined;
  const [, estimate, sign, lower, lowerSign, upper, upperSign] = estimated;
  const percent = Boolean(sign || lowerSign || upperSign); // the sign may stand only at the end
  const read = (digits: string) => (percent ? proportion(digits).estimate : rounded(digits));
  return {
    estimate: read(estimate!),
    ...(percent && { percent: rounded(estimate!) }),
    ...(lower !== undefined && { lower: read(lower), upper: read(upper!) }),
  };
}

function rounded(digits: string): Rounded {
  const point = digits.indexOf('.');
  return { value: Number(digits), decimals: point < 0 ? 0 : digits.length - point - 1 };
}

function proportion(digits: string): { percent: Rounded; estimate: Rounded } {
  const percent = rounded(digits);
  return { percent, estimate: { value: percent.value / 100, decimals: percent.decimals + 2 } };
}
