import * as z from 'zod';

const number = z.number();
const nullable = number.nullable();

/** The schema of what `power --replicate --json` prints of a design with several experimental arms. */
export const multiArmReplicateSchema = z.strictObject({
  replicate: number.describe('number of the trial, from 1'),
  unit: z.string(),
  arms: z.array(z.string()).describe('titles, control first'),
  looks: z.array(
    z.strictObject({
      time: number.describe('calendar time'),
      patients: z.array(number).describe('patients who have entered each arm'),
      events: z.array(number).describe('events of each arm, while it is in the trial'),
      z: z
        .array(nullable)
        .describe('of each experimental arm; above 0 favours it; null: it is not in the trial'),
    }),
  ),
  tests: z
    .array(
      z.strictObject({
        look: number.describe('from 1'),
        of: z.array(z.string()).describe('comparisons that are tested together, or one'),
        alpha: number,
        boundary: nullable.describe('on z; null: nothing can be claimed'),
        z: nullable.describe('of the comparison, or the largest of those in the trial'),
        rejected: z.boolean(),
      }),
    )
    .describe('every test, in the order in which it was made'),
  comparisons: z.array(
    z.strictObject({
      name: z.string(),
      outcome: z.enum(['not rejected', 'rejected', 'dropped for futility', 'not selected']),
      look: nullable.describe('at which it ended, from 1'),
      estimate: nullable.describe('when it ended'),
    }),
  ),
  patients: z
    .array(
      z.strictObject({
        arm: z.string(),
        stratum: z.string().optional(),
        randomised: number.describe('calendar time'),
        time: nullable.describe('follow-up when the arm or the trial ended; null: not randomised by then'),
        event: z.boolean().nullable(),
      }),
    )
    .describe('in order of randomisation'),
});

export type MultiArmReplicateAnswer = z.infer<typeof multiArmReplicateSchema>;

export function multiArmReplicateJsonSchema(): object {
  return {
    title: 'sojourn replicate, of several experimental arms',
    ...z.toJSONSchema(multiArmReplicateSchema),
  };
}
