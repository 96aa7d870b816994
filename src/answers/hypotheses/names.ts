import { plain } from '../../media/numbers.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';

/** `OS`, or `OS in biomarker-positive`. */
export function cohortName(
  { cohorts, endpoints, populations }: Pick<HypothesesDesign, 'cohorts' | 'endpoints' | 'populations'>,
  cohort: number,
): string {
  const { endpoint, population } = cohorts[cohort]!;
  const name = endpoints[endpoint]!;
  return population === undefined ? name : `${name} in ${populations[population]!.name}`;
}

/** What a success is, in words; null if the design does not say. */
export function successWords({ success, hypotheses }: HypothesesDesign): string | null {
  if (!success) return null;
  const words = success.map((condition) =>
    condition.kind === 'significant'
      ? `${condition.hypotheses.map((h) => hypotheses[h]!.name).join(' and ')} significant`
      : `estimate of ${hypotheses[condition.hypothesis]!.name} below ${plain(condition.below, 4)}`,
  );
  return words.join(', ');
}
