import * as z from 'zod';

const nullable = z.number().nullable();
const changes = z.strictObject({
  points: z.number().describe('number of points'),
  largest: z.number().describe('largest change of survival'),
  at: z.number().describe('time of the largest'),
});

const writing = {
  delimiter: z.enum([',', ';', '\t', '|']).describe('delimiter between cells'),
  decimal: z.enum(['.', ',']).describe('decimal mark'),
};

/** The schema of what `reconstruct --json` prints. */
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
      .describe('null if the numbers were typed'),
    events: nullable.describe('total number of events that was given; null if none was'),
  }),
  label: z.string().nullable().describe('name of the arm'),
  n: z.number().describe('patients'),
  events: z.number(),
  median: z
    .strictObject({ value: nullable, lower: nullable, upper: nullable })
    .describe(
      'median of the reconstruction, with 95% limits by the log transformation; null: not reached within follow-up',
    ),
  error: z
    .strictObject({
      largest: z.number(),
      at: z.number().describe('time'),
      fitted: z.number().describe('largest distance from the points after rising points were lowered'),
    })
    .describe('largest distance of the reconstructed survival from the points as read'),
  lowered: changes.describe('points above an earlier one, or above 1: lowered, because survival cannot rise'),
  raised: changes.describe('points below 0: raised to 0'),
  atRisk: z
    .array(z.strictObject({ time: z.number(), published: z.number(), reconstructed: z.number() }))
    .describe('patients at risk at that time'),
  patients: z
    .strictObject({
      times: z.array(z.number()),
      statuses: z.array(z.number()).describe('1 an event, 0 censored'),
    })
    .describe('one entry each, by increasing time'),
  notes: z.array(z.string()).describe('problems of the reconstruction, and what remains unknown'),
});

export type ReconstructionAnswer = z.infer<typeof reconstructionSchema>;

export function reconstructionJsonSchema(): object {
  return { title: 'sojourn reconstruction', ...z.toJSONSchema(reconstructionSchema) };
}
