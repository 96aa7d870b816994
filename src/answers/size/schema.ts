import * as z from 'zod';
import { characteristicsSchema, common, formulaSchema, nominalSchema } from '../trial/schema.ts';

const number = z.number();
const nullable = number.nullable();
const power = z.strictObject({ value: number, mcse: number });

/** The shape of what `size --json` prints. */
export const sizeSchema = z.strictObject({
  ...common,
  vary: z.enum(['patients', 'events', 'duration']),
  target: number.describe('power'),
  size: number.describe('the smallest with that power: patients, or planned events'),
  lower: number.describe('95% Monte Carlo interval of the size'),
  upper: number,
  isExact: z
    .boolean()
    .describe('whether the size is exact, as that of an exact test; otherwise it is found by simulation'),
  power: power.describe('of trials of that size by themselves, as `sojourn power` has it with the same seed'),
  expected: characteristicsSchema.shape.expected,
  screened: characteristicsSchema.shape.screened,
  estimate: characteristicsSchema.shape.estimate,
  curve: z
    .array(
      z.strictObject({
        size: number,
        duration: number.describe('of accrual'),
        power,
        closedForm: nullable.describe('power by the closed form'),
      }),
    )
    .describe('of nested trials: the smaller have the first patients of the larger'),
  replicates: number.describe('behind each point'),
  closedFormSize: nullable,
  formulas: z.array(formulaSchema).describe('at the size found'),
  nominal: nominalSchema,
});

/** What `size --json` prints: see `sojourn schema size`. */
export type SizeAnswer = z.infer<typeof sizeSchema>;
export type SizePoint = SizeAnswer['curve'][number];

export function sizeJsonSchema(): object {
  return { title: 'sojourn size', ...z.toJSONSchema(sizeSchema, { reused: 'ref' }) };
}
