import * as z from 'zod';

const nullable = z.number().nullable();

const parameter = z.strictObject({
  mean: z.number(),
  sd: z.number(),
  median: z.number(),
  lower: z.number().describe('95% interval'),
  upper: z.number(),
  mode: z.number(),
  priorSd: z.number(),
  independentWidth: nullable.describe(
    'width of the interval if targets were taken for independent, over its width; null: not known',
  ),
  pinnedBy: z
    .strictObject({ target: z.string(), widening: z.number() })
    .nullable()
    .describe('the target without which the standard deviation grows most, and by which factor'),
});

const target = z.strictObject({
  target: z.string(),
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
    seed: z.string(),
    n: z.number().describe('patients of each set of values, the same ones'),
    draws: z.number().describe('rows of the posterior'),
    evaluations: z.number().describe('sets of values that were simulated'),
    engine: z.enum(['wasm', 'typescript']),
    generator: z.enum(['triple32', 'philox']),
    seconds: z.number(),
  }),
  effectiveSampleSize: z.number(),
  largestWeight: z.number(),
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
