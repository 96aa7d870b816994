import * as z from 'zod';
import {
  assumptionSchema,
  characteristicsSchema,
  common,
  provenanceSchema,
  simulated,
} from '../trial/schema.ts';

const number = z.number();
const name = z.string();

const designSchema = z.strictObject({
  unit: z.string(),
  arms: z
    .array(z.strictObject({ name, title: z.string(), allocation: number }))
    .describe('control first; patients of each in a block'),
  patients: number.describe('randomised patients, all arms together'),
  endpoint: z.string(),
  test: z.string().describe('of each experimental arm against control'),
  alpha: number.describe(
    'one-sided type I error of all comparisons together; for the procedure none, of each',
  ),
  procedure: z.enum(['dunnett', 'dunnett-single-step', 'graph', 'hochberg']),
  weights: z
    .array(number)
    .nullable()
    .describe('share of alpha of each comparison at the beginning; null if it is not shared'),
  isBinding: z.boolean().describe('whether the efficacy boundaries count on futility'),
  stopping: z
    .enum(['separate', 'simultaneous'])
    .describe('simultaneous: the trial ends with the first rejection'),
  places: z.enum(['remaining', 'saved']).describe('the places of an arm that is dropped'),
  looks: z.array(
    z.strictObject({
      events: z.array(
        z.strictObject({
          of: z.string().describe('all (arms that are still in the trial), control, or control and an arm'),
          count: number,
        }),
      ),
      time: number.optional(),
      rule: z.enum(['first', 'last']),
      end: number.optional().describe('latest time of the look, even with fewer events'),
      fraction: number.describe('planned information fraction'),
      futility: number.nullable().describe('a comparison with z at or below it is dropped; null: none is'),
      select: z.string().nullable().describe('which arms go on after it, in words; null: all that are left'),
    }),
  ),
});

const characteristics = z.strictObject({
  replicates: number,
  comparisons: z.array(
    z.strictObject({
      name,
      rejected: simulated.describe('share of trials that reject it: its power'),
      looks: z.array(
        z.strictObject({
          rejected: simulated.describe('share of all trials that reject it at this look'),
          futile: simulated.describe('that drop it for futility at this look'),
          notSelected: simulated.describe('that do not select it at this look'),
          active: simulated.describe('that have its arm in the trial after this look'),
        }),
      ),
      estimate: characteristicsSchema.shape.estimate.describe('when the comparison ended'),
    }),
  ),
  any: simulated.describe('share of trials that reject at least one comparison: disjunctive power'),
  all: simulated.describe('share of trials that reject all: conjunctive power'),
  best: simulated
    .nullable()
    .describe('share of trials that reject the arm that is best in truth; null if no arm is known to be'),
  looks: z.array(
    z.strictObject({
      reached: simulated.describe('share of all trials that reach it'),
      ends: simulated.describe('share of all trials that end at it'),
      any: simulated.describe('share of all trials whose first rejection is at it'),
      time: simulated.describe('calendar time, among trials that reach it'),
      patients: z.array(simulated).describe('patients who have entered each arm, control first'),
      events: z.array(simulated).describe('events of each arm, while it is in the trial'),
      active: simulated.describe('experimental arms that go on after it'),
    }),
  ),
  expected: z
    .strictObject({
      time: simulated,
      patients: z.array(simulated),
      events: z.array(simulated),
      all: simulated.describe('patients of all arms together'),
    })
    .describe('when the trial ends'),
});

/** The schema of what `power --json` prints of a design with comparisons of several arms. */
export const multiArmSchema = z.strictObject({
  provenance: provenanceSchema,
  sentence: z.string().describe('the design in words'),
  protocol: common.protocol,
  assumptions: z.array(assumptionSchema).describe('numbers of the design with a stated source'),
  design: designSchema,
  boundaries: z
    .array(
      z.strictObject({
        comparisons: z.array(name).describe('comparisons that are tested together, or one'),
        alpha: number,
        efficacy: z.array(z.strictObject({ z: number.nullable(), p: number.nullable() })),
      }),
    )
    .describe(
      'efficacy boundaries by look: of every set of comparisons in Dunnett’s closed test; otherwise of one comparison, at its first alpha and at the most that it can get',
    ),
  closedForm: z
    .strictObject({ any: z.array(number) })
    .nullable()
    .describe(
      'familywise error by each look if no arm has an effect and none is dropped but for binding futility, by exact integration; null: none',
    ),
  alternative: characteristics,
  errors: z
    .array(
      z.strictObject({
        truth: z.string().describe('what has no effect'),
        nulls: z.array(name).describe('comparisons whose null is true'),
        familywise: simulated.describe('share of trials that reject one of them or more'),
        rejected: z.array(simulated).describe('share of trials that reject each comparison, true or not'),
      }),
    )
    .describe('familywise error under each configuration of true nulls'),
  set: z
    .array(z.strictObject({ number: z.string(), value: number }))
    .describe('values of --set, in place of those of the file'),
  notes: z.array(z.string()),
});

export type MultiArmAnswer = z.infer<typeof multiArmSchema>;

export function multiArmJsonSchema(): object {
  return {
    title: 'sojourn power, of several experimental arms',
    ...z.toJSONSchema(multiArmSchema, { reused: 'ref' }),
  };
}
