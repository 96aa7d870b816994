import { csv } from '../../media/csv.ts';
import { sizedIn } from '../size/words.ts';
import type { FormulaSizeAnswer } from './schema.ts';

/** A row for each size on the power curve. */
export function powerBySizeCsv({ vary, powerBySize }: FormulaSizeAnswer): string {
  return csv(
    [sizedIn(vary), 'accrual', 'closed_form'],
    powerBySize.map(({ size, duration, power }) => [size, duration, power]),
  );
}
