import * as z from 'zod';
import { followUp } from './model.ts';
import { name, prior } from './quantity.ts';

/** What a calibration may change, and which patients the published figures are of. */

const text = z.string().min(1);

const size = z.int().min(2);

const cohort = z
  .strictObject({
    patients: size.optional().describe('how many patients the source followed'),
    strategy: name.optional().describe('how they were treated; the first strategy unless given'),
    arms: z
      .record(name, size)
      .refine((given) => Object.keys(given).length > 1, {
        error: 'must name two strategies or more; for one say patients',
      })
      .optional()
      .meta({ examples: [{ control: 120, treated: 118 }] })
      .describe('of a trial instead: patients by strategy'),
    'follow-up': followUp
      .optional()
      .describe('how long they were followed; as the follow-up of the scenario says unless given'),
    from: name.optional().describe('the evidence entry that they are of'),
  })
  .refine(
    ({ patients, strategy, arms }) =>
      (patients !== undefined) !== (arms !== undefined) && !(strategy && arms),
    {
      error: 'a cohort has patients, with or without strategy, or arms: { control: 120, treated: 118 }',
    },
  )
  .meta({ examples: [{ patients: 228, from: 'paper' }] });

export const cohorts = z.record(name, cohort).meta({ examples: [{ paper: { patients: 228 } }] });

export const calibrate = z
  .strictObject({
    cohorts: cohorts.default({}).describe('patients behind the targets: figures of one cohort go together'),
    parameters: z
      .record(text, prior)
      .refine((given) => Object.keys(given).length > 0, { error: 'no parameter is free; name one or more' })
      .meta({ examples: [{ 'death-rate': { range: [0.01, 0.2] } }] })
      .describe('free parameters, each with its prior; {} takes the distribution that its evidence gives'),
  })
  .meta({
    examples: [
      { cohorts: { paper: { patients: 228 } }, parameters: { 'death-rate': { range: [0.01, 0.2] } } },
    ],
  });
