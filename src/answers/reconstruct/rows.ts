import { csv } from '../../media/csv.ts';
import type { ReconstructionAnswer } from './schema.ts';

/** A row for each patient: time, status and, if it is labelled, the arm. */
export function patientsCsv({ patients: { times, statuses }, label }: ReconstructionAnswer): string {
  const arm = label === null ? [] : [label];
  return csv(
    ['time', 'status', ...(label === null ? [] : ['arm'])],
    times.map((time, i) => [time, statuses[i], ...arm]),
  );
}
