import { whole } from '../../media/numbers.ts';
import { ledgerOf } from '../../scenario/ledger.ts';
import type { Scenario } from '../../scenario/schema/index.ts';

/**
 * A line on the sources of the model's numbers, and a reminder that the MCSE does not include the uncertainty of the
 * evidence.
 */
export function evidenceLine(scenario: Scenario, strategies: readonly string[], file: string): string {
  const entries = ledgerOf(scenario, strategies);
  const sources = new Set(entries.flatMap(({ source }) => (source ? [source.name] : [])));
  const count = (holds: (entry: (typeof entries)[number]) => boolean) => entries.filter(holds).length;
  const cited = count(({ source }) => source !== undefined);
  const derived = count((entry) => entry.derived !== undefined && entry.source === undefined);
  const assumed = count(
    ({ source, derived: from, assumption }) => !source && from === undefined && assumption !== undefined,
  );
  const calibrated = count(
    ({ source, derived: from, assumption, calibrated: to }) =>
      !source && from === undefined && assumption === undefined && to !== undefined,
  );
  const parts = [
    cited > 0 && `${whole(cited)} from ${whole(sources.size)} ${sources.size === 1 ? 'source' : 'sources'}`,
    assumed > 0 && `${whole(assumed)} assumed`,
    calibrated > 0 && `${whole(calibrated)} calibrated`,
    derived > 0 && `${whole(derived)} derived from others`,
  ].filter((part) => part !== false);
  const rests = parts.length === 0 ? '' : `Numbers of the model: ${parts.join(', ')} (--report lists them). `;
  return `${rests}${leftOut(file)}`;
}

/** What no Monte Carlo standard error tells. */
export const EVIDENCE_LEFT_OUT =
  'MCSE is the Monte Carlo standard error, the error of the simulation. It does not include the uncertainty of the evidence';

/** Likewise, and the command that tells it. @param file the scenario file as the user named it */
export function leftOut(file: string): string {
  return `${EVIDENCE_LEFT_OUT}: see sojourn psa ${file}`;
}
