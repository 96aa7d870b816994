import * as z from 'zod';
import { characteristicsSchema, common, formulaSchema, nominalSchema } from '../trial/schema.ts';

const number = z.number();
const nullable = number.nullable();
const power = z.strictObject({ value: number, mcse: number });

/** The schema of what `size --json` prints. */
export const sizeSchema = z.strictObject({
  ...common,
  vary: z.enum(['patients', 'events', 'duration']),
  target: number.describe('target power'),
  size: number.describe('the smallest size with that power: patients, or planned events'),
  lower: number.describe('95% Monte Carlo interval of the size'),
  upper: number,
  isExact: z
    .boolean()
    .describe(
      'whether the size is computed exactly, as for an exact test; otherwise it is found by simulation',
    ),
  power: power.describe(
    'independent check at this size, equal to that of `sojourn power` with the same seed',
  ),
  expected: characteristicsSchema.shape.expected,
  screened: characteristicsSchema.shape.screened,
  estimate: characteristicsSchema.shape.estimate,
  curve: z
    .array(
      z.strictObject({
        size: number,
        duration: number.describe('duration of accrual'),
        power,
        closedForm: nullable.describe('power by the closed form'),
      }),
    )
    .describe('power curve of nested trials: smaller trials have the first patients of larger ones'),
  replicates: number.describe('trials simulated for each point'),
  closedFormSize: nullable,
  formulas: z.array(formulaSchema).describe('published formulas at the size found'),
  nominal: nominalSchema,
});

/** What `size --json` prints: see `sojourn schema size`. */
export type SizeAnswer = z.infer<typeof sizeSchema>;
export type SizePoint = SizeAnswer['curve'][number];

export function sizeJsonSchema(): object {
  return { title: 'sojourn size', ...z.toJSONSchema(sizeSchema, { reused: 'ref' }) };
}
