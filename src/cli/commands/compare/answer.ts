import type { ComparisonFile, ComparisonPoint } from '../../../answers/compare/comparison.ts';
import { comparisonsCsv } from '../../../answers/compare/csv.ts';
import { comparisonSections } from '../../../answers/compare/tables.ts';
import { leftOut } from '../../../answers/run/evidence.ts';
import { coarseInComparison, rowNotes } from '../../../answers/within-rows.ts';
import { jsonParts } from '../../../media/json.ts';
import { rate, whole } from '../../../media/numbers.ts';
import { onScreen } from '../../../media/text/screen.ts';
import type { Scenario } from '../../../scenario/schema/index.ts';
import type { CompareQuestions } from '../../../study/compare/index.ts';
import { nameOf, type Variation } from '../../../study/compare/vary.ts';
import type { Files } from '../../output.ts';

export const outNames = ['comparison.json', 'comparisons.csv'] as const;

export function outFiles(
  answer: ComparisonFile,
  points: readonly ComparisonPoint[],
  vary: readonly Variation[],
): Files {
  const files: Record<(typeof outNames)[number], Files[string]> = {
    'comparison.json': jsonParts(answer, 2),
    'comparisons.csv': comparisonsCsv(
      points.map(({ set, comparisons }) => ({ values: set.map(({ value }) => value), comparisons })),
      vary.map(nameOf),
    ),
  };
  return files;
}

/** Loaded where it is needed: others start sooner without plots. */
async function responses(
  points: readonly ComparisonPoint[],
  vary: readonly Variation[],
  questions: CompareQuestions,
  unit: string,
): Promise<string> {
  const { responseTables } = await import('../../../answers/compare/response.ts');
  return responseTables(points, vary, questions, unit);
}

/** Lines of what stands above and below the tables. */
const AROUND = 13;

/** The names of all that a strategy has of its own, and that is set for it. */
function setBy(name: string, strategies: Scenario['strategies'], set: ComparisonFile['set']): string[] {
  const { parameters, characteristics, timers, states, marks } = strategies[name] ?? {};
  const own = [parameters, characteristics, timers, states, marks].flatMap((one) => Object.keys(one ?? {}));
  return [
    ...new Set([...own, ...set.filter(({ strategy }) => strategy === name).map((one) => one.parameter)]),
  ];
}

function sameText(name: string, reference: string, set: readonly string[]): string {
  const why =
    set.length === 0
      ? 'it sets nothing of its own'
      : `of what it sets (${set.slice(0, 6).join(', ')}${set.length > 6 ? ', ...' : ''}) nothing reaches what is compared: it is used nowhere, says the same, or acts on something else`;
  return `Note: ${name} does not differ from ${reference}, and every difference is exactly 0: ${why}.`;
}

/** @param same strategies whose patients have the same lives as those of the reference */
export async function printed(
  { provenance, reference, set, vary }: ComparisonFile,
  points: readonly ComparisonPoint[],
  given: Scenario,
  questions: CompareQuestions,
  isFull: boolean,
  same: readonly string[],
): Promise<string> {
  const { scenario, time, strategies } = given;
  const { unit, origin, 'data-until': until, horizon } = time;
  const latest = Math.max(...questions.at, ...questions.rmst);
  const [first] = points as [ComparisonPoint];
  const answer = vary
    ? await responses(points, vary, questions, unit)
    : onScreen(comparisonSections(first.comparisons, reference.name, questions, unit), isFull, AROUND);
  const coarse = vary ? [] : coarseInComparison(first.comparisons, reference.name);
  const notes = rowNotes(coarse, [...questions.at, ...questions.rmst], given);
  const named =
    reference.title === reference.name ? reference.name : `${reference.title} (${reference.name})`;
  const parts = [
    `${scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}. Differences from ${named}, on the same ${whole(provenance.n)} patients with the same luck.`,
    ...(set.length > 0 ? [`Set: ${set.map((one) => `${nameOf(one)} = ${one.value}`).join(', ')}`] : []),
    ...same.map((name) => sameText(name, reference.name, setBy(name, strategies, set))),
    answer,
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
    leftOut(provenance.scenario.file),
    ...(until !== undefined && latest > until
      ? [`Beyond ${until} ${unit}s the curves are extrapolation: no data speak there.`]
      : []),
    `${whole(provenance.patientsPerSecond * provenance.seconds)} patients in ${provenance.seconds.toFixed(2)} s, ${rate(provenance.patientsPerSecond)} a second, ${provenance.threads} ${provenance.threads === 1 ? 'thread' : 'threads'}, seed ${provenance.seed}, standard errors from ${provenance.batches} batches, fingerprint ${provenance.fingerprint}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
