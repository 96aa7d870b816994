import * as z from 'zod';

const nullable = z.number().nullable();
const changes = z.strictObject({
  points: z.number().describe('how many'),
  largest: z.number().describe('largest change of survival'),
  at: z.number().describe('time of the largest'),
});

const writing = {
  delimiter: z.enum([',', ';', '\t', '|']).describe('between cells'),
  decimal: z.enum(['.', ',']).describe('before decimals'),
};

/** The shape of what `reconstruct --json` prints. */
export const reconstructionSchema = z.strictObject({
  provenance: z.strictObject({
    program: z.literal('sojourn'),
    version: z.string(),
    curve: z.strictObject({
      file: z.string(),
      sha256: z.string(),
      points: z.number(),
      time: z.string().describe('column'),
      survival: z.string().describe('column'),
      percent: z.boolean(),
      ...writing,
    }),
    atRisk: z
      .strictObject({ file: z.string(), sha256: z.string(), ...writing })
      .nullable()
      .describe('null where the numbers were typed'),
    events: nullable.describe('total that was told; null where none was'),
  }),
  label: z.string().nullable().describe('of the arm'),
  n: z.number().describe('patients'),
  events: z.number(),
  median: z
    .strictObject({ value: nullable, lower: nullable, upper: nullable })
    .describe('of the reconstruction, 95% limits by the log interval; null: not reached within follow-up'),
  error: z
    .strictObject({
      largest: z.number(),
      at: z.number().describe('time'),
      fitted: z.number().describe('largest distance from the points once those that rise were lowered'),
    })
    .describe('largest distance of the reconstructed survival from the points as they were read'),
  lowered: changes.describe(
    'points above one before them, or above 1: lowered, because survival cannot rise',
  ),
  raised: changes.describe('points below 0: raised to it'),
  atRisk: z
    .array(z.strictObject({ time: z.number(), published: z.number(), reconstructed: z.number() }))
    .describe('followed up to that time or longer'),
  patients: z
    .strictObject({
      times: z.array(z.number()),
      statuses: z.array(z.number()).describe('1 an event, 0 censored'),
    })
    .describe('one entry each, by increasing time'),
  notes: z.array(z.string()).describe('what does not fit, or is not known'),
});

export type ReconstructionAnswer = z.infer<typeof reconstructionSchema>;

export function reconstructionJsonSchema(): object {
  return { title: 'sojourn reconstruction', ...z.toJSONSchema(reconstructionSchema) };
}
