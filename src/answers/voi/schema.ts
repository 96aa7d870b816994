import * as z from 'zod';
import { drawnProvenance } from '../psa/schema.ts';

/** The shape of what `voi --json` prints. */
export const voiSchema = z.strictObject({
  provenance: drawnProvenance,
  outcome: z.string(),
  unit: z.enum(['share', 'time']).describe('values are shares, or times in the scenario’s unit'),
  strategies: z.array(z.string()).describe('the reference first'),
  preferred: z.string().describe('best on average'),
  evpi: z.strictObject({
    value: z.number().describe('expected value of perfect information, the patients’ part taken out'),
    uncorrected: z.number(),
  }),
  information: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['number', 'source', 'group']),
      numbers: z.array(z.string()).describe('what would be known'),
      evppi: z
        .strictObject({ value: z.number(), se: z.number(), rSquared: z.number() })
        .nullable()
        .describe('null: too few draws for so many numbers'),
    }),
  ),
  fixed: z.array(z.string()).describe('numbers that are held fixed, of which nothing is known here'),
});

export type VoiAnswer = z.infer<typeof voiSchema>;

export function voiJsonSchema(): object {
  return { title: 'sojourn voi', ...z.toJSONSchema(voiSchema) };
}
