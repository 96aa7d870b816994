import * as z from 'zod';
import {
  boundarySchema,
  characteristicsSchema,
  closedFormSchema,
  common,
  nominalSchema,
} from '../trial/schema.ts';

/** The shape of what `power --json` prints. */
export const powerSchema = z.strictObject({
  ...common,
  boundaries: z.array(
    z.strictObject({ fraction: z.number(), efficacy: boundarySchema, futility: boundarySchema }),
  ),
  alternative: characteristicsSchema,
  null: characteristicsSchema.nullable().describe('without an effect; at the margin where there is one'),
  nullFutilityObeyed: characteristicsSchema
    .nullable()
    .describe('the same with futility obeyed that does not bind; null where there is none'),
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
