import { csv } from '../../media/csv.ts';
import type { ReconstructionAnswer } from './schema.ts';

/** One row a patient: time,status and the arm, where it has a label. */
export function patientsCsv({ patients: { times, statuses }, label }: ReconstructionAnswer): string {
  const arm = label === null ? [] : [label];
  return csv(
    ['time', 'status', ...(label === null ? [] : ['arm'])],
    times.map((time, i) => [time, statuses[i], ...arm]),
  );
}
