import * as z from 'zod';

const number = z.number();
const nullable = number.nullable();

/** The schema of what `power --replicate --json` prints of a design with hypotheses. */
export const hypothesesReplicateSchema = z.strictObject({
  replicate: number.describe('number of the trial, from 1'),
  unit: z.string(),
  looks: z.array(
    z.strictObject({
      time: number.describe('calendar time'),
      patients: number.describe('patients who have entered'),
      events: z.array(z.strictObject({ of: z.string(), count: number })),
    }),
  ),
  tests: z
    .array(
      z.strictObject({
        look: number.describe('from 1'),
        hypothesis: z.string(),
        alpha: number,
        boundary: nullable.describe(
          'on z, at this alpha and the information seen; null: nothing can be claimed',
        ),
        z: nullable.describe('above 0 favours treatment; null if the test has no statistic'),
        rejected: z.boolean(),
        passedOn: z
          .array(z.strictObject({ to: z.string(), alpha: number }))
          .describe('alpha that its rejection gives to others'),
      }),
    )
    .describe('every test, in the order in which it was made'),
  hypotheses: z.array(
    z.strictObject({
      name: z.string(),
      rejectedAt: nullable.describe('the look, from 1; null: not rejected'),
      estimate: nullable.describe('when the trial ended'),
    }),
  ),
  success: z.boolean().nullable().describe('null if the design names no success'),
  patients: z
    .array(
      z.strictObject({
        arm: z.string(),
        stratum: z.string().optional(),
        populations: z.array(z.string()).describe('those of the design that the patient is in'),
        randomised: number.describe('calendar time'),
        endpoints: z.array(
          z.strictObject({
            name: z.string(),
            time: nullable.describe('follow-up when the trial ended; null: not randomised by then'),
            event: z.boolean().nullable(),
          }),
        ),
      }),
    )
    .describe('patients of control first'),
});

export type HypothesesReplicateAnswer = z.infer<typeof hypothesesReplicateSchema>;

export function hypothesesReplicateJsonSchema(): object {
  return { title: 'sojourn replicate, of several hypotheses', ...z.toJSONSchema(hypothesesReplicateSchema) };
}
