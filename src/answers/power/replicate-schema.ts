import * as z from 'zod';

const number = z.number();
const nullable = number.nullable();

/** The shape of what `power --replicate --json` prints. */
export const replicateSchema = z.strictObject({
  replicate: number.describe('number of the trial, from 1'),
  unit: z.string(),
  looks: z
    .array(
      z.strictObject({
        time: number.describe('calendar time'),
        events: number,
        patients: number.describe('who have entered'),
        z: nullable.describe('above 0 favours treatment; null where the data give the test no statistic'),
        efficacy: nullable.describe('boundary on z; null where the look claims nothing'),
        futility: nullable.describe('boundary on z; null where it does not stop for futility'),
        estimate: nullable.describe('as the test has it: a hazard ratio below 1 favours treatment'),
      }),
    )
    .describe('up to the one at which the trial stopped'),
  decision: z.enum(['efficacy', 'futility', 'opposite', 'none']).describe('of the last of these looks'),
  screened: number.describe('patients screened'),
  patients: z
    .array(
      z.strictObject({
        arm: z.string(),
        stratum: z.string().optional().describe('where there are several'),
        randomised: number.describe('calendar time'),
        time: nullable.describe('follow-up where the trial stopped; null: not randomised by then'),
        event: z.boolean().nullable().describe('whether it ended with the event'),
      }),
    )
    .describe('those of control first'),
});

/** What `power --replicate --json` prints: see `sojourn schema replicate`. */
export type ReplicateAnswer = z.infer<typeof replicateSchema>;

export function replicateJsonSchema(): object {
  return { title: 'sojourn replicate', ...z.toJSONSchema(replicateSchema) };
}
