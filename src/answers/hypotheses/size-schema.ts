import * as z from 'zod';
import { simulated } from '../trial/schema.ts';
import { hypothesesSchema } from './schema.ts';

const number = z.number();
const { provenance, sentence, assumptions, design, alternative, notes } = hypothesesSchema.shape;

/** The schema of what `size --json` prints of a design with hypotheses. */
export const hypothesesSizeSchema = z.strictObject({
  ...{ provenance, sentence, assumptions, design },
  vary: z.enum(['patients', 'duration']),
  of: z.string().describe('whose power: a hypothesis, any, all, or success'),
  target: number.describe('target power'),
  size: number.describe('the fewest patients with that power'),
  lower: number.describe('95% Monte Carlo interval of the size'),
  upper: number,
  power: simulated.describe(
    'independent check at this size, equal to that of `sojourn power` with the same seed',
  ),
  atSize: alternative.describe('the trial of this size, as `sojourn power` has it'),
  curve: z.array(z.strictObject({ size: number, power: simulated })).describe('power at sizes around it'),
  replicates: number.describe('trials simulated for each point'),
  notes,
});

export type HypothesesSizeAnswer = z.infer<typeof hypothesesSizeSchema>;

export function hypothesesSizeJsonSchema(): object {
  return {
    title: 'sojourn size, of several hypotheses',
    ...z.toJSONSchema(hypothesesSizeSchema, { reused: 'ref' }),
  };
}
