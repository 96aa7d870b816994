import * as z from 'zod';

const number = z.number();
const figure = { value: number, mcse: number.describe('Monte Carlo standard error') };
const nullable = number.nullable();
/** Of a curve: its last value stands when nobody is left to be followed, and nothing is known of its error. */
const onCurve = {
  value: number,
  mcse: nullable.describe('Monte Carlo standard error; null: nobody is followed so far'),
};
const at = { at: number.describe('time since the start, in the scenario’s unit') };

/** A row of the grid that holds too many events to say where in it a median lies. */
export const coarseRow = z.strictObject({
  from: number,
  to: number,
  share: number.describe('of the patients, with the event in it'),
});

const endpoint = z.strictObject({
  title: z.string(),
  n: number.describe('patients'),
  survival: z
    .array(z.strictObject({ ...at, ...onCurve }))
    .describe(
      'survival just after each landmark time; between two rows of the grid mcse holds what is not known within a row',
    ),
  quantiles: z.array(
    z.strictObject({
      p: number.describe('share that has had the event by the time `value`'),
      value: nullable.describe('null: not reached by the horizon'),
      mcse: nullable.describe('from the interval; null without one'),
      lower: nullable.describe('95% Monte Carlo interval, with what is not known within a row of the grid'),
      upper: nullable,
      coarse: coarseRow
        .optional()
        .describe('the row of the time, where it holds too many events to say where in it the time lies'),
    }),
  ),
  rmst: z
    .array(z.strictObject({ tau: number, value: nullable, mcse: nullable }))
    .describe('restricted mean survival time up to tau; mcse holds what is not known within rows'),
  incidence: z
    .record(z.string(), z.array(z.strictObject({ ...at, ...onCurve })))
    .optional()
    .describe('cumulative incidence by cause (Aalen-Johansen), where there is more than one'),
  observed: z
    .strictObject({
      survival: z.array(z.strictObject({ ...at, value: nullable, mcse: nullable, atRisk: number })),
    })
    .optional()
    .describe(
      'Kaplan-Meier of the simulated cohort under the scenario’s follow-up, standard error by Greenwood',
    ),
});
const endpoints = z.record(z.string(), endpoint);

const target = z.strictObject({
  name: z.string(),
  endpoint: z.string().optional(),
  subgroup: z.string().optional(),
  proportion: z.string().optional(),
  at: number.optional(),
  kind: z.enum(['survival', 'median', 'proportion']),
  published: number,
  interval: z.tuple([number, number]).nullable(),
  intervalFrom: z.string().nullable().describe('published, or how it was computed'),
  simulated: nullable,
  mcse: nullable,
  inside: z.boolean().nullable().describe('whether the simulated figure lies in the interval'),
  calibration: z.boolean().describe('whether the model was fitted to this figure'),
});

const strategy = z.strictObject({
  title: z.string(),
  caveat: z.string().optional().describe('why what it says of patients may not hold'),
  n: number,
  endpoints,
  subgroups: z.record(
    z.string(),
    z.strictObject({ title: z.string(), proportion: z.strictObject(figure), n: number, endpoints }),
  ),
  proportions: z.record(
    z.string(),
    z.strictObject({ title: z.string(), value: nullable, mcse: nullable, events: number, of: number }),
  ),
  occupancy: z.strictObject({
    times: z.array(number),
    states: z
      .record(z.string(), z.array(number))
      .describe('share of all patients in each state at each time'),
    mcse: z
      .record(z.string(), z.array(number))
      .describe(
        'standard errors of the shares; between two rows of the grid with what is not known within a row',
      ),
  }),
  meanTimes: z
    .record(z.string(), z.strictObject(figure))
    .describe('mean time in each state up to the horizon; its mcse is an upper bound'),
  ways: z
    .array(z.strictObject({ from: z.string(), to: z.string(), patients: number }))
    .describe('how many patients went from state to state by the horizon; more than once, counted each time'),
  targets: z.array(target),
});

export const provenanceSchema = z.strictObject({
  program: z.literal('sojourn'),
  version: z.string(),
  scenario: z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() }),
  seed: z.string(),
  n: number.describe('patients of each strategy; where a precision was asked for, of the one that took most'),
  threads: number,
  engine: z
    .enum(['wasm', 'typescript'])
    .describe('the loops that did the work; either gives the same counts'),
  generator: z.enum(['triple32', 'philox']).describe('where the random numbers come from'),
  fingerprint: z
    .string()
    .describe('of all counts: equal for equal scenario, seed, n and generator, on any machine and threads'),
  seconds: number,
  patientsPerSecond: number,
});

/** The shape of what `run --json` prints. */
export const runAnswerSchema = z.strictObject({
  provenance: provenanceSchema,
  strategies: z.record(z.string(), strategy),
});

/** Where an answer comes from: enough to get it again. */
export type Provenance = z.infer<typeof provenanceSchema>;
/** What `run --json` prints and `--out` writes: see `sojourn schema result`. */
export type RunAnswer = z.infer<typeof runAnswerSchema>;
export type RunStrategy = z.infer<typeof strategy>;
export type RunEndpoint = z.infer<typeof endpoint>;
export type RunTarget = z.infer<typeof target>;

export function resultJsonSchema(): object {
  return { title: 'sojourn result', ...z.toJSONSchema(runAnswerSchema) };
}
