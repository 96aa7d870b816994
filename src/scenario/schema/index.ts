import * as z from 'zod';
import { calibrate, cohorts } from './calibrate.ts';
import { fit, ordered, posterior, together } from './joint.ts';
import { jsonSchemaOf } from './json-schema.ts';
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
import { name, parameter, published, yesNo } from './quantity.ts';

const text = z.string().min(1);
const names = z.union([name, z.array(name).min(1)]).meta({ examples: [['ill', 'dead']] });

const evidence = z
  .strictObject({
    cite: text.describe('authors, title or journal, year'),
    doi: z.string().regex(/^10\./, 'a DOI starts with "10."').optional(),
    url: z.string().optional(),
    n: z.union([z.number(), z.string()]).optional().describe('patients'),
    caveat: text.optional(),
    note: text.optional(),
  })
  .meta({ examples: [{ cite: 'Smith et al, Lancet Oncology 2020' }] });

const time = z
  .strictObject({
    unit: z.enum(['day', 'week', 'month', 'year']),
    origin: text.describe('what time 0 is, such as "first treatment"'),
    horizon: z.number().positive().describe('the simulation ends here'),
    'rows-per-unit': z
      .union([1, 2, 4, 8, 16, 32, 64, 128].map((rows) => z.literal(rows)))
      .default(32)
      .describe('grid rows a unit; a power of two, so that whole units are exact rows'),
    'data-until': z.number().positive().optional().describe('curves after this time are extrapolated'),
    landmarks: z
      .array(z.number().positive())
      .min(1)
      .meta({ examples: [[12, 24, 36]] })
      .optional()
      .describe('times at which survival is reported'),
    rmst: z
      .array(z.number().positive())
      .min(1)
      .meta({ examples: [[36]] })
      .optional()
      .describe('tau of the reported restricted means'),
  })
  .meta({ examples: [{ unit: 'month', origin: 'first treatment', horizon: 120 }] });

/** A map of entries by name. */
const named = <T extends z.ZodType>(item: T, example: Record<string, unknown>) =>
  z.record(name, item).meta({ examples: [example] });
const oneTransition = [{ to: 'dead', law: 'exponential', rate: 'death-rate' }];
const transitions = z.array(transition).meta({ examples: [oneTransition] });

/** Sections that a scenario and its strategies share. */
const sections = {
  parameters: named(parameter, { 'death-rate': { value: 0.1, assumption: 'why' } }),
  characteristics: named(characteristic, { smoker: { chance: 'share-of-smokers' } }),
  timers: named(timer, { visit: { law: 'fixed', delay: { value: 3, assumption: 'why' } } }),
  states: named(state, { well: { transitions: oneTransition }, dead: {} }),
  marks: named(mark, { response: { on: 'ill', chance: 'response-rate' } }),
};

/** What a strategy may change: its entries replace the scenario's entries of the same name. */
const changes = {
  parameters: sections.parameters.optional(),
  characteristics: sections.characteristics.optional(),
  timers: sections.timers.optional(),
  states: sections.states.optional(),
  marks: sections.marks.optional(),
  everywhere: transitions.optional(),
  start: name.optional(),
};

export const strategy = z
  .strictObject({
    title: text.optional(),
    about: text.optional(),
    caveat: text
      .optional()
      .describe('why its figures may not hold: what is carried over, from whom; printed with them'),
    ...changes,
  })
  .meta({ examples: [{ parameters: { 'death-rate': { value: 0.05, assumption: 'why' } } }] });

const analysis = z
  .strictObject({
    title: text.optional(),
    note: text.optional().describe('why these values'),
    set: z
      .record(z.string(), z.number())
      .describe('values by parameter, or by strategy.parameter for one strategy alone')
      .meta({ examples: [{ 'death-rate': 0.2 }] }),
  })
  .meta({ examples: [{ title: 'Slow relapse', set: { 'relapse-rate': 0.02 } }] });

const target = z
  .strictObject({
    name: name.optional(),
    endpoint: name.optional(),
    subgroup: name.optional(),
    at: z.number().nonnegative().optional(),
    survival: z.number().optional(),
    median: z.number().optional(),
    proportion: z.string().min(1).optional(),
    'hazard-ratio': z
      .number()
      .positive()
      .optional()
      .describe('of the endpoint, the strategy or subgroup over what `over` names; for calibrate'),
    over: name.optional().describe('of a hazard ratio: the strategy or subgroup below the line'),
    'at-risk': z
      .int()
      .nonnegative()
      .optional()
      .describe('patients at risk at that time; `of` how many, all unless given. For calibrate'),
    weight: z
      .number()
      .positive()
      .max(1)
      .optional()
      .describe('the share of its information that a calibration takes from this target; 1 unless given'),
    discrepancy: z
      .number()
      .positive()
      .optional()
      .describe(
        'standard deviation of what the model itself may be off by, in the unit of the figure; 0 unless given',
      ),
    calibration: yesNo.optional().describe('the model was fitted to this figure'),
    cohort: name
      .optional()
      .describe('the cohort of `calibrate` that the figure is of; the only one of its strategy unless given'),
    'interval-from': text
      .optional()
      .describe('how the interval came about, where the source does not print it'),
    strategy: name.optional().describe('the strategy that the figure refers to; the first one unless given'),
    ...published,
  })
  .meta({ examples: [{ endpoint: 'OS', at: 12, survival: 0.6, from: 'paper' }] });

/** A published figure that is not simulated, only checked for consistency. */
const figureEntry = z
  .strictObject({
    quantity: text.describe('what is counted or estimated; figures of one quantity and group must agree'),
    group: text.optional(),
    stated: text.optional().describe('a definition or statement in words; two of one quantity must agree'),
    'standard-error-for': z
      .strictObject({
        events: z.int().positive(),
        split: z.tuple([z.number(), z.number()]).meta({ examples: [[100, 100]] }),
      })
      .meta({ examples: [{ events: 120, split: [100, 100] }] })
      .optional()
      .describe(
        'events and group sizes behind a hazard ratio: its interval must be about as wide as they allow',
      ),
    ...published,
  })
  .meta({ examples: [{ quantity: 'median survival', value: 20.5, from: 'paper' }] });

const identity = z
  .strictObject({
    says: text.describe('the identity in words'),
    parts: z
      .array(z.number())
      .min(1)
      .meta({ examples: [[30, 70]] })
      .describe('these add up'),
    total: z.number().optional().describe('to exactly this'),
    'at-most': z.number().optional().describe('or to no more than this'),
    ...{ from: name.optional(), where: text.optional(), note: text.optional() },
  })
  .meta({ examples: [{ says: 'responders and others are all', parts: [30, 70], total: 100 }] });

const evidences = named(evidence, { paper: { cite: 'Smith et al, Lancet Oncology 2020' } });
const figures = z
  .array(figureEntry)
  .meta({ examples: [[{ quantity: 'median survival', value: 20.5, from: 'paper' }]] });
const identities = z.array(identity).meta({
  examples: [[{ says: 'responders and others are all', parts: [30, 70], total: 100 }]],
});

export const scenarioSchema = z.strictObject({
  scenario: text.meta({ examples: ['Illness and death'] }).describe('title'),
  about: text.optional(),
  time,
  evidence: evidences.default({}),
  parameters: sections.parameters.default({}),
  characteristics: sections.characteristics.default({}),
  timers: sections.timers.default({}),
  'follow-up': followUp.optional(),
  curves: named(curve, {
    OS: {
      points: [
        [0, 1],
        [12, 0.5],
      ],
      'after-last': 'never',
      from: 'paper',
    },
  }).default({}),
  'life-tables': named(lifeTable, {
    national: { 'first-age': 60, probabilities: [0.01, 0.011], from: 'paper' },
  }).default({}),
  start: name.meta({ examples: ['healthy'] }).describe('the state of every patient at time 0'),
  groups: named(names, { alive: ['well', 'ill'] })
    .default({})
    .describe('names for sets of states'),
  states: sections.states,
  everywhere: transitions
    .default([])
    .describe('transitions out of every state that is neither absorbing nor a decision'),
  marks: sections.marks.default({}),
  endpoints: named(endpoint, { OS: { event: 'dead' } }).default({}),
  subgroups: named(subgroup, { smokers: { if: { smoker: 'yes' } } }).default({}),
  proportions: named(proportion, { 'ill-within-a-year': { if: { reached: 'ill', by: 12 } } }).default({}),
  strategies: named(strategy, {
    'usual-care': {},
    treatment: { parameters: { 'death-rate': { value: 0.05, assumption: 'why' } } },
  }).default({ reference: {} }),
  analyses: named(analysis, { 'slow-relapse': { set: { 'relapse-rate': 0.02 } } })
    .optional()
    .describe('scenario analyses: sets of other values; `sojourn dsa` has a row for each'),
  calibrate: calibrate.optional().describe('free parameters with their priors: see `sojourn calibrate`'),
  posterior: posterior.optional().describe('joint draws of parameters, such as those of a calibration'),
  fits: named(fit, {
    relapse: {
      parameters: ['relapse-shape', 'relapse-scale'],
      scale: 'log',
      covariance: [
        [0.004, 0.001],
        [0.001, 0.008],
      ],
      from: 'paper',
    },
  })
    .optional()
    .describe('parameters that were fitted together, with the covariance of their coefficients'),
  together: z
    .array(together)
    .meta({ examples: [[{ parameters: ['response', 'survival'], correlation: 0.6, assumption: 'why' }]] })
    .optional()
    .describe('parameters whose errors are correlated'),
  ordered: z
    .array(ordered)
    .meta({ examples: [[['death-rate-well', 'death-rate-ill']]] })
    .optional()
    .describe('parameters whose values keep this order'),
  targets: z
    .array(target)
    .meta({ examples: [[{ endpoint: 'OS', at: 12, survival: 0.6, from: 'paper' }]] })
    .default([]),
  figures: figures.default([]),
  identities: identities.default([]),
});

/** A file of published figures alone, to be checked without a model. */
export const evidenceSchema = z.strictObject({
  scenario: text.meta({ examples: ['Figures of a paper'] }),
  about: text.optional(),
  evidence: evidences.default({}),
  figures: figures.default([]),
  identities: identities.default([]),
});

/** A file of published figures that a calibration takes beside those of its scenario. */
export const targetsSchema = z.strictObject({
  about: text.optional(),
  evidence: evidences.default({}),
  cohorts: cohorts.default({}),
  targets: z
    .array(target)
    .min(1)
    .meta({ examples: [[{ endpoint: 'OS', at: 12, survival: 0.6, from: 'paper' }]] }),
});

/** A scenario as written in its file: shapes are checked, names are not yet looked up. */
export type Scenario = z.infer<typeof scenarioSchema> & {
  /** rows of the file that `posterior` names, after it is read */
  posteriorRows?: PosteriorRows;
};

/** Joint draws of parameters, one row for each draw. Plain data that can be sent to threads. */
export interface PosteriorRows {
  rows: number;
  /** values by row, for each `parameter` or `strategy.parameter` */
  columns: Readonly<Record<string, Float64Array>>;
  /** the file as it was found, and its SHA-256 in hexadecimal, where they are known */
  source?: { file: string; sha256: string };
}

export type EvidenceFile = z.infer<typeof evidenceSchema>;
export type RawTargets = z.infer<typeof targetsSchema>;
export type RawTarget = z.infer<typeof target>;
export type RawFigure = z.infer<typeof figureEntry>;
export type RawIdentity = z.infer<typeof identity>;
export type RawStrategy = z.infer<typeof strategy>;

/** The JSON Schema of scenario files, for editors. Shapes with an `id` appear once, under `$defs`. */
export function scenarioJsonSchema(): object {
  return { title: 'sojourn scenario', ...jsonSchemaOf(scenarioSchema) };
}

/** The JSON Schema of files of targets. */
export function targetsJsonSchema(): object {
  return { title: 'sojourn targets', ...jsonSchemaOf(targetsSchema) };
}
