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
    mcse: z.number().describe('Monte Carlo standard error over the draws'),
    uncorrected: z.number(),
  }),
  information: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['number', 'source', 'group']),
      numbers: z.array(z.string()).describe('what would be known'),
      evppi: z
        .strictObject({
          value: z.number().describe('from 0 to evpi, and no less than of a part of the numbers'),
          se: z.number().describe('standard error, by leaving out a tenth of the draws in turn'),
          rSquared: z.number(),
          degrees: z.number().describe('effective degrees of freedom of the regression'),
          method: z.enum(['splines', 'gaussian process']),
        })
        .nullable()
        .describe('null: too few draws for so many numbers'),
      note: z.string().optional().describe('too few draws, or few'),
    }),
  ),
  fixed: z.array(z.string()).describe('numbers that are held fixed, of which nothing is known here'),
});

export type VoiAnswer = z.infer<typeof voiSchema>;

export function voiJsonSchema(): object {
  return { title: 'sojourn voi', ...z.toJSONSchema(voiSchema) };
}
