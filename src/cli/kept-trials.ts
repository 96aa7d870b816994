import type { Keep } from '../parts/keep.ts';
import type { TrialDesign } from '../trial/design.ts';
import { UsageError } from './errors.ts';
import { wanting } from './keep/kept-run.ts';
import type { Session } from './session.ts';
import type { TrialFile } from './trial-file.ts';

/**
 * The replicates that are kept.
 *
 * @throws UsageError for a design with rules
 * @param wanted how many are asked for, if that is known
 */
export function keptTrials(
  { path, hash, scenario }: TrialFile,
  design: TrialDesign,
  session: Session,
  wanted: number | undefined,
): Keep | undefined {
  const kept = session.keeping({
    inputs: { design: hash, ...(scenario && { scenario: scenario.hash }) },
    free: ['replicates', 'target-mcse', 'style', 'power', 'vary', 'formula'],
  });
  if (kept && design.adaptation)
    throw new UsageError(
      `${path} has rules that adapt the trial: its trials cannot be kept; leave out --keep`,
    );
  return kept && wanted !== undefined ? wanting(kept, { first: 0, count: wanted }) : kept;
}
