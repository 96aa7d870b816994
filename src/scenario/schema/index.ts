import * as z from 'zod';
import {
  characteristic,
  curve,
  endpoint,
  followUp,
  lifeTable,
  mark,
  proportion,
  state,
  subgroup,
  timer,
  transition,
} from './model.ts';
import { name, parameter, published } from './quantity.ts';

const text = z.string().min(1);
const names = z.union([name, z.array(name).min(1)]);

const evidence = z.strictObject({
  cite: text.describe('authors, title or journal, year'),
  doi: z.string().regex(/^10\./, 'a DOI starts with "10."').optional(),
  url: z.string().optional(),
  n: z.union([z.number(), z.string()]).optional().describe('patients'),
  caveat: text.optional(),
  note: text.optional(),
});

const time = z.strictObject({
  unit: z.enum(['day', 'week', 'month', 'year']),
  origin: text.describe('what time 0 is, such as "first treatment"'),
  horizon: z.number().positive().describe('the simulation ends here'),
  'rows-per-unit': z
    .union([1, 2, 4, 8, 16, 32, 64, 128].map((rows) => z.literal(rows)))
    .default(32)
    .describe('grid rows a unit; a power of two, so that whole units are exact rows'),
  'data-until': z.number().positive().optional().describe('later than this the curves are extrapolation'),
  landmarks: z.array(z.number().positive()).min(1).optional().describe('times of printed survival'),
  rmst: z.array(z.number().positive()).min(1).optional().describe('tau of printed restricted means'),
});

/** What a strategy may change: entries of these maps replace the reference's entries of the same name. */
const changes = {
  parameters: z.record(name, parameter).optional(),
  characteristics: z.record(name, characteristic).optional(),
  timers: z.record(name, timer).optional(),
  states: z.record(name, state).optional(),
  marks: z.record(name, mark).optional(),
  everywhere: z.array(transition).optional(),
  start: name.optional(),
};

export const strategy = z.strictObject({
  title: text.optional(),
  about: text.optional(),
  caveat: text
    .optional()
    .describe('why its figures may not hold: what is carried over, from whom; printed with them'),
  ...changes,
});

const target = z.strictObject({
  name: name.optional(),
  endpoint: name.optional(),
  subgroup: name.optional(),
  at: z.number().nonnegative().optional(),
  survival: z.number().optional(),
  median: z.number().optional(),
  proportion: z.string().min(1).optional(),
  calibration: z.boolean().optional().describe('the model was fitted to this figure'),
  'interval-from': text
    .optional()
    .describe('how the interval came about, where the source does not print it'),
  strategy: name.optional().describe('the strategy that the figure speaks of; the first one unless given'),
  ...published,
});

/** A published figure kept for the record: never simulated, only checked for consistency. */
const figureEntry = z.strictObject({
  quantity: text.describe('what is counted or estimated; figures of one quantity and group must agree'),
  group: text.optional(),
  stated: text.optional().describe('a definition or statement in words; two of one quantity must agree'),
  'standard-error-for': z
    .strictObject({ events: z.int().positive(), split: z.tuple([z.number(), z.number()]) })
    .optional()
    .describe(
      'events and group sizes behind a hazard ratio: its interval must be about as wide as they allow',
    ),
  ...published,
});

const identity = z.strictObject({
  says: text.describe('the identity in words'),
  parts: z.array(z.number()).min(1).describe('these add up'),
  total: z.number().optional().describe('to exactly this'),
  'at-most': z.number().optional().describe('or to no more than this'),
  ...{ from: name.optional(), where: text.optional(), note: text.optional() },
});

const recordOf = <T extends z.ZodType>(item: T) => z.record(name, item);

export const scenarioSchema = z.strictObject({
  scenario: text.describe('title'),
  about: text.optional(),
  time,
  evidence: recordOf(evidence).default({}),
  parameters: recordOf(parameter).default({}),
  characteristics: recordOf(characteristic).default({}),
  timers: recordOf(timer).default({}),
  'follow-up': followUp.optional(),
  curves: recordOf(curve).default({}),
  'life-tables': recordOf(lifeTable).default({}),
  start: name.describe('the state of every patient at time 0'),
  groups: recordOf(names).default({}).describe('names for sets of states'),
  states: recordOf(state),
  everywhere: z
    .array(transition)
    .default([])
    .describe('transitions out of every state that is neither absorbing nor a decision'),
  marks: recordOf(mark).default({}),
  endpoints: recordOf(endpoint).default({}),
  subgroups: recordOf(subgroup).default({}),
  proportions: recordOf(proportion).default({}),
  strategies: recordOf(strategy).default({ reference: {} }),
  targets: z.array(target).default([]),
  figures: z.array(figureEntry).default([]),
  identities: z.array(identity).default([]),
});

/** A file of published figures alone: evidence to be checked, nothing to simulate. */
export const evidenceSchema = z.strictObject({
  scenario: text,
  about: text.optional(),
  evidence: recordOf(evidence).default({}),
  figures: z.array(figureEntry).default([]),
  identities: z.array(identity).default([]),
});

/** A scenario as its file says it: shapes are right, names are not yet looked up. */
export type Scenario = z.infer<typeof scenarioSchema>;
export type EvidenceFile = z.infer<typeof evidenceSchema>;
export type RawTarget = z.infer<typeof target>;
export type RawFigure = z.infer<typeof figureEntry>;
export type RawIdentity = z.infer<typeof identity>;
export type RawStrategy = z.infer<typeof strategy>;

/** The JSON Schema of scenario files, for editors. Shapes with an `id` stand in it once, under `$defs`, by that name. */
export function scenarioJsonSchema(): object {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input' }) as Record<string, unknown>;
  return { title: 'sojourn scenario', ...schema };
}
