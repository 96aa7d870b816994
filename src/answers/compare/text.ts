import { rate, whole } from '../../media/numbers.ts';
import { onScreen } from '../../media/text/screen.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { CompareQuestions } from '../../study/compare/index.ts';
import { nameOf } from '../../study/compare/vary.ts';
import { leftOut } from '../run/evidence.ts';
import { extrapolationLine } from '../run/text.ts';
import { rowNotes } from '../within-rows.ts';
import { coarseInComparison } from './coarse-medians.ts';
import type { CompareAnswer } from './schema.ts';
import { comparisonSections } from './sections.ts';
import { uncertaintyLine } from './uncertainty.ts';

/** Lines printed above and below the tables. */
const AROUND = 13;

/**
 * The printed answer of a comparison.
 *
 * @param same strategies with the same plan as the reference
 */
export async function compareText(
  answer: CompareAnswer,
  scenario: Scenario,
  questions: CompareQuestions,
  { same, isFull }: { same: readonly string[]; isFull: boolean },
): Promise<string> {
  const { provenance, reference, set, comparisons } = answer;
  const { seconds, patientsPerSecond, threads, seed, batches, fingerprint } = provenance;
  const { unit, origin, horizon } = scenario.time;
  const times = [...questions.at, ...questions.rmst];
  const named =
    reference.title === reference.name ? reference.name : `${reference.title} (${reference.name})`;
  const sections = comparisons
    ? comparisonSections(comparisons, reference.name, questions, unit)
    : await responses(answer, unit);
  const parts = [
    `${scenario.scenario}\nTime in ${unit}s from ${origin}, up to ${horizon}. Differences from ${named}, using common random numbers for the same ${whole(provenance.n)} patients.`,
    set.length > 0
      ? `Set: ${set.map((override) => `${nameOf(override)} = ${override.value}`).join(', ')}`
      : '',
    ...same.map((name) => sameText(name, reference.name, setBy(name, scenario.strategies, set))),
    onScreen(sections, isFull, AROUND),
    rowNotes(comparisons ? coarseInComparison(comparisons, reference.name) : [], times, scenario).join('\n'),
    answer.uncertainty ? uncertaintyLine(answer.uncertainty) : leftOut(provenance.scenario.file),
    extrapolationLine(scenario, times),
    `${whole(patientsPerSecond * seconds)} patients in ${seconds.toFixed(2)} s, ${rate(patientsPerSecond)} a second, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seed ${seed}, standard errors from ${batches} batches, fingerprint ${fingerprint}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Loaded only if needed: without the plotting package other answers start faster. */
async function responses(answer: CompareAnswer, unit: string) {
  const { responseSections } = await import('./response-sections.ts');
  return responseSections(answer, unit);
}

/** The names of all definitions that a strategy has of its own or by an option. */
function setBy(name: string, strategies: Scenario['strategies'], set: CompareAnswer['set']): string[] {
  const { parameters, characteristics, timers, states, marks } = strategies[name] ?? {};
  const own = [parameters, characteristics, timers, states, marks].flatMap((section) =>
    Object.keys(section ?? {}),
  );
  return [
    ...new Set([
      ...own,
      ...set.filter(({ strategy }) => strategy === name).map((override) => override.parameter),
    ]),
  ];
}

/** Most names that are listed. */
const MOST_NAMES = 6;

function sameText(name: string, reference: string, set: readonly string[]): string {
  const why =
    set.length === 0
      ? 'it sets nothing of its own'
      : `nothing that it sets (${set.slice(0, MOST_NAMES).join(', ')}${set.length > MOST_NAMES ? ', ...' : ''}) changes what is compared: it is used nowhere, has the same value, or acts on something else`;
  return `Note: ${name} does not differ from ${reference}, and every difference is exactly 0: ${why}.`;
}
