import * as z from 'zod';
import {
  assumptionSchema,
  characteristicsSchema,
  driversSchema,
  fixedSchema,
  overDrawsSchema,
  provenanceSchema,
  shareSchema,
  simulated,
  timingShape,
} from '../trial/schema.ts';

const number = z.number();
const name = z.string();

const designSchema = z.strictObject({
  unit: z.string(),
  arms: z.array(z.string()).describe('titles of the arms, control first'),
  allocation: z.array(number).describe('allocation to the arms, control first'),
  patients: number,
  alpha: number.describe('one-sided type I error of all hypotheses together'),
  procedure: z.enum(['graph', 'hochberg']),
  hypotheses: z.array(
    z.strictObject({
      name,
      endpoint: z.string(),
      population: z.string().nullable().describe('null: all patients of the trial'),
      test: z.string(),
      weight: number.nullable().describe('share of alpha at the beginning; null in Hochberg’s procedure'),
      transitions: z
        .array(z.strictObject({ to: z.string(), share: number }))
        .describe('where its alpha goes when it is rejected'),
      planned: number.nullable().describe('events at which all of its alpha is spent; null: not by events'),
      looks: z.array(number).describe('analyses at which it is tested, from 1'),
    }),
  ),
  looks: z.array(
    z.strictObject({
      events: z.array(z.strictObject({ of: z.string(), count: number })),
      ...timingShape,
    }),
  ),
  cohorts: z
    .array(z.string())
    .describe('whose events are counted: an endpoint, or an endpoint in a population'),
  success: z.string().nullable().describe('what a success is, in words'),
});

const characteristics = z.strictObject({
  replicates: number,
  hypotheses: z.array(
    z.strictObject({
      name,
      rejected: simulated.describe('share of trials that reject it: its power'),
      looks: z.array(
        z.strictObject({
          rejected: simulated.describe('share of all trials that reject it at this look'),
          alpha: simulated.describe(
            'mean alpha that it has at the end of the look, among trials that reach the look and have not rejected it before; null value in Hochberg’s procedure',
          ),
        }),
      ),
      estimate: characteristicsSchema.shape.estimate.describe('the estimate when the trial ends'),
    }),
  ),
  any: simulated.describe('share of trials that reject at least one hypothesis'),
  all: simulated.describe('share of trials that reject all'),
  success: simulated.nullable().describe('share of trials that are a success; null if the design names none'),
  looks: z.array(
    z.strictObject({
      reached: simulated.describe('share of all trials that reach it'),
      ends: simulated.describe('share of all trials that end at it'),
      any: simulated.describe('share of all trials whose first rejection is at it'),
      all: simulated.describe('share of all trials whose last hypothesis is rejected at it'),
      time: simulated.describe('calendar time, among trials that reach it'),
      patients: simulated.describe('patients who have entered'),
      events: z.array(simulated).describe('by cohort, in the order of design.cohorts'),
    }),
  ),
  expected: z
    .strictObject({ time: simulated, patients: simulated, events: z.array(simulated) })
    .describe('when the trial ends'),
});

const varied = z.strictObject({
  number: z.string().describe('the number that is varied, by its path in the file'),
  points: z.array(
    z.strictObject({
      value: number,
      rejected: z.array(simulated).describe('by hypothesis: share of trials that reject it'),
      any: simulated,
      all: simulated,
      success: simulated.nullable(),
      patients: simulated.describe('when the trial ends, as time'),
      time: simulated,
    }),
  ),
});

const assured = z.strictObject({
  assurance: shareSchema.describe('mean of the power over draws'),
  overDraws: overDrawsSchema
    .nullable()
    .describe('distribution of the power over draws, less the chance of trials; null with one trial a draw'),
  drivers: driversSchema,
});

const assurance = z.strictObject({
  draws: number,
  trials: number.describe('trials under each draw'),
  drawn: z.array(z.string()).describe('numbers that are drawn'),
  fixed: fixedSchema,
  sizes: z.array(
    z.strictObject({
      patients: number,
      hypotheses: z.array(assured).describe('in the order of design.hypotheses'),
      any: assured,
      all: assured,
      success: assured.nullable(),
    }),
  ),
});

/** The schema of what `power --json` prints of a design with hypotheses. */
export const hypothesesSchema = z.strictObject({
  provenance: provenanceSchema,
  sentence: z.string().describe('the design in words, for a protocol'),
  assumptions: z.array(assumptionSchema).describe('numbers of the design with a stated source'),
  design: designSchema,
  boundaries: z
    .array(
      z.strictObject({
        hypothesis: name,
        alpha: number,
        looks: z.array(
          z.strictObject({ look: number, information: number, z: number.nullable(), p: number.nullable() }),
        ),
      }),
    )
    .describe(
      'boundaries on z of each hypothesis at its first alpha and at the most that it can get, for the mean information of its looks; each trial uses its own',
    ),
  alternative: characteristics,
  errors: z
    .array(
      z.strictObject({
        truth: z.string().describe('what has no effect'),
        nulls: z.array(name).describe('hypotheses whose null is true'),
        familywise: simulated.describe('share of trials that reject one of them or more'),
        rejected: z.array(simulated).describe('share of trials that reject each hypothesis, true or not'),
      }),
    )
    .describe('familywise error under each configuration of true nulls that the arms allow'),
  errorsLeftOut: z.string().nullable().describe('configurations that are not simulated, and why'),
  set: z
    .array(z.strictObject({ number: z.string(), value: number }))
    .describe('values of --set, in place of those of the file'),
  varied: varied.nullable().describe('power over a line of values; null without --vary'),
  assurance: assurance.nullable().describe('over what is not known of the arms; null without --draws'),
  notes: z.array(z.string()),
});

export type HypothesesAnswer = z.infer<typeof hypothesesSchema>;

export function hypothesesJsonSchema(): object {
  return {
    title: 'sojourn power, of several hypotheses',
    ...z.toJSONSchema(hypothesesSchema, { reused: 'ref' }),
  };
}
