import * as z from 'zod';

const number = z.number();
const figure = { value: number, mcse: number.describe('Monte Carlo standard error') };
const nullable = number.nullable();
/** A point of a curve. After the last patient at risk, the value stays and its error is unknown. */
const onCurve = {
  value: number,
  mcse: nullable.describe('Monte Carlo standard error; null: no patient is at risk then'),
};
const at = { at: number.describe('time since the start, in the scenario’s unit') };

/** A row of the grid that holds too many events to place the median within it. */
export const coarseRow = z.strictObject({
  from: number,
  to: number,
  share: number.describe('share of the patients who have the event in this row'),
});

const endpoint = z.strictObject({
  title: z.string(),
  n: number.describe('patients'),
  survival: z
    .array(z.strictObject({ ...at, ...onCurve }))
    .describe(
      'survival just after each landmark time; between two rows of the grid the mcse includes the uncertainty within the row',
    ),
  quantiles: z.array(
    z.strictObject({
      p: number.describe('share that has had the event by the time `value`'),
      value: nullable.describe('null: not reached by the horizon'),
      mcse: nullable.describe('computed from the interval; null without an interval'),
      lower: nullable.describe(
        '95% Monte Carlo interval, including the uncertainty within a row of the grid',
      ),
      upper: nullable,
      coarse: coarseRow
        .optional()
        .describe('the row of the time, if it holds too many events to place the time within it'),
    }),
  ),
  rmst: z
    .array(z.strictObject({ tau: number, value: nullable, mcse: nullable }))
    .describe('restricted mean survival time up to tau; the mcse includes the uncertainty within rows'),
  incidence: z
    .record(z.string(), z.array(z.strictObject({ ...at, ...onCurve })))
    .optional()
    .describe('cumulative incidence by cause (Aalen-Johansen), if there are several causes'),
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
  caveat: z.string().optional().describe('why its results may not hold for patients'),
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
        'standard errors of the shares; between two rows of the grid they include the uncertainty within the row',
      ),
  }),
  meanTimes: z
    .record(z.string(), z.strictObject(figure))
    .describe('mean time in each state up to the horizon; its mcse is an upper bound'),
  ways: z
    .array(z.strictObject({ from: z.string(), to: z.string(), patients: number }))
    .describe(
      'number of transitions between each pair of states by the horizon; a patient may count several times',
    ),
  targets: z.array(target),
});

export const provenanceSchema = z.strictObject({
  program: z.literal('sojourn'),
  version: z.string(),
  scenario: z.strictObject({ file: z.string(), sha256: z.string(), title: z.string() }),
  seed: z.string(),
  n: number.describe('patients of each strategy; with a target precision, the largest number'),
  threads: number,
  engine: z
    .enum(['wasm', 'typescript'])
    .describe('implementation of the inner loops; both give the same counts'),
  generator: z.enum(['triple32', 'philox']).describe('random number generator'),
  fingerprint: z
    .string()
    .describe(
      'fingerprint of all counts: equal for equal scenario, seed, n and generator, on any machine and with any number of threads',
    ),
  seconds: number,
  patientsPerSecond: number,
});

/** The schema of what `run --json` prints. */
export const runAnswerSchema = z.strictObject({
  provenance: provenanceSchema,
  set: z
    .array(z.strictObject({ strategy: z.string().optional(), parameter: z.string(), value: number }))
    .optional()
    .describe('values that replace those of the file (--set)'),
  strategies: z.record(z.string(), strategy),
});

/** The origin of an answer: everything needed to reproduce it. */
export type Provenance = z.infer<typeof provenanceSchema>;
/** What `run --json` prints and `--out` writes: see `sojourn schema result`. */
export type RunAnswer = z.infer<typeof runAnswerSchema>;
export type RunStrategy = z.infer<typeof strategy>;
export type RunEndpoint = z.infer<typeof endpoint>;
export type RunTarget = z.infer<typeof target>;

export function resultJsonSchema(): object {
  return { title: 'sojourn result', ...z.toJSONSchema(runAnswerSchema) };
}
