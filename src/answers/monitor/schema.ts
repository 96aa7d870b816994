import * as z from 'zod';
import { designSchema, source } from '../trial/schema.ts';

const number = z.number();
const nullable = number.nullable();

const scales = z.strictObject({
  z: number.describe('above 0 favours treatment'),
  p: number.describe('one-sided, of this look alone'),
  hazardRatio: nullable.describe('below 1 favours treatment; null where the test has none'),
});
const interval = z.strictObject({ lower: number, upper: number });

/** The schema of what `monitor --json` prints. */
export const monitorSchema = z.strictObject({
  provenance: z.strictObject({
    program: z.literal('sojourn'),
    version: z.string(),
    design: source,
    scenario: source.nullable(),
    data: z
      .strictObject({ file: z.string(), sha256: z.string(), patients: number, events: number })
      .nullable()
      .describe('the patients of the present look; null if it was given as counts'),
  }),
  design: designSchema,
  sentence: z.string().describe('what the present look means'),
  looks: z.array(
    z.strictObject({
      events: nullable,
      fraction: number.describe('information over the planned maximum'),
      seen: scales,
      efficacy: scales.nullable().describe('boundary at this information; null: the look claims nothing'),
      futility: scales.nullable(),
      alphaSpent: number.describe('type I error spent so far, of both sides together'),
      decision: z.enum(['efficacy', 'futility', 'opposite', 'continue', 'not shown']),
    }),
  ),
  level: number.describe('of the intervals'),
  repeated: interval
    .nullable()
    .describe(
      'repeated confidence interval of the hazard ratio at the present look; holds whenever the trial stops',
    ),
  end: z
    .strictObject({
      p: number.describe('stage-wise, one-sided'),
      hazardRatio: nullable.describe('median-unbiased'),
      interval: interval.nullable(),
    })
    .nullable()
    .describe('the analysis of a trial that ends at the present look; null if it goes on'),
  left: z.array(z.strictObject({ fraction: number, events: nullable, efficacy: scales.nullable() })),
  chances: z
    .strictObject({
      design: nullable.describe('conditional power under the effect of the design; null: unknown'),
      trend: number.describe('conditional power under the present estimate'),
      none: number.describe('conditional power without effect'),
      predictive: number.describe('predictive power: over what the data alone leave of the effect'),
      predictiveWithPrior: nullable.describe('over what the data and the prior leave of it'),
    })
    .nullable()
    .describe('of a claim of efficacy at the looks that are left; null if none are'),
  effect: nullable.describe('hazard ratio of the design'),
  prior: z.strictObject({ hazardRatio: number, sd: number }).nullable(),
  notes: z.array(z.string()),
});

/** What `monitor --json` prints: see `sojourn schema monitoring`. */
export type MonitorAnswer = z.infer<typeof monitorSchema>;

export function monitorJsonSchema(): object {
  return { title: 'sojourn monitor', ...z.toJSONSchema(monitorSchema, { reused: 'ref' }) };
}
