import * as z from 'zod';
import {
  boundarySchema,
  characteristicsSchema,
  closedFormSchema,
  common,
  driversSchema,
  fixedSchema,
  nominalSchema,
  overDrawsSchema,
  shareSchema,
  simulated,
} from '../trial/schema.ts';

const number = z.number();
const share = shareSchema;

const verdicts = { go: share, consider: share, noGo: share };

const decisionSchema = z.strictObject({
  ...verdicts,
  errors: z
    .strictObject({
      falseGo: share.describe('chance of go in draws without an effect'),
      falseNoGo: share.describe('chance of no-go in draws with an effect'),
      effectIfGo: share.describe('chance that there is an effect, given go'),
      effectIfNoGo: share,
    })
    .nullable()
    .describe('null where no closed form tells on which side of no effect a draw lies'),
});

const assuranceSchema = z.strictObject({
  draws: number,
  trials: number.describe('trials under each draw'),
  drawn: z.array(z.string()).describe('numbers that are drawn'),
  fixed: fixedSchema,
  sizes: z.array(
    z.strictObject({
      patients: number,
      power: share.describe('at the values of the file: share of trials that claim benefit'),
      assurance: share.describe('mean of the power over draws: chance that the trial claims benefit'),
      closedForm: number.nullable().describe('assurance by the closed form of the same draws'),
      passed: z
        .array(share)
        .describe('chance of a claim, given that the trial was not stopped at each look but the last'),
      overDraws: overDrawsSchema
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
      decision: decisionSchema
        .nullable()
        .describe('verdicts of the rule of decision over draws; null without a rule'),
      drivers: driversSchema,
    }),
  ),
});

const simulatedVerdicts = { go: simulated, consider: simulated, noGo: simulated };

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
      decision: z.strictObject(simulatedVerdicts).nullable(),
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
  decision: z
    .strictObject({
      rule: z.string().describe('the rule of decision, in words'),
      alternative: z.strictObject(simulatedVerdicts),
      null: z
        .strictObject(simulatedVerdicts)
        .nullable()
        .describe('without an effect, or exactly at the margin'),
    })
    .nullable()
    .describe('shares of trials by verdict; null where the design has no rule of decision'),
  assurance: assuranceSchema.nullable().describe('over what is not known of the arms; null without --draws'),
});

export type AssuranceAnswer = z.infer<typeof assuranceSchema>;

/** What `power --json` prints: see `sojourn schema power`. */
export type PowerAnswer = z.infer<typeof powerSchema>;

export function powerJsonSchema(): object {
  return { title: 'sojourn power', ...z.toJSONSchema(powerSchema, { reused: 'ref' }) };
}
