import * as z from 'zod';

const number = z.number();
const nullable = number.nullable();

/** The schema of what `power --replicate --json` prints. */
export const replicateSchema = z.strictObject({
  replicate: number.describe('number of the trial, from 1'),
  unit: z.string(),
  looks: z
    .array(
      z.strictObject({
        time: number.describe('calendar time'),
        events: number,
        patients: number.describe('patients who have entered'),
        z: nullable.describe('above 0 favours treatment; null if the test has no statistic for the data'),
        efficacy: nullable.describe('boundary on z; null if the look does not test efficacy'),
        futility: nullable.describe('boundary on z; null if the look does not test futility'),
        estimate: nullable.describe(
          'the estimate that belongs to the test; a hazard ratio below 1 favours treatment',
        ),
        adapted: z
          .strictObject({
            statistic: nullable.describe('what is tested; of Fisher’s product, as z of its p value'),
            boundary: nullable.describe('at or above which it claims efficacy'),
            rule: z.string().nullable().describe('the rule that was carried out'),
            measured: nullable.describe('what its condition measured first'),
            plannedEvents: nullable.describe('of the last look, from then on'),
            plannedPatients: number,
          })
          .optional()
          .describe('of a design with rules'),
      }),
    )
    .describe('looks up to the one at which the trial stopped'),
  decision: z
    .enum(['efficacy', 'futility', 'opposite', 'none'])
    .describe('the decision at the last of these looks'),
  screened: number.describe('patients screened'),
  patients: z
    .array(
      z.strictObject({
        arm: z.string(),
        stratum: z.string().optional().describe('if there are several strata'),
        randomised: number.describe('calendar time'),
        time: nullable.describe('follow-up when the trial stopped; null: not randomised by then'),
        event: z.boolean().nullable().describe('whether follow-up ended with the event'),
      }),
    )
    .describe('patients of control first'),
});

/** What `power --replicate --json` prints: see `sojourn schema replicate`. */
export type ReplicateAnswer = z.infer<typeof replicateSchema>;

export function replicateJsonSchema(): object {
  return { title: 'sojourn replicate', ...z.toJSONSchema(replicateSchema) };
}
