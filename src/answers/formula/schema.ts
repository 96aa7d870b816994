import * as z from 'zod';
import { boundarySchema, closedFormSchema, common } from '../trial/schema.ts';

const number = z.number();
const { provenance, ...shared } = common;

/** The schema of what `size --formula --json` prints. */
export const formulaSizeSchema = z.strictObject({
  provenance: provenance.pick({ program: true, version: true, design: true, scenario: true }),
  ...shared,
  vary: z.enum(['patients', 'events', 'duration']),
  target: number.describe('target power'),
  size: number.describe('the smallest size with that power by the closed form: patients, or planned events'),
  duration: number.describe('duration of accrual at this size'),
  boundaries: z.array(
    z.strictObject({ fraction: number, efficacy: boundarySchema, futility: boundarySchema }),
  ),
  closedForm: closedFormSchema.describe('at this size'),
  powerBySize: z.array(z.strictObject({ size: number, duration: number, power: number })),
});

/** What `size --formula --json` prints: see `sojourn schema formula`. */
export type FormulaSizeAnswer = z.infer<typeof formulaSizeSchema>;

export function formulaSizeJsonSchema(): object {
  return { title: 'sojourn size --formula', ...z.toJSONSchema(formulaSizeSchema, { reused: 'ref' }) };
}
