import { plain, whole } from '../../media/numbers.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { armsSentence, lossSentence, observationSentence, whoSentence } from '../trial/sentence.ts';
import { spendingTimesWords, timingWords } from '../trial/timing-words.ts';
import { listed, spendingWords, testWords } from '../trial/words.ts';
import { cohortName } from './names.ts';

/** The design in a few sentences, ready for a protocol. */
export function hypothesesSentence(raw: RawTrial, design: HypothesesDesign): string {
  return [
    whoSentence(raw, design),
    armsSentence(raw, design, listed(design.endpoints)),
    lossSentence(raw),
    observationWords(design),
    testsSentence(raw, design),
    procedureSentence(design),
    looksSentence(design),
  ]
    .filter(Boolean)
    .join(' ');
}

/** What is seen at visits, and what when it happens. */
function observationWords(design: HypothesesDesign): string {
  const { assessed = [], endpoints } = design;
  const all = (indices: readonly number[]) => listed([...new Set(indices)].map((e) => endpoints[e]!));
  const atOnce = assessed.flatMap((one) => one.atOnce ?? []);
  const sentence = observationSentence(design, ` of ${all(assessed.map(({ endpoint }) => endpoint))}`);
  return atOnce.length === 0 || sentence === ''
    ? sentence
    : `${sentence} ${all(atOnce)} is known when it happens.`;
}

function testsSentence(
  raw: RawTrial,
  { hypotheses, cohorts, endpoints, populations, unit }: HypothesesDesign,
) {
  const words = hypotheses.map(({ name, cohort, test, looks, planned, fractions }) => {
    const { endpoint, population } = cohorts[cohort]!;
    const whom = population === undefined ? '' : ` in ${populations[population]!.name}`;
    const own = raw.hypotheses?.[name]?.efficacy?.spending ?? raw.efficacy?.spending;
    const spent =
      looks.length < 2 || own === undefined
        ? ''
        : `, its alpha spent by the ${spendingWords(own)} function${fractions ? '' : ` over ${whole(planned)} planned events`}`;
    return `${name}, the one-sided ${testWords(test, unit)} of ${endpoints[endpoint]}${whom}${spent}`;
  });
  return `The hypotheses are ${words.join('; ')}.`;
}

function procedureSentence({ procedure, hypotheses, alpha }: HypothesesDesign): string {
  const all = `Type I error of all of them together is ${plain(alpha, 6)}, one-sided`;
  if (hypotheses.length === 1) return `${all}.`;
  if (procedure.kind === 'hochberg')
    return `${all}, kept by the procedure of Hochberg (1988), in which a hypothesis counts as significant at a level if it has crossed the group-sequential boundary of that level at any analysis so far.`;
  const { weights, transitions } = procedure.graph;
  const shares = hypotheses.map(({ name }, h) => `${name} ${plain(weights[h]! * alpha, 6)}`);
  const ways = hypotheses.flatMap(({ name }, i) => {
    const to = hypotheses.flatMap((other, j) =>
      transitions[i]![j]! > 0 ? [`${shareWords(transitions[i]![j]!)} to ${other.name}`] : [],
    );
    return to.length === 0 ? [] : [`that of ${name} ${listed(to)}`];
  });
  const passing =
    ways.length === 0
      ? ' The alpha of a rejected hypothesis goes to no other.'
      : ` When a hypothesis is rejected its alpha goes to others: ${ways.join('; ')}.`;
  return `${all}, kept by a graph (Bretz et al. 2009), at the beginning shared as ${listed(shares)}.${passing} At each analysis every hypothesis is tested at its present alpha, with boundaries for the events that the trial has seen, until no more fall (Maurer and Bretz 2013).`;
}

const shareWords = (share: number) => (share === 1 ? 'wholly' : plain(share, 4));

function looksSentence(design: HypothesesDesign): string {
  const { looks, hypotheses } = design;
  const words = looks.map(({ events, ...timing }, k) => {
    const when = timingWords(
      timing,
      events.map(({ cohort, count }) => `${whole(count)} events of ${cohortName(design, cohort)}`),
      design,
    );
    const tested = hypotheses.filter((hypothesis) => hypothesis.looks.includes(k));
    const what =
      tested.length === hypotheses.length ? '' : ` (${listed(tested.map(({ name }) => name))} only)`;
    return `${when}${what}`;
  });
  const one = looks.length === 1;
  return one
    ? `There is one analysis, at ${words[0]}.`
    : `There are ${looks.length} analyses, at ${words.join('; at ')}.${spendingTimesWords(looks)}`;
}
