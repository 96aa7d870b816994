import * as z from 'zod';
import { drawnBest, drawnFigure, drawnNeeded, posteriorSource } from '../psa/schema.ts';
import { coarseRow, provenanceSchema } from '../run/schema.ts';

const nullable = z.number().nullable();
const simulated = z.strictObject({ value: nullable, mcse: nullable });

const uncertainty = drawnFigure
  .optional()
  .describe('with --draws: what the evidence leaves uncertain of the difference, or of the ratio');

/** null: the figure does not exist, such as a median that is not reached. */
const difference = {
  reference: simulated.describe('under the reference'),
  strategy: simulated.describe('under the strategy'),
  difference: nullable.describe('strategy - reference'),
  mcse: nullable.describe('Monte Carlo standard error of the difference, by batches of paired patients'),
  varianceRatio: nullable.describe(
    'variance reduction: independent simulation of the strategies would have this many times the variance',
  ),
  uncertainty,
};
const differenceSchema = z.strictObject(difference);
const figure = z.strictObject({ value: z.number(), mcse: z.number() });
const ratio = { value: nullable, mcse: nullable, uncertainty };
const share = figure.extend({
  uncertainty: drawnFigure
    .optional()
    .describe('with --draws: what the evidence leaves uncertain of the share'),
});
const ratioSchema = z.strictObject(ratio);

const endpoint = {
  title: z.string(),
  survival: z.array(
    z.strictObject({
      at: z.number(),
      ...difference,
      uncertainty: drawnFigure
        .extend({ numberNeededToTreat: drawnNeeded.optional() })
        .optional()
        .describe('with --draws: what the evidence leaves uncertain of the difference'),
      numberNeededToTreat: figure
        .nullable()
        .describe(
          'number needed to treat to prevent one event by that time; negative: to harm; null: the difference is smaller than 4 standard errors',
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
        .describe('rows of the medians, if they hold too many events to place the medians within them'),
    }),
  ),
  hazardRatio: z
    .strictObject({
      ...ratio,
      periods: z
        .array(z.strictObject({ from: z.number(), to: z.number(), ...ratio }))
        .describe('hazard ratio in the period (from, to]'),
      proportionality: z
        .strictObject({ f: z.number(), df: z.tuple([z.number(), z.number()]), p: z.number() })
        .nullable()
        .describe('test of proportional hazards between the periods; about the model, not about a trial'),
    })
    .describe('marginal hazard ratio, strategy over reference, by Cox’s model with Efron’s method for ties'),
  lives: z
    .strictObject({ longer: share, same: share, shorter: share })
    .nullable()
    .describe(
      'shares of patients whose event comes later, in the same row of the grid, or earlier; null if the endpoint censors, and within subgroups',
    ),
};

const { title: endpointTitle, ...figures } = endpoint;
const comparison = z.strictObject({
  ...figures,
  endpointTitle,
  title: z.string().describe('title of the strategy'),
  caveat: z.string().optional().describe('why its results may not hold for patients'),
  endpoint: z
    .string()
    .describe('the first endpoint, to which survival, rmst, medians, hazardRatio and lives refer'),
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

/** The schema of what `compare --json` prints. */
export const compareAnswerSchema = z.strictObject({
  provenance: provenanceSchema.extend({
    posterior: posteriorSource,
    batches: z.number().describe('number of batches for the standard errors'),
  }),
  reference: z.strictObject({ name: z.string(), title: z.string() }),
  set: set.describe(
    'values that replace those of the file; strategy what-if: the reference with other values',
  ),
  uncertainty: z
    .strictObject({
      draws: z.number(),
      n: z.number().describe('patients of each draw, under each strategy'),
      seconds: z.number(),
      drawn: z.array(z.string()).describe('numbers and sets of counts that are drawn'),
      fixed: z.array(z.strictObject({ name: z.string(), isAssumption: z.boolean() })),
      best: z.record(z.string(), drawnBest.nullable()).describe('by outcome of which more is better'),
      impossible: z.number().describe('draws whose numbers cannot be together: left out'),
    })
    .optional()
    .describe('with --draws: what was drawn; `sojourn psa --json` has more of it'),
  comparisons: comparisons.optional().describe('by strategy; without --vary'),
  vary: z.array(z.strictObject({ ...target, values: z.array(z.number()) })).optional(),
  points: z
    .array(z.strictObject({ set, fingerprint: z.string(), comparisons }))
    .optional()
    .describe('with --vary: every combination of the values, the last parameter changing fastest'),
});

/** What `compare --json` prints and `--out` writes: see `sojourn schema comparison`. */
export type CompareAnswer = z.infer<typeof compareAnswerSchema>;
/** The comparisons at one combination of varied values. */
export type ComparePoint = NonNullable<CompareAnswer['points']>[number];
/** A strategy compared with the reference. */
export type CompareStrategy = z.infer<typeof comparison>;
/** One endpoint of one group of patients, compared between a strategy and the reference. */
export type CompareEndpoint = Omit<CompareStrategy['endpoints'][string], 'title'>;
export type Difference = z.infer<typeof differenceSchema>;
export type Ratio = z.infer<typeof ratioSchema>;

export function comparisonJsonSchema(): object {
  return { title: 'sojourn comparison', ...z.toJSONSchema(compareAnswerSchema, { reused: 'ref' }) };
}
