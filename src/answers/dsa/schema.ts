import * as z from 'zod';
import { jointSchema, posteriorSource } from '../psa/schema.ts';

const nullable = z.number().nullable();

const figure = z.strictObject({
  value: nullable.describe('null: not reached by the horizon'),
  mcse: nullable,
  difference: nullable.describe('less the reference, of the same patients; null of the reference itself'),
  differenceMcse: nullable,
  change: nullable.describe(
    'of the difference (of the reference, of its value) from the scenario as it is, of the same patients',
  ),
  changeMcse: nullable,
});
/** By outcome. */
const figures = z.record(z.string(), figure);
/** By strategy. */
const variant = z.record(z.string(), figures);

const end = z.strictObject({
  value: z.number(),
  limitedBy: z
    .string()
    .optional()
    .describe('the number that it may not cross (`ordered`), at whose value it stops'),
  figures: variant.optional(),
  impossible: z.string().optional().describe('why the number at this end cannot be together with the others'),
});

/** The schema of what `dsa --json` prints. */
export const dsaSchema = z.strictObject({
  provenance: z.strictObject({
    program: z.literal('sojourn'),
    version: z.string(),
    scenario: z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() }),
    posterior: posteriorSource,
    seed: z.string(),
    n: z.number().describe('patients of each variant, the same ones'),
    engine: z.enum(['wasm', 'typescript']),
    generator: z.enum(['triple32', 'philox']),
    seconds: z.number(),
  }),
  reference: z.string(),
  outcome: z.string().describe('of the tornado that is printed'),
  base: variant,
  oneWay: z.array(
    z.strictObject({
      name: z.string(),
      source: z.string().nullable(),
      value: z.number().describe('of the file'),
      low: end,
      high: end,
    }),
  ),
  analyses: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      figures: variant.optional(),
      impossible: z.string().optional(),
    }),
  ),
  thresholds: z.array(
    z.strictObject({
      number: z.string(),
      outcome: z.string(),
      strategy: z.string(),
      value: nullable.describe(
        'at which the strategy is as good as the reference; null: nowhere between from and to',
      ),
      lower: nullable.describe('95% Monte Carlo interval'),
      upper: nullable,
      from: z.number(),
      to: z.number(),
    }),
  ),
  joints: z
    .array(jointSchema)
    .describe('numbers that a draw has together; here each is varied by itself, the others at their values'),
  fixed: z.array(
    z.strictObject({
      name: z.string(),
      basis: z.enum(['evidence', 'calibrated', 'assumption']),
      value: nullable,
      why: z.string(),
    }),
  ),
});

export type DsaAnswer = z.infer<typeof dsaSchema>;
export type DsaVariant = z.infer<typeof variant>;

export function dsaJsonSchema(): object {
  return { title: 'sojourn dsa', ...z.toJSONSchema(dsaSchema, { reused: 'ref' }) };
}
