import * as z from 'zod';

const parameter = z.strictObject({
  mean: z.number(),
  mcse: z
    .number()
    .nullable()
    .describe('Monte Carlo standard error of the mean; null: the maximum alone was asked for'),
  sd: z.number(),
  median: z.number(),
  lower: z.number().describe('95% interval'),
  upper: z.number(),
  mode: z.number(),
  priorSd: z.number(),
  independent: z
    .strictObject({ lower: z.number(), upper: z.number() })
    .nullable()
    .describe('95% interval if all targets were independent; null: not asked for, or too few points'),
  pinnedBy: z
    .array(z.strictObject({ target: z.string(), widening: z.number() }))
    .describe('targets without which the standard deviation grows, and by which factor; the most first'),
});

const target = z.strictObject({
  target: z.string(),
  strategy: z.string(),
  isFitted: z.boolean().describe('part of the likelihood; else held out, and predicted'),
  published: z.number(),
  predicted: z.number(),
  lower: z.number().describe('95% interval of what such a cohort would publish'),
  upper: z.number(),
  p: z.number().describe('posterior predictive probability of a figure as far out, two-sided'),
});

/** The shape of what `calibrate --json` prints. */
export const calibrateSchema = z.strictObject({
  provenance: z.strictObject({
    program: z.literal('sojourn'),
    version: z.string(),
    scenario: z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() }),
    targets: z
      .array(z.strictObject({ file: z.string(), sha256: z.string() }))
      .optional()
      .describe('files of targets beside those of the scenario'),
    seed: z.string(),
    cohorts: z.number().describe('simulated for each set of values'),
    draws: z.number().describe('rows of the posterior'),
    evaluations: z.number().describe('sets of values that were simulated'),
    engine: z.enum(['wasm', 'typescript']),
    generator: z.enum(['triple32', 'philox']),
    threads: z.number(),
    seconds: z.number(),
  }),
  wanted: z.number().describe('effective sample size that was asked for'),
  effectiveSampleSize: z.number().nullable().describe('null: the maximum alone was asked for'),
  largestWeight: z.number().nullable(),
  modes: z
    .array(z.strictObject({ height: z.number(), values: z.record(z.string(), z.number()) }))
    .describe('maxima that were found, the highest first'),
  parameters: z.record(z.string(), parameter),
  correlation: z.record(z.string(), z.record(z.string(), z.number())),
  targets: z.array(target),
  unidentified: z.array(
    z.strictObject({ parameters: z.array(z.string()), ratio: z.number(), words: z.string() }),
  ),
});

export type CalibrateAnswer = z.infer<typeof calibrateSchema>;

export function calibrateJsonSchema(): object {
  return { title: 'sojourn calibrate', ...z.toJSONSchema(calibrateSchema) };
}
