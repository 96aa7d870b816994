import * as z from 'zod';

const nullable = z.number().nullable();

const figureShape = {
  mean: nullable.describe('over the draws; null where the figure is not reached in some draw'),
  median: nullable,
  lower: nullable.describe(
    '95% uncertainty interval of the evidence, the patients’ part taken out; null: not reached',
  ),
  upper: nullable,
  sd: nullable.describe('standard deviation that the uncertain parameters give'),
  mcse: nullable.describe('Monte Carlo standard error of the mean'),
  mcseMedian: nullable,
  mcseLower: nullable,
  mcseUpper: nullable,
  mcseSd: nullable.describe('of sd'),
  sdPatients: nullable.describe('Monte Carlo standard error of one draw’s figure, from its patients'),
  uncorrected: z
    .strictObject({ lower: nullable, upper: nullable, sd: nullable })
    .describe('with the patients’ part left in'),
  notReached: z.number().describe('share of the draws in which the figure is not reached by the horizon'),
};
/** One figure over the parameter draws. */
export const drawnFigure = z.strictObject(figureShape);
const figure = drawnFigure;

/** From the difference in survival at one time. */
export const drawnNeeded = z
  .strictObject({
    value: nullable.describe('1 over the mean difference'),
    from: nullable.describe('1 over the upper end of the difference'),
    to: nullable.describe('1 over its lower end; below 0: patients for one event more'),
    passesInfinity: z
      .boolean()
      .describe('the interval of the difference holds 0: from `from` over infinity to harm by one in -`to`'),
  })
  .describe('number needed to treat for one event less at that time');

const endpointShape = {
  title: z.string(),
  survival: z.array(
    z.strictObject({
      at: z.number(),
      ...figureShape,
      numberNeededToTreat: drawnNeeded.optional().describe('of a difference'),
    }),
  ),
  median: figure,
  rmst: z.array(z.strictObject({ tau: z.number(), ...figureShape })),
  hazardRatio: figure
    .extend({
      periods: z.array(z.strictObject({ from: z.number(), to: z.number(), ...figureShape })),
    })
    .optional()
    .describe('strategy over reference; of a comparison'),
  lives: z
    .strictObject({ longer: figure, same: figure, shorter: figure })
    .optional()
    .describe(
      'of `compare --draws`: shares of patients whose event comes later than under the reference, in the same row of the grid, or earlier',
    ),
};
const endpoints = z.record(z.string(), z.strictObject(endpointShape));

const figures = z.strictObject({
  endpoints,
  subgroups: z
    .record(z.string(), z.strictObject({ title: z.string(), endpoints }))
    .describe('those that --subgroup names'),
  proportions: z.record(z.string(), z.strictObject({ title: z.string(), ...figureShape })),
});

const share = z.strictObject({
  value: z.number(),
  mcse: z.number(),
  uncorrected: z.number().describe('with the patients’ part left in'),
});

/** The best strategy by one outcome. */
export const drawnBest = z.strictObject({
  best: z.record(z.string(), share).describe('by strategy: share of the draws in which it is best'),
  beatsReference: z.record(z.string(), share),
  evpi: z
    .strictObject({ value: z.number(), mcse: z.number(), uncorrected: z.number() })
    .describe('expected value of perfect information, in the unit of the outcome'),
});

const end = z.strictObject({ at: z.number(), mean: z.number() });
const drivers = z.array(
  z.strictObject({
    name: z.string(),
    share: z.number(),
    ends: z
      .strictObject({ low: end, high: end })
      .optional()
      .describe(
        'of one number: the mean of the figure where the number is at the ends of its 95% interval, and all others as they are drawn; of a ratio its natural logarithm',
      ),
  }),
);

const basis = z.enum(['evidence', 'calibrated', 'assumption']);

/** The distribution, or the fixed value, of each number of a scenario. */
export const parameterSchema = z.strictObject({
  distribution: z.string(),
  arguments: z.record(z.string(), z.number()),
  rule: z.string().describe('how it follows from the evidence'),
  basis,
  source: z.string().nullable().describe('the entry of `evidence`'),
  value: z.number().describe('the value in the file'),
  mean: z.number(),
  sd: z.number(),
  lower: z.number().describe('95% interval'),
  upper: z.number(),
});

/** The posterior file of a scenario whose numbers were drawn or varied. */
export const posteriorSource = z
  .strictObject({ file: z.string(), sha256: z.string(), rows: z.number() })
  .optional()
  .describe('joint draws that the scenario names');

/** What names a posterior file in a provenance. */
export type PosteriorSource = z.infer<typeof posteriorSource>;

/** The origin of an answer from parameter draws. */
export const drawnProvenance = z.strictObject({
  program: z.literal('sojourn'),
  version: z.string(),
  scenario: z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() }),
  posterior: posteriorSource,
  seed: z.string(),
  draws: z.number(),
  n: z.number().describe('patients of each draw, under each strategy'),
  threads: z.number(),
  engine: z.enum(['wasm', 'typescript']),
  generator: z.enum(['triple32', 'philox']),
  seconds: z.number(),
});

/** A group of numbers that are drawn jointly. */
export const jointSchema = z.strictObject({
  kind: z.enum(['posterior', 'fit', 'together', 'counts']),
  title: z.string(),
  names: z.array(z.string()),
});

/** The schema of what `psa --json` prints. */
export const psaSchema = z.strictObject({
  provenance: drawnProvenance,
  reference: z.string(),
  advice: z
    .strictObject({
      outcome: z.string(),
      unit: z.enum(['share', 'time', 'ratio']),
      patients: nullable.describe('null: the parameters add nothing to the variance of this outcome'),
      draws: z.number().describe('draws that say so: those of a pilot, or of the analysis'),
      byOutcome: z.record(z.string(), nullable).describe('likewise of every outcome'),
    })
    .describe('patients of a draw that give the mean of this outcome with the least work'),
  target: z
    .strictObject({
      outcome: z.string(),
      mcse: z.number().describe('as asked for, of a share from 0 to 1'),
      reached: z.number(),
    })
    .optional()
    .describe('with --target-mcse'),
  strategies: z.record(z.string(), figures.extend({ title: z.string(), caveat: z.string().optional() })),
  comparisons: z
    .record(z.string(), figures)
    .describe('strategy less reference, of the same draws and patients'),
  best: z.record(z.string(), drawnBest.nullable()).describe('by outcome of which more is better'),
  drivers: z
    .record(z.string(), z.strictObject({ parameters: drivers, sources: drivers }))
    .describe(
      'by outcome: share of the variance over draws that would go if the number were known; of the difference between the first strategy and the reference where there is one',
    ),
  parameters: z.record(z.string(), parameterSchema),
  counts: z
    .record(z.string(), z.record(z.string(), z.number()))
    .describe('levels that are drawn together by a Dirichlet law, with their counts'),
  curves: z
    .record(z.string(), z.strictObject({ patients: z.number(), events: z.number() }))
    .describe('published curves that are drawn anew from their reconstructed patients'),
  joints: z.array(jointSchema).describe('numbers that are drawn together'),
  orders: z.array(z.array(z.string())).describe('numbers of which each is at most the next, in every draw'),
  fixed: z.array(z.strictObject({ name: z.string(), basis, value: nullable, why: z.string() })),
  impossible: z
    .array(z.strictObject({ draw: z.number(), message: z.string() }))
    .describe('draws whose numbers cannot be together: left out'),
});

export type PsaAnswer = z.infer<typeof psaSchema>;
export type PsaFigures = z.infer<typeof figures>;
export type PsaEndpoint = PsaFigures['endpoints'][string];
export type PsaFigure = z.infer<typeof figure>;
export type ParameterRow = z.infer<typeof parameterSchema>;

export function psaJsonSchema(): object {
  return { title: 'sojourn psa', ...z.toJSONSchema(psaSchema, { reused: 'ref' }) };
}
