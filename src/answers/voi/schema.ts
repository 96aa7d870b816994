import * as z from 'zod';
import { drawnProvenance } from '../psa/schema.ts';

const byRegression = z.strictObject({
  value: z.number().describe('from 0 to evpi, and no less than of a part of the numbers'),
  se: z.number().describe('standard error, by leaving out a tenth of the draws in turn'),
  rSquared: z.number(),
  degrees: z.number().describe('effective degrees of freedom of the regression'),
  method: z.enum(['splines', 'gaussian process']),
});

const simulated = z.strictObject({ value: z.number(), mcse: z.number() });

/** The schema of what `voi --json` prints. */
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
      evppi: byRegression.nullable().describe('null: too few draws for so many numbers'),
      note: z.string().optional().describe('too few draws, or few'),
    }),
  ),
  twoLevel: z
    .array(
      z.strictObject({
        name: z.string().describe('of the group'),
        numbers: z.array(z.string()),
        value: z.number().describe('EVPPI by draws within draws, the bias of inner means taken out'),
        mcse: z.number(),
        uncorrected: z.number(),
        outer: z.number(),
        inner: z.number(),
      }),
    )
    .optional()
    .describe('of --method two-level'),
  sampleInformation: z
    .strictObject({
      design: z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() }),
      informs: z.array(z.string()).describe('numbers on which the trial’s patients depend'),
      evppi: byRegression.nullable().describe('of knowing all these: no trial is worth more'),
      sizes: z.array(
        z.strictObject({
          patients: z.number(),
          evsi: byRegression.describe('expected value of sample information'),
          success: simulated.describe('share of draws whose trial rejects no effect'),
          power: simulated.describe('at the values of the file'),
        }),
      ),
    })
    .optional()
    .describe('of --design'),
  drawn: z.number().describe('how many numbers, and sets of counts, are drawn'),
  fixed: z
    .array(
      z.strictObject({
        name: z.string(),
        basis: z.enum(['evidence', 'calibrated', 'assumption']),
        why: z.string(),
      }),
    )
    .describe('numbers that are held fixed, and why'),
});

export type VoiAnswer = z.infer<typeof voiSchema>;

export function voiJsonSchema(): object {
  return { title: 'sojourn voi', ...z.toJSONSchema(voiSchema) };
}
