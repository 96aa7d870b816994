import type { Cell, NumberCell } from '../../media/cell.ts';
import type { Form } from '../../media/form.ts';
import type { Difference, Ratio } from './schema.ts';

/** A figure without a standard error is not shown: none of its digits is supported. */
export function supportedCell({ value, mcse }: Ratio, form: Form): NumberCell {
  return { value: mcse === null ? null : value, mcse, form };
}

/** A difference, with its sign. */
export function differenceCell(
  { difference, mcse }: Pick<Difference, 'difference' | 'mcse'>,
  as: 'percent' | 'figure',
): NumberCell {
  return supportedCell({ value: difference, mcse }, { as, signed: true });
}

export function ratioCell(ratio: Ratio): NumberCell {
  return supportedCell(ratio, { as: 'figure' });
}

/** The 95% uncertainty interval of the evidence; empty where no parameters were drawn. */
export function uncertaintyCell(
  { uncertainty }: Pick<Difference | Ratio, 'uncertainty'>,
  as: 'percent' | 'figure',
  signed = true,
): Cell {
  if (!uncertainty) return '';
  const { lower, upper, mcseLower, mcseUpper } = uncertainty;
  const mcse = Math.max(mcseLower ?? 0, mcseUpper ?? 0);
  return {
    lower,
    upper,
    mcse: mcse > 0 ? mcse : null,
    form: { as, ...(signed && { signed }) },
    open: 'not reached',
  };
}

/** What a row of them is called, below the row of the strategy that it is of. */
export const UNCERTAINTY = '95% uncertainty interval';
