import * as z from 'zod';
import { yesNo } from '../../scenario/schema/quantity.ts';
import { adaptiveMethods } from '../adaptation.ts';

const text = z.string().min(1);
const number = z.number();

const limits = {
  above: number.optional(),
  below: number.optional(),
  between: z
    .tuple([number, number])
    .meta({ examples: [[0.3, 0.9]] })
    .optional()
    .describe('both ends belong to it'),
};

const within = (what: string, example: object) =>
  z
    .strictObject(limits)
    .meta({ examples: [example] })
    .optional()
    .describe(what);

const effect = z
  .union([z.enum(['design', 'trend']), number])
  .meta({ examples: ['trend', 0.7] })
  .describe('hazard ratio of what is to come: that of the design, the one seen so far, or a number');

const measures = {
  z: within('the statistic that the look tests; above 0 favours treatment', { below: 0 }),
  p: within('its one-sided p value', { above: 0.5 }),
  'hazard-ratio': within('estimated at the look', { above: 1 }),
  'conditional-power': z
    .strictObject({ ...limits, under: effect.default('trend') })
    .meta({ examples: [{ under: 'trend', between: [0.3, 0.9] }] })
    .optional()
    .describe('chance of a later claim as planned so far, given the data'),
  'predictive-power': within('the same, averaged over what the data leave of the effect', { below: 0.1 }),
  events: within('events of all arms at the look', { below: 100 }),
  patients: within('patients who have entered by the look', { below: 300 }),
  'event-rate': within('events of all arms over the time that all patients were followed: blinded', {
    below: 0.03,
  }),
};

const plainCondition = z
  .strictObject(measures)
  .meta({ examples: [{ 'conditional-power': { under: 'trend', between: [0.3, 0.9] } }] });
const conditions = z
  .array(plainCondition)
  .min(1)
  .meta({ examples: [[{ z: { above: 1 } }, { events: { below: 100 } }]] });

const condition = z
  .strictObject({
    ...measures,
    all: conditions.optional().describe('all of these hold'),
    any: conditions.optional().describe('one of these holds'),
  })
  .meta({
    examples: [{ 'conditional-power': { under: 'trend', between: [0.3, 0.9] } }],
    description: 'what must hold at the analysis; of several keys all',
  });

const raisedEvents = z
  .strictObject({
    to: number.optional(),
    'conditional-power': number.optional().describe('as few as give this conditional power'),
    under: effect.optional(),
    'at-most': number.optional(),
  })
  .meta({ examples: [{ to: 400 }, { 'conditional-power': 0.9, 'at-most': 500 }] });

const raisedPatients = z
  .strictObject({
    to: number.optional(),
    'with-events': yesNo.optional().describe('yes: in proportion to the planned events'),
    'planned-event-rate': number
      .optional()
      .describe('in proportion to this rate over the pooled one seen: blinded re-estimation'),
    'at-most': number.optional(),
  })
  .meta({ examples: [{ to: 700 }, { 'with-events': true, 'at-most': 900 }] });

const action = z
  .union([
    z.enum(['continue', 'stop']),
    z.strictObject({
      stop: z.enum(['success', 'futility']).optional(),
      events: raisedEvents.optional().describe('planned events of the last analysis'),
      patients: raisedPatients.optional().describe('planned patients'),
      'follow-up': number.optional().describe('time by which later analyses are put off'),
    }),
  ])
  .meta({
    examples: [{ events: { 'conditional-power': 0.9, 'at-most': 500 } }, 'continue'],
    description: 'continue as planned, stop (for futility), or changes of what comes later',
  });

export const rulesSchema = z
  .array(
    z
      .strictObject({
        at: number.describe('number of the analysis at which it is asked, from 1; not the last'),
        name: text.optional().describe('shown in answers, such as promising'),
        if: condition.optional().describe('default: always'),
        // biome-ignore lint/suspicious/noThenProperty: a rule says what then; nobody waits for it
        then: action,
      })
      // biome-ignore lint/suspicious/noThenProperty: a rule says what then; nobody waits for it
      .meta({ examples: [{ at: 1, if: { z: { below: 0 } }, then: 'stop' }] }),
  )
  .min(1)
  // biome-ignore lint/suspicious/noThenProperty: a rule says what then; nobody waits for it
  .meta({ examples: [[{ at: 1, if: { z: { below: 0 } }, then: 'stop' }]] })
  .describe('rules that adapt the trial: at an analysis the first that holds is carried out');

export const methodSchema = z
  .enum(adaptiveMethods)
  .describe(
    'how type I error is kept where rules change the trial; none: it is not, and the simulation says what becomes of it',
  );

export type RawRule = z.infer<typeof rulesSchema>[number];
export type RawCondition = z.infer<typeof condition>;
export type RawAction = Exclude<RawRule['then'], string>;
export type RawEffect = z.infer<typeof effect>;
