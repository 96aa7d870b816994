import * as z from 'zod';
import { coarseRow, provenanceSchema } from '../run/schema.ts';

const nullable = z.number().nullable();
const simulated = z.strictObject({ value: nullable, mcse: nullable });

/** What is null could not be simulated: a median that is not reached, say. */
const difference = {
  reference: simulated.describe('under the reference'),
  strategy: simulated.describe('under the strategy'),
  difference: nullable.describe('strategy - reference'),
  mcse: nullable.describe('Monte Carlo standard error of the difference, by batches of paired patients'),
  varianceRatio: nullable.describe(
    'how many times the variance would be with patients of their own for each strategy',
  ),
};
const differenceSchema = z.strictObject(difference);
const figure = z.strictObject({ value: z.number(), mcse: z.number() });
const ratio = { value: nullable, mcse: nullable };
const ratioSchema = z.strictObject(ratio);

const endpoint = {
  title: z.string(),
  survival: z.array(
    z.strictObject({
      at: z.number(),
      ...difference,
      numberNeededToTreat: figure
        .nullable()
        .describe(
          'number needed to treat: patients for one event less at that time; negative: to harm; null: the difference is below 4 of its standard errors',
        ),
    }),
  ),
  rmst: z
    .array(z.strictObject({ tau: z.number(), ...difference }))
    .describe('restricted mean survival time: mean time without the event up to tau'),
  medians: z.array(
    z.strictObject({
      p: z.number(),
      ...difference,
      coarse: z
        .strictObject({ reference: coarseRow.optional(), strategy: coarseRow.optional() })
        .optional()
        .describe('their rows, where these hold too many events to say where in them the medians lie'),
    }),
  ),
  hazardRatio: z
    .strictObject({
      ...ratio,
      periods: z
        .array(z.strictObject({ from: z.number(), to: z.number(), ...ratio }))
        .describe('over the events in (from, to]'),
      proportionality: z
        .strictObject({ f: z.number(), df: z.tuple([z.number(), z.number()]), p: z.number() })
        .nullable()
        .describe('test that the ratio is one for all periods: of the model, not of a trial'),
    })
    .describe('marginal, strategy over reference, by Cox’s model with Efron’s ties'),
  lives: z
    .strictObject({ longer: figure, same: figure, shorter: figure })
    .nullable()
    .describe(
      'shares of the patients whose event comes later, in the same row of the grid, earlier; null where the endpoint censors, and within subgroups',
    ),
};

const { title: endpointTitle, ...figures } = endpoint;
const comparison = z.strictObject({
  ...figures,
  endpointTitle,
  title: z.string().describe('of the strategy'),
  caveat: z.string().optional().describe('why what it says of patients may not hold'),
  endpoint: z.string().describe('the endpoint of survival, rmst, medians, hazardRatio, lives beside it'),
  endpoints: z.record(z.string(), z.strictObject(endpoint)).describe('the other endpoints'),
  subgroups: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      patients: z.strictObject(difference).describe('share of all patients'),
      endpoints: z.record(z.string(), z.strictObject(endpoint)),
    }),
  ),
  proportions: z.record(z.string(), z.strictObject({ title: z.string(), ...difference })),
});
const comparisons = z.record(z.string(), comparison);

const target = { strategy: z.string().optional(), parameter: z.string() };
const set = z.array(z.strictObject({ ...target, value: z.number() }));

/** The shape of what `compare --json` prints. */
export const compareAnswerSchema = z.strictObject({
  provenance: provenanceSchema.extend({
    batches: z.number().describe('batches of patients that the standard errors come from'),
  }),
  reference: z.strictObject({ name: z.string(), title: z.string() }),
  set: set.describe('values other than the file’s; strategy what-if: the reference with other values'),
  comparisons: comparisons.optional().describe('by strategy; without --vary'),
  vary: z.array(z.strictObject({ ...target, values: z.array(z.number()) })).optional(),
  points: z
    .array(z.strictObject({ set, fingerprint: z.string(), comparisons }))
    .optional()
    .describe('with --vary: every combination of the values, the last parameter changing fastest'),
});

/** What `compare --json` prints and `--out` writes: see `sojourn schema comparison`. */
export type CompareAnswer = z.infer<typeof compareAnswerSchema>;
/** With `--vary`: the comparisons at one combination of values. */
export type ComparePoint = NonNullable<CompareAnswer['points']>[number];
/** A strategy beside the reference. */
export type CompareStrategy = z.infer<typeof comparison>;
/** One endpoint of one group of patients under a strategy, beside the reference. */
export type CompareEndpoint = Omit<CompareStrategy['endpoints'][string], 'title'>;
export type Difference = z.infer<typeof differenceSchema>;
export type Ratio = z.infer<typeof ratioSchema>;

export function comparisonJsonSchema(): object {
  return { title: 'sojourn comparison', ...z.toJSONSchema(compareAnswerSchema, { reused: 'ref' }) };
}
