import * as z from 'zod';

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

const characteristics = z.strictObject({
  truth: z.enum(['alternative', 'null']),
  replicates: number,
  rejected: simulated.describe(
    'share of trials that reject no effect at any look, two-sided in either direction: power, or the error of the first kind',
  ),
  benefit: simulated.describe('share that claims benefit'),
  opposite: simulated.describe('two-sided: share that claims the opposite effect'),
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
      quantiles: z.array(z.strictObject({ p: number, value: nullable })),
    })
    .describe('at the look where each trial stopped; a hazard ratio below 1 favours treatment'),
});

const formula = z.strictObject({
  name: z.enum(['Schoenfeld', 'Freedman', 'Lachin-Foulkes']),
  power: number.describe('at the design’s size'),
  events: nullable.describe('for the power wanted, not rounded; null where none is wanted or none suffices'),
  patients: nullable,
});

const chances = { efficacy: number, futility: number, opposite: number };

const closedForm = z.strictObject({
  method: z.enum(['expected score', 'expected difference', 'exact binomial']),
  power: number,
  error: number.describe('of the first kind, both sides together'),
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
  expected: z.strictObject({ time: number, events: number, patients: number }),
  formulas: z.array(formula),
  averageHazardRatio: nullable.describe('what Cox’s model estimates at the last look'),
});

const boundary = z
  .strictObject({
    z: number,
    p: number.describe('one-sided'),
    effect: nullable.describe('hazard ratio or difference at the boundary, by the events expected'),
  })
  .nullable();

const source = z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() });

const provenance = z.strictObject({
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

const design = z.strictObject({
  unit: z.string(),
  arms: z.array(z.string()).describe('control first'),
  allocation: z.array(number).describe('likewise'),
  patients: number,
  test: z.string(),
  alpha: number,
  errorSpent: number.describe(
    'error of the first kind that the boundaries spend, of both sides together: alpha, unless they are given',
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

const common = {
  provenance,
  sentence: z.string().describe('the design in words, for a protocol'),
  assumptions: z
    .array(
      z.strictObject({
        number: z.string().describe('its place in the file'),
        value: number,
        from: z.string().optional(),
        assumption: z.string().optional(),
        note: z.string().optional(),
      }),
    )
    .describe('numbers of the design that say where they come from'),
  design,
  notes: z.array(z.string()).describe('where simulation and formulas differ, and why'),
};

/** The shape of what `power --json` prints. */
export const powerSchema = z.strictObject({
  ...common,
  boundaries: z.array(z.strictObject({ fraction: number, efficacy: boundary, futility: boundary })),
  alternative: characteristics,
  null: characteristics.nullable().describe('without an effect; at the margin where there is one'),
  nullFutilityObeyed: characteristics
    .nullable()
    .describe('the same with futility obeyed that does not bind; null where there is none'),
  whyNoNull: z.string().nullable(),
  closedForm: closedForm.nullable(),
  whyNoClosedForm: z.string().nullable(),
  nominal: z
    .strictObject({ hazardRatio: number, formulas: z.array(formula) })
    .nullable()
    .describe('formulas at a ratio that somebody would give them, with the simulated events'),
});

const power = z.strictObject({ value: number, mcse: number });

/** The shape of what `size --json` prints. */
export const sizeSchema = z.strictObject({
  ...common,
  vary: z.enum(['patients', 'events', 'duration']),
  target: number.describe('power'),
  size: number.describe('the smallest with that power: patients, or planned events'),
  lower: number.describe('95% Monte Carlo interval of the size'),
  upper: number,
  isExact: z
    .boolean()
    .describe('whether the size is exact, as that of an exact test; otherwise it is found by simulation'),
  power: power.describe('of trials of that size by themselves, as `sojourn power` has it with the same seed'),
  expected: characteristics.shape.expected,
  screened: characteristics.shape.screened,
  estimate: characteristics.shape.estimate,
  curve: z
    .array(
      z.strictObject({
        size: number,
        duration: number.describe('of accrual'),
        power,
        closedForm: nullable.describe('power by the closed form'),
      }),
    )
    .describe('of nested trials: the smaller have the first patients of the larger'),
  replicates: number.describe('behind each point'),
  closedFormSize: nullable,
  formulas: z.array(formula).describe('at the size found'),
  nominal: powerSchema.shape.nominal,
});

export function sizeJsonSchema(): object {
  return { title: 'sojourn size', ...z.toJSONSchema(sizeSchema, { reused: 'ref' }) };
}

export function powerJsonSchema(): object {
  return { title: 'sojourn power', ...z.toJSONSchema(powerSchema, { reused: 'ref' }) };
}
