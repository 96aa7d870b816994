import * as z from 'zod';
import { strategy } from '../../scenario/schema/index.ts';
import { jsonSchemaOf } from '../../scenario/schema/json-schema.ts';
import { curve, lawKeys, lifeTable } from '../../scenario/schema/model.ts';
import { name, yesNo } from '../../scenario/schema/quantity.ts';
import { abbreviationOf } from './abbreviations.ts';

const text = z.string().min(1);
const number = z.number();

/** A number of a design, bare or with what speaks for it. */
const quantity = z
  .union(
    [
      number,
      z.strictObject({
        value: number,
        from: text.optional().describe('the source of the number'),
        assumption: text.optional().describe('why this number, when no source gives it'),
        note: text.optional(),
      }),
    ],
    { error: 'must be a number, or one with its source such as { value: 20.5, from: a trial }' },
  )
  .meta({
    id: 'number',
    description: 'a number, or { value, from, assumption, note }',
    examples: [{ value: 20.5, from: 'a trial' }],
  });

const milestone = z.strictObject({
  at: number.describe('time since randomisation'),
  share: quantity.describe('share without the event by then'),
});

const milestones = z
  .union([milestone, z.array(milestone).min(1)])
  .meta({ examples: [{ at: 12, share: 0.8 }] });

const hazardStep = z
  .strictObject({ from: number, hazard: quantity })
  .meta({ examples: [{ from: 6, hazard: 0.05 }] });
const hazardSteps = z
  .array(hazardStep)
  .min(1)
  .meta({
    examples: [
      [
        { from: 0, hazard: 0.1 },
        { from: 6, hazard: 0.05 },
      ],
    ],
  });

/** Hazards of time since randomisation; exactly one of these. */
const hazards = {
  median: quantity.optional().describe('median time to the event, of one constant hazard'),
  hazard: z
    .union([quantity, hazardSteps])
    .meta({ examples: [0.05, [{ from: 0, hazard: 0.1 }]] })
    .optional()
    .describe('events per unit of time; or its steps, the first from 0'),
  survival: milestones
    .optional()
    .describe('share without the event at one time or several: constant hazards through these points'),
};

const ratio = z
  .union([
    quantity,
    z
      .array(z.strictObject({ from: number, ratio: quantity }).meta({ examples: [{ from: 6, ratio: 0.7 }] }))
      .min(1),
    z.strictObject({ ratio: quantity, after: number }),
  ])
  .meta({
    examples: [
      0.7,
      [
        { from: 0, ratio: 1 },
        { from: 6, ratio: 0.7 },
      ],
    ],
  })
  .describe(
    'hazard ratio to control, or beside `law` to that law; below 1 favours treatment; or its steps; or { ratio, after } for an effect that is delayed',
  );

const dropout = z
  .strictObject({
    hazard: quantity.optional().describe('lost per unit of time'),
    share: quantity.optional().describe('share lost by the time `by`'),
    by: number.optional(),
    steps: hazardSteps.optional(),
  })
  .meta({
    id: 'dropout',
    description: 'loss to follow-up since randomisation: { hazard }, { share, by } or { steps }',
    examples: [{ share: 0.05, by: 12 }],
  });

/** Laws of time since randomisation: one of the hazards, a ratio to control, or any law of scenarios. */
const law = {
  ...hazards,
  ...lawKeys(quantity),
  cure: quantity
    .optional()
    .describe('beside `law`: the share that never has the event; the law is that of the others'),
  'time-ratio': quantity
    .optional()
    .describe('times are those of control times this, or beside `law` those of the law: acceleration factor'),
  'hazard-ratio': ratio.optional(),
};

const stratumArm = z.strictObject(law).meta({ examples: [{ median: 12 }] });

const arm = z
  .union([
    text,
    z.strictObject({
      title: text.optional(),
      ...law,
      strategy: text.optional().describe('a strategy of the scenario'),
      set: z
        .record(text, number)
        .meta({ examples: [{ 'death-rate': 0.05 }] })
        .optional()
        .describe('other values of the scenario’s parameters, in this arm alone'),
      dropout: dropout.optional().describe('of this arm, in place of the trial’s'),
    }),
  ])
  .meta({
    id: 'arm',
    description: 'the name of a strategy, or a plain law of the time to the event',
    examples: [{ median: 12 }],
  });

const accrual = z
  .strictObject({
    duration: number.optional().describe('from the first patient to the last'),
    rate: number.optional().describe('patients per unit of time'),
    rates: z
      .array(
        z
          .strictObject({
            from: number,
            rate: number,
            to: number.optional().describe('rate at the end of this piece, reached in a straight line'),
          })
          .meta({ examples: [{ from: 6, rate: 20 }] }),
      )
      .min(1)
      .meta({
        examples: [
          [
            { from: 0, rate: 10 },
            { from: 6, rate: 20 },
          ],
        ],
      })
      .optional()
      .describe('rates in steps or ramps, the first from 0, the last until all have entered'),
    entry: z
      .enum(['uniform', 'equally spaced', 'poisson'])
      .default('uniform')
      .describe('independent times (uniform where rates are even), or equally spaced, or a Poisson process'),
  })
  .meta({
    description: 'how patients enter: those who are screened, where randomisation is not at entry',
    examples: [{ duration: 24 }],
  });

const test = z
  .union([
    z.enum(['log-rank', 'max-combo', 'cox']),
    z.strictObject({
      'fleming-harrington': z
        .strictObject({ rho: number, gamma: number })
        .meta({ examples: [{ rho: 0, gamma: 1 }] })
        .optional(),
      'modestly-weighted': z
        .strictObject({ until: number })
        .meta({ examples: [{ until: 12 }] })
        .optional()
        .describe('weights 1 / max(S(t), S(until))'),
      rmst: z
        .strictObject({ tau: number })
        .meta({ examples: [{ tau: 36 }] })
        .optional(),
      milestone: z
        .strictObject({ at: number, margin: number.default(0).describe('points of survival') })
        .meta({ examples: [{ at: 36, margin: 0.1 }] })
        .optional(),
      cox: z
        .strictObject({ margin: number.describe('hazard ratio; above 1 for non-inferiority') })
        .meta({ examples: [{ margin: 1.3 }] })
        .optional(),
      binomial: z
        .strictObject({ at: number, share: number.describe('share without the event that is not enough') })
        .meta({ examples: [{ at: 12, share: 0.5 }] })
        .optional()
        .describe('single arm, exact'),
      'one-sample-log-rank': z
        .strictObject(hazards)
        .meta({ examples: [{ median: 12 }] })
        .optional()
        .describe('single arm, against a law taken as known'),
    }),
  ])
  .meta({
    description: 'the test of each analysis; stratified where there are strata',
    examples: [{ cox: { margin: 1.3 } }],
  });

const analysis = z
  .strictObject({
    events: number.optional().describe('at this event'),
    information: number
      .optional()
      .describe(
        'at this information fraction: when this share of the information of the last analysis is expected. Information is the events; of a weighted test the events by the squares of their weights; of a difference between curves its inverse variance',
      ),
    time: number.optional().describe('at this calendar time since the first patient could enter'),
    fraction: number
      .optional()
      .describe('information fraction for the boundaries, where it is not to be worked out'),
    whichever: z
      .enum(['first', 'last'])
      .optional()
      .describe('of events and time, where both are given: first unless said otherwise'),
  })
  .meta({ examples: [{ events: 150 }] });

/** What a name of other programs stands for, in place of that it is unknown. */
const ofOtherPrograms: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(abbreviationOf).find((one) => one !== undefined);
  const meaning = typeof issue.input === 'string' ? abbreviationOf(issue.input) : undefined;
  return meaning && `is ${JSON.stringify(issue.input)}; ${meaning}`;
};

const spending = z
  .union(
    [
      z.enum(['obrien-fleming', 'pocock']),
      z.array(number).min(1),
      z.strictObject(
        { 'hwang-shih-decani': number.optional(), 'power-family': number.optional() },
        { error: ofOtherPrograms },
      ),
    ],
    { error: ofOtherPrograms },
  )
  .meta({
    id: 'spending',
    examples: ['obrien-fleming', [0.005, 0.025]],
    description:
      'Lan-DeMets obrien-fleming or pocock, { hwang-shih-decani: gamma }, { power-family: rho }, or the cumulative error at each look',
  });

const boundary = z.union([number, z.literal('none')]);
const boundaryList = (example: (number | string)[]) =>
  z
    .array(boundary)
    .min(1)
    .meta({ examples: [example] });

const efficacy = z
  .strictObject({
    spending: spending.optional(),
    shape: z
      .union(
        [
          z.enum(['obrien-fleming', 'pocock']),
          z.strictObject({ 'wang-tsiatis': number }, { error: ofOtherPrograms }),
        ],
        { error: ofOtherPrograms },
      )
      .meta({ examples: ['obrien-fleming'] })
      .optional()
      .describe('boundaries of a constant shape, z = c t^(delta - 1/2)'),
    z: boundaryList(['none', 2.5, 1.97])
      .optional()
      .describe('as given, one for each look; none: no claim there'),
    p: boundaryList(['none', 0.006, 0.024]).optional().describe('one-sided p, one for each look'),
  })
  .meta({ description: 'when efficacy is claimed', examples: [{ spending: 'obrien-fleming' }] });

const futility = z
  .strictObject({
    spending: spending.optional(),
    power: number.optional().describe('1 - the error that is spent; the target’s unless given'),
    z: boundaryList([0, 0.5]).optional().describe('one for each look but the last'),
    binding: yesNo
      .default(false)
      .describe('sure to be obeyed, so that efficacy boundaries may be lower for it'),
  })
  .meta({ description: 'when the trial stops for futility', examples: [{ z: [0, 0.5], binding: 'no' }] });

const randomised = z
  .union([
    z.literal('entry'),
    z.strictObject({
      'on-reaching': z
        .union([text, z.array(text).min(1)])
        .meta({ examples: [['ill', 'progressed']] })
        .optional()
        .describe('states or groups; on the first entry into one of them'),
      among: text.optional().describe('only patients of this subgroup'),
    }),
  ])
  .meta({ examples: [{ 'on-reaching': 'remission' }] });

const randomisation = z
  .union([
    z.literal('simple'),
    z.strictObject({
      block: number.describe('patients of a block: a multiple of the sum of the ratio'),
      'within-strata': yesNo
        .default(false)
        .describe('blocks of their own in each of the strata that are enrolled'),
    }),
  ])
  .meta({ examples: [{ block: 4 }] })
  .describe(
    'permuted blocks, { block: 4 }, or simple: an independent draw for each patient. Unless given: blocks of twice the sum of the ratio; with independent entry (uniform) a random order of all patients',
  );

const stratum = z
  .strictObject({
    share: number.describe('of the patients who enter'),
    control: stratumArm.optional(),
    treatment: stratumArm,
  })
  .meta({ examples: [{ share: 0.5, control: { median: 12 }, treatment: { 'hazard-ratio': 0.7 } }] });

export const trialSchema = z.strictObject({
  trial: text.describe('title'),
  about: text.optional(),
  unit: z.enum(['day', 'week', 'month', 'year']).describe('of all times'),
  scenario: text.optional().describe('file whose strategies are the arms, seen from this file'),
  strategies: z
    .record(name, strategy)
    .meta({ examples: [{ treatment: { parameters: { 'death-rate': { value: 0.05, assumption: 'why' } } } }] })
    .optional()
    .describe('strategies besides those of the scenario, as it would have them'),
  arms: z
    .strictObject({ control: arm.optional(), treatment: arm })
    .meta({ examples: [{ control: { median: 12 }, treatment: { 'hazard-ratio': 0.7 } }] })
    .optional()
    .describe(
      'control and treatment; or treatment alone, of a trial with one arm; left out where strata have the laws',
    ),
  endpoint: text.optional().describe('of the scenario; with plain laws what the time is to'),
  randomised: randomised.optional().describe('at entry unless said otherwise'),
  strata: z
    .record(text, stratum)
    .meta({
      examples: [{ young: { share: 1, control: { median: 12 }, treatment: { 'hazard-ratio': 0.7 } } }],
    })
    .optional()
    .describe('kinds of patients whose laws differ: shares that add up to 1'),
  curves: z
    .record(name, curve)
    .meta({
      examples: [
        {
          published: {
            points: [
              [0, 1],
              [12, 0.5],
            ],
            'after-last': 'constant-hazard',
          },
        },
      ],
    })
    .optional()
    .describe('survival curves for `law: empirical`'),
  'life-tables': z
    .record(name, lifeTable)
    .meta({ examples: [{ women: { 'first-age': 60, probabilities: [0.01, 0.011, 0.012] } }] })
    .optional()
    .describe('yearly probabilities of death for `law: life-table`'),
  enrol: z
    .array(text)
    .min(1)
    .meta({ examples: [['young']] })
    .optional()
    .describe('strata that are enrolled; all unless given'),
  allocation: z
    .string()
    .regex(
      /^\s*\d+\s*:\s*\d+\s*$/,
      'must be such as 1:1, or 2:1 for two under treatment to one under control',
    )
    .optional()
    .describe('treatment to control, 1:1 unless given'),
  randomisation: randomisation.optional(),
  patients: number.optional().describe('randomised, all arms together'),
  screened: number
    .optional()
    .describe('who enter, where not all of them are randomised: what the rates of accrual add up to'),
  accrual,
  dropout: dropout.optional(),
  'follow-up': number
    .optional()
    .describe('from the end of accrual to the last analysis, or to when events are waited for no longer'),
  test,
  alpha: number.optional().describe('0.025 one-sided, 0.05 two-sided unless given'),
  sided: z.enum(['one', 'two']).default('one'),
  events: number.optional().describe('planned, all arms together'),
  analyses: z
    .array(analysis)
    .min(1)
    .meta({ examples: [[{ events: 150 }, { events: 300 }]] })
    .optional()
    .describe('in order; one at the planned events or the end of follow-up unless given'),
  efficacy: efficacy.optional(),
  futility: futility.optional(),
  'nominal-ratio': number
    .optional()
    .describe(
      'of strategies: the hazard ratio that a formula would be given, to be shown beside the simulation',
    ),
  target: z
    .strictObject({ power: number })
    .meta({ examples: [{ power: 0.8 }] })
    .optional()
    .describe('what `size` looks for'),
});

/** A design as its file says it: shapes are right, names are not yet looked up. */
export type RawTrial = z.infer<typeof trialSchema>;
export type RawQuantity = z.infer<typeof quantity>;
export type RawLaw = z.infer<typeof stratumArm>;
export type RawArm = z.infer<typeof arm>;
export type RawHazards = z.infer<z.ZodObject<typeof hazards>>;
export type RawDropout = z.infer<typeof dropout>;
export type RawTest = z.infer<typeof test>;
export type RawAnalysis = z.infer<typeof analysis>;
export type RawSpending = z.infer<typeof spending>;

/** The JSON Schema of design files, for editors. */
export function designJsonSchema(): object {
  return { title: 'sojourn trial design', ...jsonSchemaOf(trialSchema) };
}
