import * as z from 'zod';
import { name } from './quantity.ts';

/** What is known of several numbers together: posterior rows, fitted coefficients, correlations, order. */

const text = z.string().min(1);
const number = z.number();

const names = (least: number) =>
  z
    .array(text)
    .min(least)
    .meta({ examples: [['relapse-shape', 'relapse-scale']] });

const matrix = z
  .array(
    z
      .array(number)
      .min(1)
      .meta({ examples: [[1, 0.6]] }),
  )
  .min(1);

/** Where correlations and covariances come from. */
const source = {
  from: name.optional().describe('the evidence entry that this comes from'),
  where: text.optional().describe('where it stands there'),
  assumption: text.optional().describe('why, when no evidence says it'),
  note: text.optional(),
};

const correlation = z
  .union([number, matrix])
  .meta({
    examples: [
      0.6,
      [
        [1, 0.6],
        [0.6, 1],
      ],
    ],
  })
  .describe('one number for every pair, or the matrix in the order of `parameters`');

/** Rows of a file, each a joint draw of the parameters. */
export const posterior = z
  .strictObject({
    file: text.describe('a CSV file, its path from the scenario: a column a parameter, a row a joint draw'),
    parameters: names(1)
      .optional()
      .describe('columns that are read, others are left; all columns unless given'),
    ...source,
  })
  .meta({ examples: [{ file: 'posterior.csv' }] });

/** Scales on which fits report coefficients. */
export const SCALES = ['identity', 'log', 'log-inverse', 'logit'] as const;
const scale = z.enum(SCALES);

/** Fitted coefficients with their covariance, as `vcov` of a fit prints it. */
export const fit = z
  .strictObject({
    parameters: names(1).describe('the coefficients, in the order of the covariance'),
    scale: z
      .union([scale, z.array(scale).min(1)])
      .meta({ examples: ['log', ['identity', 'log']] })
      .describe('scale of the coefficients, one for all or one each: log-inverse is log(1/x)'),
    covariance: matrix
      .meta({
        examples: [
          [
            [0.004, 0.001],
            [0.001, 0.008],
          ],
        ],
      })
      .optional()
      .describe('covariance matrix of the coefficients on their scale, such as vcov(fit) in R'),
    'standard-errors': z
      .array(z.number().positive())
      .min(1)
      .meta({ examples: [[0.063, 0.089]] })
      .optional()
      .describe('in place of the covariance, with `correlation`'),
    correlation: correlation.optional(),
    ...source,
  })
  .meta({
    examples: [
      {
        parameters: ['relapse-shape', 'relapse-scale'],
        scale: 'log',
        covariance: [
          [0.004, 0.001],
          [0.001, 0.008],
        ],
        from: 'paper',
      },
    ],
  });

/** Parameters whose errors go together. */
export const together = z
  .strictObject({
    parameters: names(2),
    correlation: correlation.optional(),
    pairs: z
      .array(z.tuple([text, text, number]).meta({ examples: [['response', 'survival', 0.6]] }))
      .min(1)
      .meta({ examples: [[['response', 'survival', 0.6]]] })
      .optional()
      .describe('[one, other, correlation], in place of `correlation`; pairs that are not named have 0'),
    ...source,
  })
  .meta({
    examples: [{ parameters: ['response', 'survival'], correlation: 0.6, assumption: 'why' }],
  });

/** Parameters of which each is at most the next. */
export const ordered = names(2).describe('the lowest first: no draw has them in another order');

export type RawFit = z.infer<typeof fit>;
export type RawTogether = z.infer<typeof together>;
