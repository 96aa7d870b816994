import * as z from 'zod';
import { source } from '../trial/schema.ts';

const number = z.number();
const nullable = number.nullable();
const simulated = z.strictObject({
  value: nullable.describe('null: never, in so many draws'),
  mcse: nullable.describe('Monte Carlo standard error; null: unknown in this tail'),
});
const predicted = z.strictObject({
  median: simulated,
  quantiles: z.array(z.strictObject({ p: number, ...simulated.shape })),
});
const rate = z.strictObject({
  count: number,
  exposure: number,
  mean: number.describe('posterior mean, with its 95% interval'),
  lower: number,
  upper: number,
});

/** The schema of what `predict --json` prints. */
export const predictSchema = z.strictObject({
  provenance: z.strictObject({
    program: z.literal('sojourn'),
    version: z.string(),
    design: source,
    scenario: source.nullable(),
    data: z.strictObject({ file: z.string(), sha256: z.string() }),
    seed: z.string(),
    draws: number,
    seconds: number,
  }),
  sentence: z.string(),
  unit: z.string(),
  planned: z.strictObject({ patients: number }),
  at: z
    .strictObject({
      cut: number.describe('calendar time of the data cut'),
      patients: number.describe('randomised so far'),
      events: number,
      ongoing: number.describe('under follow-up'),
      lost: number,
      followUp: number.describe('of all patients together'),
    })
    .describe('the trial at the data cut'),
  accrual: rate.nullable().describe('patients per unit of time; null: all have entered'),
  loss: rate.describe('losses per unit of patients’ time'),
  law: z.string().describe('the law that predicts, one of laws'),
  laws: z
    .array(
      z.strictObject({
        name: z.string(),
        location: number.describe('of ln T, as survreg of R has it'),
        scale: number,
        median: number,
        logLikelihood: number,
        aic: number,
      }),
    )
    .describe('fitted to all patients together; the least AIC first'),
  lastPatient: predicted.nullable().describe('date of the last entry; null: all have entered'),
  dates: z.array(
    z.strictObject({
      events: number,
      date: predicted,
      reached: simulated.describe('share of draws in which so many events come'),
    }),
  ),
  eventsByTime: z.array(z.strictObject({ time: number, mean: simulated, events: predicted })),
  notes: z.array(z.string()),
});

/** What `predict --json` prints: see `sojourn schema prediction`. */
export type PredictAnswer = z.infer<typeof predictSchema>;
export type PredictedFigure = z.infer<typeof predicted>;

export function predictJsonSchema(): object {
  return { title: 'sojourn predict', ...z.toJSONSchema(predictSchema, { reused: 'ref' }) };
}
