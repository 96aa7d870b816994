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
  expected: nullable.describe(
    'events of any cause if all groups had one hazard, by the log-rank test; null with one group',
  ),
  deviation: nullable.describe('(observed - expected)^2 / expected, as R’s survdiff prints it'),
  causes: z.record(z.string(), z.number()).optional().describe('events by cause, where there are several'),
  median: z
    .strictObject(time)
    .describe('of the time to an event of any cause, with its limits for each kind of interval'),
  quantiles: z.array(
    z.strictObject({ p: z.number().describe('share with an event of any cause by then'), ...time }),
  ),
  survival: z
    .array(
      z.strictObject({
        at: z.number(),
        atRisk: z
          .number()
          .describe('followed just before; 0 after the group’s last time, whose estimates then stand'),
        ...estimate,
        ...limits,
      }),
    )
    .describe(
      'free of events of any cause: Kaplan-Meier, Greenwood’s standard error, limits of the kind in `interval`',
    ),
  cumulativeHazard: z
    .array(z.strictObject({ at: z.number(), ...estimate }))
    .describe('of events of any cause, Nelson-Aalen'),
  incidence: z
    .record(z.string(), z.array(z.strictObject({ at: z.number(), ...estimate })))
    .optional()
    .describe('Aalen-Johansen, by cause'),
  rmst: z
    .strictObject({ tau: z.number(), ...estimate, ...limits })
    .describe(
      'restricted mean time free of events of any cause (restricted mean survival time), null where follow-up ends before tau',
    ),
  curve: z
    .strictObject({ times: z.array(z.number()), survival: z.array(z.number()) })
    .describe('free of events of any cause just after each time, some thousand at most'),
});

const test = z.strictObject({
  statistic: nullable,
  df: nullable.describe('null where the statistic is no chi-square'),
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
  proportionalHazards: test.describe('score test of no change over time, as cox.zph'),
  problems: z.array(z.string()),
});
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
    reading: z
      .strictObject({
        delimiter: z.enum([',', ';', '\t', '|']),
        decimal: z.enum(['.', ',']),
        where: z
          .array(z.strictObject({ column: z.string(), value: z.string() }))
          .describe('rows that were wanted'),
        rows: z.number().describe('of the file'),
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
      .describe('how the file was understood'),
    nearTies: nullable.describe(
      'patients whose times were tied with a time that only rounding tells apart, as by R’s timefix; null where that was not wanted',
    ),
  }),
  level: z.number().describe('of the intervals'),
  interval: z.enum(['plain', 'log', 'log-log']).describe('kind of the limits of survival'),
  tau: z.number(),
  order: z.array(z.string()).describe('names of the groups, the reference first'),
  groups: z.record(z.string(), group),
  tests: z
    .record(z.string(), test)
    .describe(
      'of no difference between groups: of events of any cause, but gray(cause) of the incidence of that cause',
    ),
  cox: coxComparison.nullable().describe('hazard of events of any cause in each group over the reference'),
  causeSpecific: z
    .record(
      z.string(),
      z.strictObject({
        events: z.number().describe('of the cause'),
        logRank: test,
        cox: coxComparison,
      }),
    )
    .optional()
    .describe(
      'hazard of each cause alone, events of the others censored; where there are several causes and groups',
    ),
  rmst: z
    .strictObject({ tau: z.number(), difference: contrast, ratio: contrast })
    .nullable()
    .describe(
      'mean time free of events of any cause up to tau: the second group less, and over, the reference',
    ),
});

/** What `analyse --json` prints: see `sojourn schema analysis`. */
export type AnalysisAnswer = z.infer<typeof analysisSchema>;
/** What was estimated, whatever the data came from. */
export type Analysed = Omit<AnalysisAnswer, 'provenance'>;
export type AnalysedGroup = z.infer<typeof group>;
export type CoxComparison = z.infer<typeof coxComparison>;
export type TestResult = z.infer<typeof test>;

export function analysisJsonSchema(): object {
  return { title: 'sojourn analysis', ...z.toJSONSchema(analysisSchema, { reused: 'ref' }) };
}
