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
 * How a number is written. All media write a number of one form with the same digits. A new way to write numbers is a new
 * entry here, and a case in `written`.
 */
export type Form =
  /** a simulated figure, in its own unit: digits by its MCSE */
  | { as: 'figure'; least?: number; signed?: boolean }
  /** a simulated share, in percent: digits by its MCSE; `least` decimals: `POWER_DECIMALS`, `TYPE_I_DECIMALS` */
  | { as: 'percent'; least?: number; signed?: boolean; symbol?: boolean }
  /** a published share, in percent: a tenth, or two significant digits of what is smaller */
  | { as: 'published percent'; symbol?: boolean }
  /** a share known without simulation, in percent: three decimals */
  | { as: 'exact percent' }
  /** 1,000,000 */
  | { as: 'count' }
  /** a size that is enough: the next whole number */
  | { as: 'count up' }
  /** an estimate from data: five significant digits, small ones in powers of ten */
  | { as: 'from data' }
  | { as: 'fixed'; decimals: number }
  /** as short as it can be, with four decimals at most unless given */
  | { as: 'plain'; most?: number }
  /** so many significant digits, without zeros at the end */
  | { as: 'significant'; digits: number }
  /** two digits and a cross: `12x` */
  | { as: 'times' }
  /** of a test: four decimals at most */
  | { as: 'p-value' }
  /** of a boundary: five decimals, small ones in powers of ten */
  | { as: 'nominal p-value' }
  /** as R prints it: three significant digits, small ones in powers of ten */
  | { as: 'R p-value' };

/**
 * A number in letters.
 *
 * @param mcse of the value, in its unit (a share's of the share); null: unknown. Forms without simulation have none.
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

/** The standard error of a number of a form, in the unit in which the number is shown. */
export function writtenError(mcse: number | null, { as }: Form): string {
  return standardError(mcse, as === 'percent' ? 100 : 1);
}

/** A number and its standard error in a label: `-0.327 (0.0093)`. */
export function writtenWithError(value: number, mcse: number, form: Form): string {
  return `${written(value, mcse, form)} (${writtenError(mcse, form)})`;
}

/** A difference has its sign, but where nothing of it is shown. */
function signed(shown: string, isSigned = false): string {
  return isSigned && Number(shown) > 0 ? `+${shown}` : shown;
}

function symbol({ symbol: has = false }: { symbol?: boolean }): string {
  return has ? '%' : '';
}
