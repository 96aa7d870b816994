import type { TrialDesign } from '../../trial/design.ts';
import type { ReplicateAlone } from '../../trial/replicate-alone.ts';
import type { ReplicateAnswer } from './replicate-schema.ts';

/** The answer of `power --replicate`: a single trial with its patients. */
export function replicateAnswer(
  { replicate, looks, decision, screened, patients }: ReplicateAlone,
  { unit, boundaries }: TrialDesign,
): ReplicateAnswer {
  return {
    replicate: replicate + 1,
    unit,
    looks: looks.map(({ time, events, patients: entered, z, estimate, boundary, adapted }, k) => ({
      ...{ time, events, patients: entered },
      z: finite(z),
      efficacy: finite(boundary ?? boundaries.efficacy[k]!),
      futility: finite(boundaries.futility[k]!),
      estimate: finite(estimate),
      ...(adapted && {
        adapted: {
          statistic: finite(adapted.statistic),
          boundary: finite(adapted.boundary),
          rule: adapted.rule ?? null,
          measured: finite(adapted.measured),
          plannedEvents: finite(adapted.plannedEvents),
          plannedPatients: adapted.plannedPatients,
        },
      }),
    })),
    decision,
    screened,
    patients,
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
