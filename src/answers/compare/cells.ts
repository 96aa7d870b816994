import type { NumberCell } from '../../media/cell.ts';
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
