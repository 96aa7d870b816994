import * as z from 'zod';
import {
  boundarySchema,
  characteristicsSchema,
  closedFormSchema,
  common,
  nominalSchema,
  simulated,
} from '../trial/schema.ts';

const number = z.number();
const share = z
  .strictObject({
    value: number.nullable(),
    mcse: number.nullable().describe('Monte Carlo standard error, over draws'),
  })
  .describe('null: no draw or trial counts here');

const assuranceSchema = z.strictObject({
  draws: number,
  trials: number.describe('trials under each draw'),
  drawn: z.array(z.string()).describe('numbers that are drawn'),
  fixed: z
    .strictObject({ count: number, assumptions: number })
    .nullable()
    .describe('numbers of the scenario that are held fixed; null in a design of plain laws'),
  sizes: z.array(
    z.strictObject({
      patients: number,
      power: share.describe('at the values of the file: share of trials that claim benefit'),
      assurance: share.describe('mean of the power over draws: chance that the trial claims benefit'),
      closedForm: number.nullable().describe('assurance by the closed form of the same draws'),
      passed: z
        .array(share)
        .describe('chance of a claim, given that the trial was not stopped at each look but the last'),
      overDraws: z
        .strictObject({
          by: z.enum(['closed form', 'trials']),
          sd: number,
          quantiles: z.array(z.strictObject({ p: number, value: number })),
        })
        .nullable()
        .describe('distribution of the power over draws; from trials, their chance is taken out'),
      effect: z
        .strictObject({
          exists: share.describe(
            'share of draws with an effect in favour of treatment: what endless patients would give',
          ),
          claimIfExists: share,
          claimIfNot: share,
        })
        .nullable()
        .describe('null where no closed form tells on which side of no effect a draw lies'),
      drivers: z
        .array(z.strictObject({ name: z.string(), share: number }))
        .describe('share of the variance of the power that would go if the number were known'),
    }),
  ),
});

const variedSchema = z.strictObject({
  number: z.string().describe('the number that is varied, by its path in the file'),
  points: z.array(
    z.strictObject({
      value: number,
      power: simulated.describe('share of trials that claim benefit'),
      closedForm: number.nullable(),
      events: simulated.describe('at stopping, as patients and time'),
      patients: simulated,
      time: simulated,
    }),
  ),
});

/** The schema of what `power --json` prints. */
export const powerSchema = z.strictObject({
  ...common,
  boundaries: z.array(
    z.strictObject({ fraction: z.number(), efficacy: boundarySchema, futility: boundarySchema }),
  ),
  alternative: characteristicsSchema,
  null: characteristicsSchema
    .nullable()
    .describe('without an effect, or exactly at the margin if there is one'),
  nullFutilityObeyed: characteristicsSchema
    .nullable()
    .describe('the same if non-binding futility is obeyed; null without non-binding futility'),
  whyNoNull: z.string().nullable(),
  closedForm: closedFormSchema.nullable(),
  whyNoClosedForm: z.string().nullable(),
  nominal: nominalSchema,
  set: z
    .array(z.strictObject({ number: z.string(), value: number }))
    .describe('values of --set, in place of those of the file'),
  varied: variedSchema.nullable().describe('power over a line of values; null without --vary'),
  assurance: assuranceSchema.nullable().describe('over what is not known of the arms; null without --draws'),
});

export type AssuranceAnswer = z.infer<typeof assuranceSchema>;

/** What `power --json` prints: see `sojourn schema power`. */
export type PowerAnswer = z.infer<typeof powerSchema>;

export function powerJsonSchema(): object {
  return { title: 'sojourn power', ...z.toJSONSchema(powerSchema, { reused: 'ref' }) };
}
