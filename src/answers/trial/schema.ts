import * as z from 'zod';

/** The shapes that the answers of `power` and `size` share. */
const number = z.number();
const nullable = number.nullable();
const simulated = z
  .strictObject({ value: nullable, mcse: nullable.describe('Monte Carlo standard error') })
  .describe('null: no trial has it');
const stops = {
  efficacy: simulated.describe('share of all trials that stop here and claim benefit'),
  futility: simulated,
  opposite: simulated.describe('two-sided: that claim the opposite effect'),
};

export const characteristicsSchema = z.strictObject({
  truth: z.enum(['alternative', 'null']),
  replicates: number,
  rejected: simulated.describe(
    'share of trials that reject no effect at any look, two-sided in either direction: power, or the type I error',
  ),
  benefit: simulated.describe('share that claims benefit'),
  opposite: simulated.describe('two-sided: share that claims the opposite effect'),
  futility: simulated.describe('share that stops for futility, at any look'),
  withoutStatistic: simulated.describe(
    'share of trials whose data give the test no statistic where they stop; they count as not significant',
  ),
  looks: z.array(
    z.strictObject({
      ...stops,
      reached: simulated.describe('share of all trials that get here'),
      time: simulated.describe('calendar time, of trials that get here'),
      events: simulated,
      patients: simulated.describe('who have entered'),
      short: simulated.describe('share of the trials that get here with fewer events than planned'),
      withoutStatistic: simulated.describe(
        'share of the trials that get here whose data give the test no statistic',
      ),
    }),
  ),
  expected: z
    .strictObject({ time: simulated, events: simulated, patients: simulated })
    .describe('when the trial stops'),
  screened: simulated.nullable().describe('null: all who enter are randomised'),
  estimate: z
    .strictObject({
      kind: z.enum(['hazard ratio', 'difference in survival', 'difference in restricted mean', 'share']),
      mean: simulated,
      quantiles: z.array(z.strictObject({ p: number, ...simulated.shape })),
    })
    .describe('at the look where each trial stopped; a hazard ratio below 1 favours treatment'),
});

export const formulaSchema = z.strictObject({
  name: z.enum(['Schoenfeld', 'Freedman', 'Lachin-Foulkes']),
  power: number.describe('at the design’s size'),
  events: nullable.describe('for the power wanted, not rounded; null where none is wanted or none suffices'),
  patients: nullable,
});

export const nominalSchema = z
  .strictObject({ hazardRatio: number, formulas: z.array(formulaSchema) })
  .nullable()
  .describe('formulas at a ratio that somebody would give them, with the simulated events');

const chances = { efficacy: number, futility: number, opposite: number };

export const closedFormSchema = z.strictObject({
  method: z.enum(['expected score', 'expected difference', 'exact binomial']),
  survivalWithin: z
    .number()
    .optional()
    .describe(
      'where arms have laws that are not steps of a hazard: the largest difference in survival, measured, between a law and the steps that stand for it in this closed form',
    ),
  power: number,
  error: number.describe('type I error, both sides together'),
  looks: z.array(
    z.strictObject({
      time: number,
      events: number,
      patients: number,
      z: nullable.describe('expected Z; null of an exact test'),
      ...chances,
      null: z.strictObject(chances),
    }),
  ),
  atAnyLook: z
    .strictObject({ ...chances, null: z.strictObject(chances) })
    .describe('chances of stopping at any look, as those of each look'),
  expected: z.strictObject({ time: number, events: number, patients: number }),
  formulas: z.array(formulaSchema),
  averageHazardRatio: nullable.describe('what Cox’s model estimates at the last look'),
});

export const boundarySchema = z
  .strictObject({
    z: number,
    p: number.describe('one-sided'),
    effect: nullable.describe('hazard ratio or difference at the boundary, by the events expected'),
  })
  .nullable();

const source = z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() });

const provenanceSchema = z.strictObject({
  program: z.literal('sojourn'),
  version: z.string(),
  design: source,
  scenario: source.nullable(),
  seed: z.string(),
  threads: number,
  engine: z.enum(['wasm', 'typescript']),
  generator: z.enum(['triple32', 'philox']),
  seconds: number,
});

const designSchema = z.strictObject({
  unit: z.string(),
  arms: z.array(z.string()).describe('control first'),
  allocation: z.array(number).describe('likewise'),
  patients: number,
  test: z.string(),
  alpha: number,
  errorSpent: number.describe(
    'type I error that the boundaries spend, of both sides together: alpha, unless they are given',
  ),
  sides: z.union([z.literal(1), z.literal(2)]),
  target: nullable.describe('power that is looked for'),
  looks: z.array(
    z.strictObject({
      events: number.optional(),
      time: number.optional(),
      rule: z.enum(['first', 'last']),
      end: number.optional().describe('events are waited for no longer'),
    }),
  ),
  information: z
    .enum(['events', 'weighted events', 'inverse variance'])
    .nullable()
    .describe(
      'whose shares are the information fractions: events; events by the squares of their weights; the inverse variance of an estimated difference. null with one look',
    ),
  binding: z.boolean().describe('whether futility is sure to be obeyed'),
});

const assumptionSchema = z.strictObject({
  number: z.string().describe('its place in the file, such as arms.control.median'),
  value: number,
  from: z.string().optional(),
  assumption: z.string().optional(),
  note: z.string().optional(),
});

export const common = {
  provenance: provenanceSchema,
  sentence: z.string().describe('the design in words, for a protocol'),
  assumptions: z.array(assumptionSchema).describe('numbers of the design that say where they come from'),
  design: designSchema,
  notes: z.array(z.string()).describe('where simulation and formulas differ, and why'),
};

/** A simulated figure with its MCSE; null: no trial has it. */
export type SimulatedFigure = z.infer<typeof simulated>;
export type Characteristics = z.infer<typeof characteristicsSchema>;
export type TrialProvenance = z.infer<typeof provenanceSchema>;
/** A design in brief, as far as tables need it. */
export type DesignSummary = z.infer<typeof designSchema>;
/** Formulas at a nominal hazard ratio. */
export type Nominal = z.infer<typeof nominalSchema>;
export type Formula = z.infer<typeof formulaSchema>;
export type ClosedFormFigures = z.infer<typeof closedFormSchema>;
/** Where a number of a design comes from, as its file says. */
export type Assumption = z.infer<typeof assumptionSchema>;
