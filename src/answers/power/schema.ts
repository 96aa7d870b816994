import * as z from 'zod';
import {
  boundarySchema,
  characteristicsSchema,
  closedFormSchema,
  common,
  nominalSchema,
} from '../trial/schema.ts';

/** The schema of what `power --json` prints. */
export const powerSchema = z.strictObject({
  ...common,
  boundaries: z.array(
    z.strictObject({ fraction: z.number(), efficacy: boundarySchema, futility: boundarySchema }),
  ),
  alternative: characteristicsSchema,
  null: characteristicsSchema
    .nullable()
    .describe('without an effect, or exactly at the margin if there is one'),
  nullFutilityObeyed: characteristicsSchema
    .nullable()
    .describe('the same if non-binding futility is obeyed; null without non-binding futility'),
  whyNoNull: z.string().nullable(),
  closedForm: closedFormSchema.nullable(),
  whyNoClosedForm: z.string().nullable(),
  nominal: nominalSchema,
});

/** What `power --json` prints: see `sojourn schema power`. */
export type PowerAnswer = z.infer<typeof powerSchema>;

export function powerJsonSchema(): object {
  return { title: 'sojourn power', ...z.toJSONSchema(powerSchema, { reused: 'ref' }) };
}
