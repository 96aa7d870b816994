import * as z from 'zod';
import { posteriorSource } from '../psa/schema.ts';

/** The schemas that the answers of `power` and `size` share. */
const number = z.number();
const nullable = number.nullable();
export const simulated = z
  .strictObject({ value: nullable, mcse: nullable.describe('Monte Carlo standard error') })
  .describe('null: no trial has this figure');
const stops = {
  efficacy: simulated.describe('share of all trials that stop here and claim benefit'),
  futility: simulated,
  opposite: simulated.describe('two-sided: share of all trials that stop here and claim the opposite effect'),
};

/** When a look takes place, apart from its events. */
export const timingShape = {
  time: number.optional(),
  enrolled: z
    .strictObject({ patients: number, after: number })
    .optional()
    .describe('a time after so many patients are randomised'),
  rule: z.enum(['first', 'last']),
  end: number.optional().describe('latest time of the look, even with fewer events'),
  gap: number.optional().describe('least time since the look before'),
  skipBelow: number
    .optional()
    .describe('the look is left out where fewer events than this have come since the look before'),
  spendingTime: number
    .optional()
    .describe('where the spending function is read, in place of the information fraction'),
};

const distributed = z.strictObject({
  mean: simulated,
  quantiles: z.array(z.strictObject({ p: number, ...simulated.shape })).describe('quartiles'),
});

const adaptationSchema = z.strictObject({
  zones: z
    .array(
      z.strictObject({
        look: number.describe('from 1'),
        rule: z.string().nullable().describe('null: no rule held, or the look ended the trial'),
        share: simulated.describe('share of all trials'),
        rejected: simulated.describe('share of these trials that reject the null hypothesis'),
        rejectedWithoutRules: simulated.describe('share of the same trials that would without rules'),
        events: simulated.describe('at stopping, as patients and time'),
        patients: simulated,
        time: simulated,
      }),
    )
    .describe('by look and the rule that was carried out'),
  changed: simulated.describe('share of trials that a rule changed'),
  final: z
    .strictObject({ events: distributed, patients: distributed, time: distributed })
    .describe('at stopping'),
  withoutRules: z
    .strictObject({
      rejected: simulated,
      gain: simulated.describe('rejections with rules minus without, trial by trial'),
      events: simulated,
      patients: simulated,
      time: simulated,
    })
    .describe('the same trials without rules'),
});

export const characteristicsSchema = z.strictObject({
  truth: z.enum(['alternative', 'null']),
  replicates: number,
  rejected: simulated.describe(
    'share of trials that reject the null hypothesis at any look, if two-sided in either direction: power, or type I error',
  ),
  benefit: simulated.describe('share that claims benefit'),
  opposite: simulated.describe('two-sided: share that claims the opposite effect'),
  futility: simulated.describe('share that stops for futility, at any look'),
  withoutStatistic: simulated.describe(
    'share of trials in which the test has no statistic at stopping; they count as not significant',
  ),
  looks: z.array(
    z.strictObject({
      ...stops,
      reached: simulated.describe('share of all trials that reach this look'),
      time: simulated.describe('calendar time, among trials that reach this look'),
      events: simulated,
      patients: simulated.describe('patients who have entered'),
      short: simulated.describe('share of the trials that reach this look with fewer events than planned'),
      withoutStatistic: simulated.describe(
        'share of the trials that reach this look in which the test has no statistic',
      ),
      skipped: simulated
        .optional()
        .describe(
          'share of all trials that leave this look out, since too few events have come since the look before',
        ),
    }),
  ),
  expected: z
    .strictObject({ time: simulated, events: simulated, patients: simulated })
    .describe('at stopping'),
  screened: simulated.nullable().describe('patients screened; null: all who enter are randomised'),
  estimate: z
    .strictObject({
      kind: z.enum([
        'hazard ratio',
        'difference in survival',
        'difference in restricted mean',
        'difference in share',
        'ratio of shares',
        'share',
      ]),
      mean: simulated,
      quantiles: z.array(z.strictObject({ p: number, ...simulated.shape })),
    })
    .describe('the estimate at the look where each trial stopped; a hazard ratio below 1 favours treatment'),
  adaptation: adaptationSchema
    .optional()
    .describe('what the rules of the design did; left out without rules'),
});

export const formulaSchema = z.strictObject({
  name: z.enum(['Schoenfeld', 'Freedman', 'Lachin-Foulkes']),
  power: number.describe('power at the design’s size'),
  events: nullable.describe(
    'events for the target power, not rounded; null without a target, or if no number suffices',
  ),
  patients: nullable,
});

export const nominalSchema = z
  .strictObject({ hazardRatio: number, formulas: z.array(formulaSchema) })
  .nullable()
  .describe('formulas at the nominal hazard ratio of the design, with the simulated number of events');

const chances = { efficacy: number, futility: number, opposite: number };

export const closedFormSchema = z.strictObject({
  method: z.enum(['expected score', 'expected difference', 'exact binomial']),
  survivalWithin: z
    .number()
    .optional()
    .describe(
      'if arms have laws without piecewise-constant hazards: the largest difference in survival between a law and its approximation in this closed form',
    ),
  power: number,
  error: number.describe('type I error, of both sides together'),
  looks: z.array(
    z.strictObject({
      time: number,
      events: number,
      patients: number,
      z: nullable.describe('expected Z; null for an exact test'),
      ...chances,
      null: z.strictObject(chances),
      nullObeyed: z
        .strictObject(chances)
        .nullable()
        .describe('as null, if futility that is not binding is obeyed; null without such futility'),
    }),
  ),
  atAnyLook: z
    .strictObject({
      ...chances,
      null: z.strictObject(chances),
      nullObeyed: z.strictObject(chances).nullable(),
    })
    .describe('probabilities of stopping at any look, like those of each look'),
  expected: z.strictObject({ time: number, events: number, patients: number }),
  formulas: z.array(formulaSchema),
  averageHazardRatio: nullable.describe('average hazard ratio that Cox’s model estimates at the last look'),
});

export const boundarySchema = z
  .strictObject({
    z: number,
    p: number.describe('one-sided p-value'),
    effect: nullable.describe(
      'hazard ratio or difference at the boundary, for the expected number of events',
    ),
  })
  .nullable();

export const source = z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() });

export const provenanceSchema = z.strictObject({
  program: z.literal('sojourn'),
  version: z.string(),
  design: source,
  scenario: source.nullable(),
  posterior: posteriorSource,
  seed: z.string(),
  threads: number,
  engine: z.enum(['wasm', 'typescript']),
  generator: z.enum(['triple32', 'philox']),
  seconds: number,
});

export const designSchema = z.strictObject({
  unit: z.string(),
  arms: z.array(z.string()).describe('titles of the arms, control first'),
  allocation: z.array(number).describe('allocation to the arms, control first'),
  patients: number,
  test: z.string(),
  margin: nullable.describe(
    'of non-inferiority: a hazard ratio, or a difference in survival; the null lies exactly at it. null without one',
  ),
  alpha: number,
  errorSpent: number.describe(
    'type I error that the boundaries spend, of both sides together: alpha, unless the boundaries are given',
  ),
  sides: z.union([z.literal(1), z.literal(2)]),
  target: nullable.describe('target power'),
  looks: z.array(
    z.strictObject({
      events: number.optional(),
      eventsOf: z
        .array(z.strictObject({ of: z.string(), count: number }))
        .optional()
        .describe('events of an arm or of a stratum'),
      ...timingShape,
    }),
  ),
  information: z
    .enum(['events', 'weighted events', 'inverse variance', 'patients'])
    .nullable()
    .describe(
      'the information whose fractions are used: events; events weighted by the squares of their weights; the inverse variance of an estimated difference. null with one look',
    ),
  binding: z.boolean().describe('whether futility boundaries are binding'),
});

export const assumptionSchema = z.strictObject({
  number: z.string().describe('its path in the file, such as arms.control.median'),
  value: number,
  from: z.string().optional(),
  assumption: z.string().optional(),
  note: z.string().optional(),
});

export const common = {
  provenance: provenanceSchema,
  sentence: z.string().describe('the design in words, for a protocol'),
  assumptions: z.array(assumptionSchema).describe('numbers of the design with a stated source'),
  protocol: z
    .array(z.strictObject({ heading: z.string(), text: z.string() }))
    .describe('the statistical design section of a protocol, to be pasted as it stands'),
  design: designSchema,
  notes: z.array(z.string()).describe('differences between simulation and formulas, with reasons'),
};

/** A simulated figure with its MCSE; null if no trial has it. */
export type SimulatedFigure = z.infer<typeof simulated>;
export type Characteristics = z.infer<typeof characteristicsSchema>;
export type AdaptationFigures = z.infer<typeof adaptationSchema>;
export type TrialProvenance = z.infer<typeof provenanceSchema>;
/** A summary of a design, as tables need it. */
export type DesignSummary = z.infer<typeof designSchema>;
/** Formulas at a nominal hazard ratio. */
export type Nominal = z.infer<typeof nominalSchema>;
/** A boundary on every scale; null: the look has none. */
export type Boundary = z.infer<typeof boundarySchema>;
export type ProtocolPart = z.infer<typeof common.protocol>[number];
export type Formula = z.infer<typeof formulaSchema>;
export type ClosedFormFigures = z.infer<typeof closedFormSchema>;
/** The source of a number of a design, as given in its file. */
export type Assumption = z.infer<typeof assumptionSchema>;

/** A share over draws and their trials. */
export const shareSchema = z
  .strictObject({
    value: z.number().nullable(),
    mcse: z.number().nullable().describe('Monte Carlo standard error, over draws'),
  })
  .describe('null: no draw or trial counts here');

export const fixedSchema = z
  .strictObject({ count: z.number(), assumptions: z.number() })
  .nullable()
  .describe('numbers of the scenario that are held fixed; null in a design of plain laws');

/** The distribution of the power over draws. */
export const overDrawsSchema = z.strictObject({
  by: z.enum(['closed form', 'trials']),
  sd: z.number(),
  quantiles: z.array(z.strictObject({ p: z.number(), value: z.number() })),
});

export const driversSchema = z
  .array(z.strictObject({ name: z.string(), share: z.number() }))
  .describe('share of the variance of the power that would go if the number were known');
