import type { Questions } from '../../estimates/index.ts';
import { rate, whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { rowNotes } from '../within-rows.ts';
import { coarseInRun } from './coarse-medians.ts';
import { evidenceLine } from './evidence.ts';
import type { RunAnswer } from './schema.ts';
import { runSections } from './sections.ts';

/** Lines printed above and below the tables. */
const AROUND = 11;

/**
 * The printed answer of a run.
 *
 * @param patients simulated, over all strategies
 * @param notRun a sentence about strategies that were not run; may be empty
 */
export function runText(
  { provenance, strategies }: RunAnswer,
  scenario: Scenario,
  questions: Questions,
  { patients, notRun, isFull }: { patients: number; notRun: string; isFull: boolean },
): string {
  const { unit, origin, horizon } = scenario.time;
  const { seconds, patientsPerSecond, threads, seed, fingerprint } = provenance;
  const times = [...questions.at, ...questions.rmst];
  const parts = [
    `${scenario.scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}.`,
    onScreen(runSections(strategies, questions, unit), isFull, AROUND),
    rowNotes(coarseInRun(strategies), times, scenario).join('\n'),
    evidenceLine(scenario, Object.keys(strategies), provenance.scenario.file),
    extrapolationLine(scenario, times),
    notRun,
    `${whole(patients)} patients in ${seconds.toFixed(2)} s, ${rate(patientsPerSecond)} a second, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}, fingerprint ${fingerprint}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** A warning if some of the times lie beyond the observed data. */
export function extrapolationLine({ time }: Scenario, times: readonly number[]): string {
  const { unit, 'data-until': until } = time;
  return until !== undefined && Math.max(...times) > until
    ? `Later than ${until} ${unit}s the curves are extrapolated beyond the observed data.`
    : '';
}
