import { csv } from '../../media/csv.ts';
import type { SizeAnswer } from './schema.ts';
import { sizedIn } from './words.ts';

/** A row for each size on the power curve. */
export function curveCsv({ vary, curve }: SizeAnswer): string {
  return csv(
    [sizedIn(vary), 'accrual', 'power', 'mcse', 'closed_form'],
    curve.map(({ size, duration, power, closedForm }) => [
      size,
      duration,
      power.value,
      power.mcse,
      closedForm,
    ]),
  );
}
