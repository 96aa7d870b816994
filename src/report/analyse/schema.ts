import * as z from 'zod';

const nullable = z.number().nullable();
const limits = { lower: nullable, upper: nullable };
const estimate = { value: nullable, se: nullable };
const interval = z.strictObject(limits);
const kinds = { plain: interval, log: interval, 'log-log': interval };
const time = { value: nullable.describe('null: not reached within follow-up'), ...kinds };

const group = z.strictObject({
  n: z.number(),
  events: z.number().describe('of any cause'),
  expected: nullable.describe('if all groups had one hazard, by the log-rank test; null with one group'),
  causes: z.record(z.string(), z.number()).optional().describe('events by cause, where there are several'),
  median: z.strictObject(time).describe('with its limits for each kind of interval'),
  quantiles: z.array(z.strictObject({ p: z.number().describe('share with the event by then'), ...time })),
  survival: z
    .array(
      z.strictObject({
        at: z.number(),
        atRisk: z.number().describe('followed just before'),
        ...estimate,
        ...limits,
      }),
    )
    .describe('Kaplan-Meier, Greenwood’s standard error, limits of the kind in `interval`'),
  cumulativeHazard: z.array(z.strictObject({ at: z.number(), ...estimate })).describe('Nelson-Aalen'),
  incidence: z
    .record(z.string(), z.array(z.strictObject({ at: z.number(), ...estimate })))
    .optional()
    .describe('Aalen-Johansen, by cause'),
  rmst: z
    .strictObject({ tau: z.number(), ...estimate, ...limits })
    .describe('restricted mean survival time, null where follow-up ends before tau'),
  curve: z
    .strictObject({ times: z.array(z.number()), survival: z.array(z.number()) })
    .describe('survival just after each time, some thousand at most'),
});

const test = z.strictObject({
  statistic: nullable,
  df: nullable.describe('null where the statistic is no chi-square'),
  p: nullable,
});

const cox = z.strictObject({ coef: nullable, se: nullable, hr: nullable, ...limits, p: nullable });
const hazards = z.union([cox, z.record(z.string(), cox)]);
const contrast = z.strictObject({ ...estimate, ...limits, p: nullable });

/** The shape of what `analyse --json` prints. */
export const analysisSchema = z.strictObject({
  provenance: z.strictObject({
    program: z.literal('sojourn'),
    version: z.string(),
    data: z.strictObject({ file: z.string(), sha256: z.string(), rows: z.number() }),
    columns: z.strictObject({
      time: z.string(),
      status: z.string(),
      group: z.string().nullable(),
      strata: z.string().nullable(),
    }),
  }),
  level: z.number().describe('of the intervals'),
  interval: z.enum(['plain', 'log', 'log-log']).describe('kind of the limits of survival'),
  tau: z.number(),
  groups: z.record(z.string(), group),
  tests: z.record(z.string(), test).describe('of no difference between groups'),
  cox: z
    .strictObject({
      efron: hazards,
      breslow: hazards,
      proportionalHazards: test.describe('score test of no change over time, as cox.zph'),
      problems: z.array(z.string()),
    })
    .nullable()
    .describe('the second group over the first; with more groups, each over the first, by name'),
  rmst: z
    .strictObject({ tau: z.number(), difference: contrast, ratio: contrast })
    .nullable()
    .describe('the second group less, and over, the first'),
});

export function analysisJsonSchema(): object {
  return { title: 'sojourn analysis', ...z.toJSONSchema(analysisSchema, { reused: 'ref' }) };
}
