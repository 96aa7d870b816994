import { orNull } from '../../estimates/endpoint.ts';
import { kaplanMeier } from '../../survival/kaplan-meier.ts';
import { lifeTable } from '../../survival/life-table.ts';
import { quantile } from '../../survival/quantile.ts';
import type { Reconstruction } from '../../survival/reconstruct/reconstruct.ts';
import type { ReconstructionAnswer } from './schema.ts';

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
  return {
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
}
