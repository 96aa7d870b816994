import type { Plan } from '../../plan.ts';
import { type Lives, laterAndEarlier, type Rows } from '../compare/lives.ts';

/** Memory for the outcomes of a plan, of a number of patients. @param room that of the plan before */
export function timesFor(room: Float64Array[], { graph }: Plan, patients: number): Float64Array[] {
  for (let k = 0; k < graph.outcomes.length; k++)
    if (!(room[k] && room[k]!.length >= patients)) room[k] = new Float64Array(patients);
  return room;
}

/** Patients of one strategy: by endpoint the row of each one's event. */
interface PartRows {
  rows: readonly Rows[];
}

/**
 * Shares of the patients whose event comes later under a strategy than under the reference, in the same row, or earlier.
 *
 * @param reference all patients together, which has no rows, then batch by batch
 * @param compared the same patients under the strategy
 * @param part 0: all batches; else one of them
 */
export function livesIn(
  reference: readonly PartRows[],
  compared: readonly PartRows[],
  part: number,
  endpoint: number,
): Record<keyof Lives, number> {
  let [longer, shorter, size] = [0, 0, 0];
  compared.forEach(({ rows }, batch) => {
    if (batch === 0 || (part !== 0 && batch !== part)) return;
    const own = laterAndEarlier(reference[batch]!.rows[endpoint]!, rows[endpoint]!);
    longer += own.longer;
    shorter += own.shorter;
    size += rows[endpoint]!.length;
  });
  return { longer: longer / size, same: (size - longer - shorter) / size, shorter: shorter / size };
}
