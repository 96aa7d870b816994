import * as z from 'zod';

/**
 * The numbers of a scenario. Every number has a ground: published evidence (`from`), an `assumption`, or a calibration
 * (`calibrated`); or it is derived from numbers that have one.
 */

const number = z.number();
const text = z.string().min(1);

/** A name of a state, parameter, strategy and so on. */
export const name = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_.-]*$/,
    'a name starts with a letter and holds letters, digits, "-", "_" and "."',
  );

/** Yes or no: a YAML 1.2 boolean, or the words. */
export const yesNo = z
  .union([z.boolean(), z.enum(['yes', 'no'])], { error: 'must be yes or no' })
  .transform((choice) => choice === true || choice === 'yes');

/** The source of a figure and remarks on it; shared by parameters, targets and figures. */
const provenance = {
  from: name.optional().describe('the evidence entry that this figure comes from'),
  where: text.optional().describe('where it stands there: a table, a paragraph'),
  note: text.optional().describe('anything a reader should know'),
  caveat: text.optional().describe('why the figure may not hold here'),
};

export const interval = z
  .tuple([number, number])
  .meta({ examples: [[0.5, 0.9]] })
  .describe('95% interval, unless `level` says otherwise: [lower, upper]');

/** A figure is stated in exactly one way: value, ratio, events + of, events + exposure, or a derivation. */
const figure = {
  value: number.optional().describe('a number in the unit of its use: a rate, a mean, a chance'),
  ratio: number.optional().describe('a hazard, odds or time ratio'),
  events: z.int().nonnegative().optional().describe('numerator of a proportion'),
  of: z.int().positive().optional().describe('denominator of a proportion'),
  exposure: z
    .number()
    .positive()
    .optional()
    .describe('time at risk behind `events`, in units of time: a rate is events / exposure'),
  printed: z
    .string()
    .optional()
    .describe('the figure as the source prints it, such as "49.1%"; the evidence lint compares'),
  interval: interval.optional(),
  level: number.optional().describe('level of the interval, 0.95 unless said otherwise'),
  p: z.union([number, z.string()]).optional().describe('two-sided P value, a number or such as "<0.001"'),
};

const positive = z.number().positive();

/** The uncertainty of a number as a distribution, with the parameter names of R's stats. */
const distribution = z
  .discriminatedUnion(
    'law',
    [
      z.strictObject({ law: z.literal('beta'), shape1: positive, shape2: positive }),
      z.strictObject({ law: z.literal('gamma'), shape: positive, rate: positive }),
      z.strictObject({ law: z.literal('normal'), mean: number, sd: positive }),
      z.strictObject({ law: z.literal('log-normal'), meanlog: number, sdlog: positive }),
      z.strictObject({ law: z.literal('logit-normal'), location: number, scale: positive }),
      z
        .strictObject({ law: z.literal('uniform'), min: number, max: number })
        .refine(({ min, max }) => min < max, { error: 'max must be above min', path: ['max'] }),
    ],
    { error: 'must be beta, gamma, normal, log-normal, logit-normal or uniform' },
  )
  .meta({ examples: [{ law: 'beta', shape1: 112, shape2: 116 }] });

const range = z
  .tuple([number, number])
  .refine(([lower, upper]) => lower < upper, {
    error: ({ input }) => {
      const [lower, upper] = input as [number, number];
      return `${lower} to ${upper} is no range; the lower end stands first, and the ends differ`;
    },
  })
  .meta({ examples: [[0.5, 0.9]] });

const quantiles = z
  .record(z.string().regex(/^(0|1|0?\.\d+)$/, 'a probability such as 0.05'), number)
  .refine((stated) => Object.keys(stated).length >= 2, { error: 'must have two quantiles or more' })
  .refine(
    (stated) => {
      const values = Object.entries(stated)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, value]) => value);
      return values.every((value, i) => i === 0 || value > values[i - 1]!);
    },
    { error: 'quantiles must rise with their probabilities' },
  )
  .meta({ examples: [{ '0.05': 0.4, '0.5': 0.6, '0.95': 0.7 }] });

/** The uncertainty of a number whose counts or interval do not give it. */
const uncertainty = {
  distribution: distribution
    .optional()
    .describe('distribution of the number, in place of the one that follows from its counts or interval'),
  range: range.optional().describe('range of an assumption: [lowest, highest], all values equally likely'),
  quantiles: quantiles
    .optional()
    .describe('elicited quantiles: each probability with the value that the number lies below'),
};

/** The mean of some patients, with its error. */
const mean = {
  mean: number.optional().describe('a mean of patients, with `se`, `sd` and `n`, or `interval`'),
  se: positive.optional().describe('standard error of the mean'),
  sd: positive.optional().describe('standard deviation of single patients, with `n`'),
  n: z.int().positive().optional().describe('patients behind the mean'),
};

/** A prior of a calibration: a distribution, or the one that the evidence gives. */
export const prior = z.strictObject(uncertainty).meta({ examples: [{ range: [0.01, 0.2] }] });

const parameterObject = z.strictObject({
  ...figure,
  ...mean,
  ...uncertainty,
  product: z
    .array(z.string())
    .min(1)
    .meta({ examples: [['rate', 'ratio']] })
    .optional()
    .describe('product of these parameters'),
  quotient: z
    .tuple([z.string(), z.string()])
    .meta({ examples: [['rate', 'ratio']] })
    .optional()
    .describe('the first parameter divided by the second'),
  complement: z.string().optional().describe('one minus this parameter'),
  difference: z
    .tuple([z.string(), z.string()])
    .meta({ examples: [['all-deaths', 'other-deaths']] })
    .optional()
    .describe('the first parameter less the second'),
  'with-odds': z
    .tuple([z.string(), z.string()])
    .meta({ examples: [['response', 'odds-ratio']] })
    .optional()
    .describe('the first parameter, a chance, with its odds multiplied by the second'),
  ...provenance,
  assumption: text.optional().describe('reason for this number, if no evidence gives it'),
  calibrated: text.optional().describe('what the number was calibrated to'),
});

export const parameter = parameterObject.meta({
  id: 'parameter',
  description: 'a number with its evidence',
  examples: [{ value: 0.1, assumption: 'why' }],
});

export const quantity = z
  .union([name, parameter], {
    error: (issue) =>
      typeof issue.input === 'number'
        ? `${issue.input} has no evidence: name a parameter, or write { value: ${issue.input}, assumption: why }`
        : 'must be the name of a parameter, or a number with its evidence such as { value: 0.1, assumption: why }',
  })
  .meta({
    id: 'quantity',
    description: 'the name of a parameter, or a number with its evidence',
    examples: [{ value: 0.1, assumption: 'why' }],
  });

export const published = { ...figure, ...provenance };

export type RawParameter = z.infer<typeof parameter>;
export type RawQuantity = z.infer<typeof quantity>;
