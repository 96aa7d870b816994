import {
  exactPercent,
  figure,
  fromData,
  nominalP,
  percent,
  plain,
  publishedPercent,
  rP,
  standardError,
  whole,
  wholeUp,
} from './numbers.ts';

/**
 * The form of a number. All media write numbers of one form with the same digits. To add a form, add it here and to
 * `written`.
 */
export type Form =
  /** a simulated figure in its own unit, with digits by its MCSE */
  | { as: 'figure'; least?: number; signed?: boolean }
  /**
   * a simulated share in percent, with digits by its MCSE; `least` decimals at least: `POWER_DECIMALS`,
   * `TYPE_I_DECIMALS`
   */
  | { as: 'percent'; least?: number; signed?: boolean; symbol?: boolean }
  /** a published share in percent: one decimal, or two significant digits for smaller shares */
  | { as: 'published percent'; symbol?: boolean }
  /** a share known without simulation, in percent: three decimals */
  | { as: 'exact percent' }
  /** 1,000,000 */
  | { as: 'count' }
  /** a required size: rounded up to a whole number */
  | { as: 'count up' }
  /** an estimate from data: five significant digits; small ones in powers of ten */
  | { as: 'from data' }
  | { as: 'fixed'; decimals: number }
  /** as short as possible; at most four decimals unless given */
  | { as: 'plain'; most?: number }
  /** this many significant digits, without trailing zeros */
  | { as: 'significant'; digits: number }
  /** two digits and a cross: `12x` */
  | { as: 'times' }
  /** p-value of a test: at most four decimals */
  | { as: 'p-value' }
  /** nominal p-value of a boundary: five decimals; small ones in powers of ten */
  | { as: 'nominal p-value' }
  /** p-value as R prints it: three significant digits; small ones in powers of ten */
  | { as: 'R p-value' };

/**
 * A number as text.
 *
 * @param mcse standard error of the value, in the same unit (for a share, of the share); null: unknown. Forms without
 *   simulation ignore it
 */
export function written(value: number, mcse: number | null, form: Form): string {
  switch (form.as) {
    case 'figure':
      return signed(figure(value, mcse, form.least), form.signed);
    case 'percent':
      return signed(percent(value, mcse, form.least), form.signed) + symbol(form);
    case 'published percent':
      return publishedPercent(value) + symbol(form);
    case 'exact percent':
      return exactPercent(value);
    case 'count':
      return whole(value);
    case 'count up':
      return wholeUp(value);
    case 'from data':
      return fromData(value);
    case 'fixed':
      return value.toFixed(form.decimals);
    case 'plain':
      return plain(value, form.most);
    case 'significant':
      return String(Number(value.toPrecision(form.digits)));
    case 'times':
      return `${value >= 100 ? whole(Number(value.toPrecision(2))) : value.toPrecision(2)}x`;
    case 'p-value':
      return value < 0.0001 ? '<0.0001' : value.toFixed(value < 0.01 ? 4 : 2);
    case 'nominal p-value':
      return nominalP(value);
    case 'R p-value':
      return rP(value);
  }
}

/** The standard error of a number, in the unit in which the number is shown. */
export function writtenError(mcse: number | null, { as }: Form): string {
  return standardError(mcse, as === 'percent' ? 100 : 1);
}

/** A number with its standard error, for labels: `-0.327 (0.0093)`. */
export function writtenWithError(value: number, mcse: number, form: Form): string {
  return `${written(value, mcse, form)} (${writtenError(mcse, form)})`;
}

/** Adds a sign to a difference, unless it is shown as 0. */
function signed(shown: string, isSigned = false): string {
  return isSigned && Number(shown) > 0 ? `+${shown}` : shown;
}

function symbol({ symbol: has = false }: { symbol?: boolean }): string {
  return has ? '%' : '';
}
