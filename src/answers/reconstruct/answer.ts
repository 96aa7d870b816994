import { orNull } from '../../estimates/endpoint.ts';
import { kaplanMeier } from '../../survival/kaplan-meier.ts';
import { lifeTable } from '../../survival/life-table.ts';
import { quantile } from '../../survival/quantile.ts';
import type { Reconstruction } from '../../survival/reconstruct/reconstruct.ts';
import type { ReconstructionAnswer } from './schema.ts';

/** A larger distance from the published curve is reported. */
const FAR = 0.02;

/** What `reconstruct --json` prints: see `sojourn schema reconstruction`. */
export function reconstructionAnswer(
  {
    times,
    statuses,
    events,
    largestDistance,
    distanceAt,
    fittedDistance,
    lowered,
    raised,
    atRisk,
  }: Reconstruction,
  { provenance, label }: Pick<ReconstructionAnswer, 'provenance' | 'label'>,
): ReconstructionAnswer {
  const median = quantile(kaplanMeier(lifeTable({ times, statuses })), 0.5);
  const result = {
    provenance,
    label,
    n: times.length,
    events,
    median: { value: orNull(median.value), lower: orNull(median.lower), upper: orNull(median.upper) },
    error: { largest: largestDistance, at: distanceAt, fitted: fittedDistance },
    lowered,
    raised,
    atRisk,
    patients: { times: [...times], statuses: [...statuses] },
  };
  return { ...result, notes: notesOf(result) };
}

/** Problems of the reconstruction, and what remains unknown. */
function notesOf({
  provenance,
  lowered,
  error,
  atRisk,
}: Pick<ReconstructionAnswer, 'provenance' | 'lowered' | 'error' | 'atRisk'>): string[] {
  const isMissed = atRisk.some(({ published, reconstructed }) => published !== reconstructed);
  return [
    ...(lowered.largest > FAR
      ? ['Points rise by more than reading explains: are they all of one curve?']
      : []),
    ...(error.fitted > FAR || isMissed
      ? ['The curve and the numbers at risk do not fit each other: are they of one arm, in one unit of time?']
      : []),
    ...(atRisk.length === 1 && provenance.events === null
      ? [
          'Nothing tells who was censored before the end: a hazard ratio may be far off. Give more numbers at risk.',
        ]
      : []),
  ];
}
