import * as z from 'zod';
import { laws } from '../distributions/index.ts';
import { name, quantity, yesNo } from './quantity.ts';

const text = z.string().min(1);
const names = z.union([name, z.array(name).min(1)]).meta({ examples: [['ill', 'dead']] });

/** The names of all laws; each law brings parameter names of its own. */
const lawNames = [
  ...laws.map((law) => law.name),
  'piecewise-exponential',
  'empirical',
  'life-table',
] as unknown as [string, ...string[]];
const parameterNames = [...new Set(laws.flatMap((law) => Object.keys(law.parameters)))];

/**
 * A law and its parameters, side by side.
 *
 * @param number schema of a number
 */
export const lawKeys = <Q extends z.ZodType>(number: Q) => ({
  law: z.enum(lawNames).optional().describe('the distribution of time; its parameters stand beside it'),
  ...(Object.fromEntries(parameterNames.map((key) => [key, number.optional()])) as Record<
    string,
    z.ZodOptional<Q>
  >),
  breaks: z
    .array(z.number().nonnegative())
    .min(1)
    .meta({ examples: [[0, 6, 12]] })
    .optional()
    .describe('piecewise-exponential: where each piece starts; the first is 0'),
  rates: z
    .array(number)
    .min(1)
    .meta({ examples: [number === (quantity as z.ZodType) ? ['early-rate', 'late-rate'] : [0.1, 0.05]] })
    .optional()
    .describe('piecewise-exponential: the hazard of each piece'),
  curve: name.optional().describe('empirical: the name of a curve under `curves`'),
  table: name.optional().describe('life-table: the name of a table under `life-tables`'),
});

const law = lawKeys(quantity);

/** `{ responder: hr, sex: { male: hr }, age: { per-unit: hr, reference: 60 }, frailty: value, some-state: hr }` */
export const modifiers = z
  .record(
    name,
    z
      .union([
        quantity,
        z.strictObject({ 'per-unit': quantity, reference: z.number().default(0) }),
        z.record(z.string(), quantity),
      ])
      .meta({ examples: [{ ratio: 0.7, assumption: 'why' }] }),
  )
  .meta({
    id: 'modifiers',
    examples: [{ treated: { ratio: 0.7, assumption: 'why' } }],
    description:
      'ratios by patient characteristic, mark or state passed: `name: ratio` applies where the answer is yes or the state was passed; `name: { level: ratio }` by level; `name: { per-unit: ratio, reference: x }` for a numeric characteristic; `name: value` multiplies by the characteristic itself',
  });

export type RawCondition = {
  all?: RawCondition[];
  any?: RawCondition[];
  not?: RawCondition;
  reached?: string | string[];
  by?: string | number;
  observed?: boolean;
} & { [characteristicOrMark: string]: unknown };

/** A condition on a patient. If a mapping has several keys, all must hold. */
export const condition: z.ZodType<RawCondition> = z
  .lazy(() =>
    z
      .object({
        all: z
          .array(condition)
          .min(1)
          .meta({ examples: [[{ smoker: 'yes' }, { reached: 'ill' }]] })
          .optional()
          .describe('all of these hold'),
        any: z
          .array(condition)
          .min(1)
          .meta({ examples: [[{ smoker: 'yes' }, { reached: 'ill' }]] })
          .optional()
          .describe('at least one of these holds'),
        not: condition.optional().describe('this does not hold'),
        reached: names.optional().describe('the patient has ever entered one of these states or groups'),
        by: z
          .union([name, z.number()])
          .optional()
          .describe('with `reached`: first entered no later than this timer or time'),
        observed: yesNo.optional().describe('with `reached`: first entered within the follow-up'),
      })
      .catchall(
        z
          .union([
            z.string(),
            z.array(z.string()).min(1),
            z.strictObject({ from: z.number().optional(), below: z.number().optional() }),
          ])
          .meta({ examples: ['yes', { from: 60, below: 75 }] }),
      ),
  )
  .meta({ id: 'condition', examples: [{ reached: 'ill', by: 12 }] }) as z.ZodType<RawCondition>;

export const clock = z
  .union([
    z.enum(['entry', 'start']),
    z.strictObject({ since: names.describe('the last entry into this earlier state') }),
    z.strictObject({
      age: name.describe('a numeric characteristic: the clock shows it plus the time since the start'),
    }),
  ])
  .meta({ examples: [{ since: 'surgery' }] })
  .describe(
    'what the law measures its time from: entry into the state (the default), the start, an earlier state, or the patient’s age',
  );

/** A name of the user's choice, or the default name of a transition, such as `ill>dead`. */
const stream = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_.-]*(>[A-Za-z][A-Za-z0-9_.-]*(#[0-9]+)?)?$/,
    'a name starts with a letter and holds letters, digits, "-", "_" and "."; it may also be that of a transition without one, such as ill>dead',
  );

export const transition = z
  .strictObject({
    to: name.describe('the state entered'),
    name: stream
      .optional()
      .describe(
        'name of the random stream; transitions of the same name share their random numbers between strategies; `from>to` names that of a transition without a name',
      ),
    at: name.optional().describe('happens when this timer goes off'),
    ...law,
    clock: clock.optional(),
    cure: quantity.optional().describe('cure fraction: the share that never has this event'),
    'hazard-ratio': modifiers.optional(),
    'time-ratio': modifiers.optional().describe('acceleration factors: the time is multiplied'),
  })
  .meta({ id: 'transition', examples: [{ to: 'dead', law: 'exponential', rate: 'death-rate' }] });

export const branch = z
  .strictObject({
    to: name,
    chance: z
      .union([z.literal('rest'), quantity])
      .describe('probability of this branch; `rest` for what the others leave'),
    'chance-ratio': modifiers.optional().describe('multiplies the chance'),
    'odds-ratio': modifiers.optional().describe('multiplies the odds'),
  })
  .meta({ examples: [{ to: 'cured', chance: 'response' }] });

export const state = z
  .strictObject({
    title: text.optional(),
    about: text.optional(),
    transitions: z
      .array(transition)
      .meta({ examples: [[{ to: 'dead', law: 'exponential', rate: 'death-rate' }]] })
      .optional()
      .describe('competing transitions; the earliest one happens'),
    decide: z
      .array(branch)
      .min(1)
      .meta({
        examples: [
          [
            { to: 'cured', chance: 'response' },
            { to: 'ill', chance: 'rest' },
          ],
        ],
      })
      .optional()
      .describe('a decision: the patient leaves at once by one of these branches'),
    name: name
      .optional()
      .describe('of a decision: name of its random stream, the state’s own name unless given'),
  })
  .meta({
    id: 'state',
    examples: [{ transitions: [{ to: 'dead', law: 'exponential', rate: 'death-rate' }] }],
  });

const chances = {
  chance: quantity.optional().describe('a yes/no variable: the probability of yes'),
  shares: z
    .record(z.string().min(1), z.union([z.literal('rest'), quantity]))
    .meta({ examples: [{ low: 'share-of-low', high: 'rest' }] })
    .optional()
    .describe('levels with their probabilities'),
  counts: z
    .record(z.string().min(1), z.int().nonnegative())
    .meta({ examples: [{ male: 60, female: 40 }] })
    .optional()
    .describe('levels with their observed counts'),
};

const stated = {
  from: name.optional().describe('evidence of the counts'),
  where: text.optional(),
  assumption: text.optional(),
  note: text.optional(),
  caveat: text.optional(),
};

export const characteristic = z
  .strictObject({
    title: text.optional(),
    latent: yesNo.optional().describe('not observable at the start'),
    ...chances,
    ...law,
    unit: z.enum(['day', 'week', 'month', 'year']).optional().describe('for an age that serves as a clock'),
    ...stated,
  })
  .meta({ id: 'characteristic', examples: [{ chance: 'share-of-smokers' }] });

export const mark = z
  .strictObject({
    title: text.optional(),
    on: names.describe('recorded at the first entry into one of these states'),
    if: condition.optional().describe('recorded only where this holds'),
    ...chances,
    'odds-ratio': modifiers.optional(),
    ...stated,
  })
  .meta({ id: 'mark', examples: [{ on: 'ill', chance: 'response' }] });

export const timer = z
  .strictObject({
    title: text.optional(),
    after: name.optional().describe('starts when this timer goes off; at the start otherwise'),
    ...law,
  })
  .meta({ id: 'timer', examples: [{ law: 'fixed', delay: { value: 3, assumption: 'why' } }] });

export const followUp = z
  .strictObject({ title: text.optional(), ...law })
  .meta({ examples: [{ law: 'fixed', delay: { value: 36, assumption: 'why' } }] })
  .describe('time from the start to the end of a patient’s observation: censoring');

const event = z
  .union([name, z.strictObject({ reached: names, if: condition.optional(), cause: name.optional() })])
  .meta({ examples: ['dead', { reached: 'ill', cause: 'relapse' }] });

export const endpoint = z
  .strictObject({
    title: text.optional(),
    event: z
      .union([name, z.array(event).min(1)])
      .meta({ examples: [['ill', 'dead']] })
      .describe('the first of these ends it; each is a cause'),
    censor: names.optional().describe('entering one of these first censors the endpoint'),
  })
  .meta({ examples: [{ event: ['ill', 'dead'] }] });

export const subgroup = z
  .strictObject({ title: text.optional(), if: condition })
  .meta({ examples: [{ if: { smoker: 'yes' } }] });
export const proportion = z
  .strictObject({
    title: text.optional(),
    if: condition,
    among: condition.optional().describe('the denominator; all patients unless given'),
  })
  .meta({ examples: [{ if: { reached: 'ill', by: 12 } }] });

export const curve = z
  .strictObject({
    points: z
      .array(z.tuple([z.number().nonnegative(), z.number()]).meta({ examples: [[12, 0.5]] }))
      .min(2)
      .meta({
        examples: [
          [
            [0, 1],
            [12, 0.5],
          ],
        ],
      })
      .describe('[time, survival], from [0, 1] on'),
    'after-last': z.enum(['constant-hazard', 'never']).describe('what follows the last point'),
    n: z.int().positive().optional().describe('patients of the curve, where no numbers at risk are known'),
    'at-risk': z
      .array(z.tuple([z.number().nonnegative(), z.int().nonnegative()]).meta({ examples: [[12, 80]] }))
      .min(1)
      .meta({
        examples: [
          [
            [0, 100],
            [12, 80],
          ],
        ],
      })
      .optional()
      .describe('[time, number at risk], from time 0 on: with it the curve is drawn anew from its patients'),
    events: z.int().nonnegative().optional().describe('events in all, beside `n` or `at-risk`'),
    ...stated,
  })
  .meta({
    examples: [
      {
        points: [
          [0, 1],
          [12, 0.5],
        ],
        'after-last': 'constant-hazard',
        from: 'paper',
      },
    ],
  });

export const lifeTable = z
  .strictObject({
    title: text.optional(),
    'first-age': z.int().nonnegative().describe('age in years of the first probability'),
    by: name.optional().describe('the characteristic whose levels have a column each'),
    probabilities: z
      .union([
        z.array(z.number()).min(1),
        z.record(
          z.string(),
          z
            .array(z.number())
            .min(1)
            .meta({ examples: [[0.01, 0.011, 0.012]] }),
        ),
      ])
      .meta({ examples: [[0.01, 0.011, 0.012]] })
      .describe('yearly probabilities of death'),
    ...stated,
  })
  .meta({ examples: [{ 'first-age': 60, probabilities: [0.01, 0.011, 0.012], from: 'paper' }] });

export type RawTransition = z.infer<typeof transition>;
export type RawCharacteristic = z.infer<typeof characteristic>;
export type RawMark = z.infer<typeof mark>;
export type RawTimer = z.infer<typeof timer>;
export type RawModifiers = z.infer<typeof modifiers>;
export type RawEndpoint = z.infer<typeof endpoint>;
