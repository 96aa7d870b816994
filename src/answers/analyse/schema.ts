import * as z from 'zod';

const nullable = z.number().nullable();
const limits = { lower: nullable, upper: nullable };
const estimate = { value: nullable, se: nullable };
const interval = z.strictObject(limits);
const kinds = { plain: interval, log: interval, 'log-log': interval };
const time = { value: nullable.describe('null: not reached within follow-up'), ...kinds };

const group = z.strictObject({
  n: z.number(),
  events: z.number().describe('events of any cause'),
  expected: nullable.describe(
    'expected events of any cause under equal hazards, by the log-rank test; null with one group',
  ),
  deviation: nullable.describe('(observed - expected)^2 / expected, as R’s survdiff prints it'),
  causes: z
    .record(z.string(), z.number())
    .optional()
    .describe('events by cause, if there are several causes'),
  median: z
    .strictObject(time)
    .describe('median time to an event of any cause, with limits by each transformation'),
  quantiles: z.array(
    z.strictObject({
      p: z.number().describe('share of patients with an event of any cause by that time'),
      ...time,
    }),
  ),
  survival: z
    .array(
      z.strictObject({
        at: z.number(),
        atRisk: z
          .number()
          .describe(
            'at risk just before; 0 after the group’s last time, where the last estimates are repeated',
          ),
        ...estimate,
        ...limits,
      }),
    )
    .describe(
      'survival without an event of any cause: Kaplan-Meier, Greenwood’s standard error, limits by the transformation in `interval`',
    ),
  cumulativeHazard: z
    .array(z.strictObject({ at: z.number(), ...estimate }))
    .describe('cumulative hazard of events of any cause, Nelson-Aalen'),
  incidence: z
    .record(z.string(), z.array(z.strictObject({ at: z.number(), ...estimate })))
    .optional()
    .describe('cumulative incidence by cause, Aalen-Johansen'),
  rmst: z
    .strictObject({ tau: z.number(), ...estimate, ...limits })
    .describe(
      'restricted mean time free of events of any cause (restricted mean survival time), null if follow-up ends before tau',
    ),
  curve: z
    .strictObject({ times: z.array(z.number()), survival: z.array(z.number()) })
    .describe('survival without an event of any cause just after each time; about a thousand points at most'),
});

const test = z.strictObject({
  statistic: nullable,
  df: nullable.describe('null if the statistic is not a chi-square'),
  p: nullable,
});

const cox = z.strictObject({
  group: z.string(),
  coef: nullable,
  se: nullable,
  hr: nullable,
  ...limits,
  p: nullable,
});
const hazards = z.array(cox).describe('each group over the reference, in the order of groups');
const coxComparison = z.strictObject({
  efron: hazards,
  breslow: hazards,
  proportionalHazards: test.describe('score test of proportional hazards, as cox.zph'),
  problems: z.array(z.string()),
});
const contrast = z.strictObject({ ...estimate, ...limits, p: nullable });

/** The schema of what `analyse --json` prints. */
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
    reading: z
      .strictObject({
        delimiter: z.enum([',', ';', '\t', '|']),
        decimal: z.enum(['.', ',']),
        where: z
          .array(z.strictObject({ column: z.string(), value: z.string() }))
          .describe('conditions on rows'),
        rows: z.number().describe('rows of the file'),
        isCnsr: z
          .boolean()
          .describe(
            'whether the status was read as CDISC’s censoring flag: 0 an event, 1 and above censored',
          ),
        statuses: z.array(
          z.strictObject({
            value: z.string(),
            cause: z.string().nullable().describe('null: censored'),
            n: z.number(),
          }),
        ),
      })
      .describe('how the file was interpreted'),
    nearTies: nullable.describe(
      'patients whose times were tied with another time that differs by rounding only, as R’s timefix does; null with --exact-times',
    ),
  }),
  level: z.number().describe('confidence level of the intervals'),
  interval: z.enum(['plain', 'log', 'log-log']).describe('transformation for the limits of survival'),
  tau: z.number(),
  order: z.array(z.string()).describe('names of the groups, the reference first'),
  groups: z.record(z.string(), group),
  tests: z
    .record(z.string(), test)
    .describe(
      'tests of no difference between groups, for events of any cause; gray(cause) is about the incidence of that cause',
    ),
  cox: coxComparison
    .nullable()
    .describe('hazard ratios of each group over the reference, for events of any cause'),
  causeSpecific: z
    .record(
      z.string(),
      z.strictObject({
        events: z.number().describe('events of the cause'),
        logRank: test,
        cox: coxComparison,
      }),
    )
    .optional()
    .describe(
      'cause-specific hazards: events of other causes are censored; only with several causes and groups',
    ),
  rmst: z
    .strictObject({ tau: z.number(), difference: contrast, ratio: contrast })
    .nullable()
    .describe(
      'restricted mean time to an event of any cause: difference and ratio of the second group to the reference',
    ),
});

/** What `analyse --json` prints: see `sojourn schema analysis`. */
export type AnalysisAnswer = z.infer<typeof analysisSchema>;
/** The estimates, without the provenance. */
export type Analysed = Omit<AnalysisAnswer, 'provenance'>;
export type AnalysedGroup = z.infer<typeof group>;
export type CoxComparison = z.infer<typeof coxComparison>;
export type TestResult = z.infer<typeof test>;

export function analysisJsonSchema(): object {
  return { title: 'sojourn analysis', ...z.toJSONSchema(analysisSchema, { reused: 'ref' }) };
}
