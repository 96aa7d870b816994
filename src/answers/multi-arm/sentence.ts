import { plain, whole } from '../../media/numbers.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { MultiArmDesign } from '../../trial/multi-arm/design.ts';
import { armsSentence, lossSentence, whoSentence } from '../trial/sentence.ts';
import { efficacyWords, listed, testWords } from '../trial/words.ts';
import { selectionWords } from './words.ts';

/** The design in a few sentences, ready for a protocol. */
export function multiArmSentence(raw: RawTrial, design: MultiArmDesign): string {
  return [
    whoSentence(raw, design),
    armsSentence(raw, design),
    lossSentence(raw),
    comparisonsSentence(design),
    looksSentence(raw, design),
    droppingSentence(design),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function comparisonsSentence({ procedure, alpha, names, test, unit, arms }: MultiArmDesign): string {
  const titles = arms.slice(1).map(({ title }) => title);
  const each = `${titles.length > 1 ? 'Each of ' : ''}${listed(titles)} is compared with ${arms[0]!.title} by the one-sided ${testWords(test, unit)}`;
  const level = `type I error of all comparisons together is ${plain(alpha, 6)}`;
  if (names.length === 1) return `${each}; type I error is ${plain(alpha, 6)}.`;
  if (procedure.kind === 'dunnett')
    return `${each}; ${level}, kept by ${procedure.isClosed ? "the closed test with Dunnett's test of every set of comparisons" : "Dunnett's single-step test"}, whose correlations follow from the allocation.`;
  if (procedure.kind === 'hochberg') return `${each}; ${level}, kept by the procedure of Hochberg (1988).`;
  const { weights, transitions } = procedure.graph;
  if (weights.reduce((sum, weight) => sum + weight, 0) > 1 + 1e-9)
    return `${each}, each at a type I error of ${plain(alpha, 6)}, which is not adjusted for the number of comparisons.`;
  const shares = names.map((name, i) => `${name} ${plain(weights[i]! * alpha, 6)}`);
  const ways = names.flatMap((name, i) => {
    const to = names.flatMap((other, j) =>
      transitions[i]![j]! > 0
        ? [`${transitions[i]![j] === 1 ? 'wholly' : plain(transitions[i]![j]!, 4)} to ${other}`]
        : [],
    );
    return to.length === 0 ? [] : [`that of ${name} ${listed(to)}`];
  });
  const passing =
    ways.length === 0 ? '' : ` When one is rejected its alpha goes to others: ${ways.join('; ')}.`;
  return `${each}; ${level}, kept by a graph (Bretz et al. 2009), at the beginning shared as ${listed(shares)}.${passing}`;
}

/** Whose events a look counts: `all`, `control`, or an arm with control. */
export function sourceName({ names }: Pick<MultiArmDesign, 'names'>, of: 'all' | 'control' | number): string {
  return typeof of === 'number' ? names[of]! : of;
}

function looksSentence(raw: RawTrial, design: MultiArmDesign): string {
  const { looks, unit, arms } = design;
  const whose = (of: 'all' | 'control' | number) =>
    of === 'all'
      ? ' of the arms in the trial'
      : of === 'control'
        ? ` under ${arms[0]!.title}`
        : ` under ${arms[of + 1]!.title} and ${arms[0]!.title}`;
  const words = looks.map(({ events, time, rule }) => {
    const at = [
      ...events.map(({ of, count }) => `${whole(count)} events${whose(of)}`),
      ...(time === undefined ? [] : [`${unit} ${plain(time, 2)}`]),
    ];
    return at.length > 1 ? `${at.join(' or ')}, whichever is ${rule}` : at.join('');
  });
  if (looks.length === 1) return `There is one analysis, at ${words[0]}.`;
  const how =
    raw.efficacy?.shape === 'triangular' ? 'the boundaries of the triangular test' : efficacyWords(raw);
  return `There are ${looks.length} analyses, at ${words.join('; at ')}, with ${how}.`;
}

/** When arms and the trial stop, and where the places of a dropped arm go. */
function droppingSentence({ looks, stopping, places, names }: MultiArmDesign): string {
  if (looks.length === 1) return '';
  const futility = looks.flatMap(({ futility: z }, k) =>
    z > -Infinity ? [`${plain(z, 4)} at analysis ${k + 1}`] : [],
  );
  const selection = looks.flatMap(({ select }, k) =>
    select
      ? [`after analysis ${k + 1} only ${selectionWords(select)} ${select.best === 1 ? 'goes' : 'go'} on`]
      : [],
  );
  const drops = futility.length + selection.length > 0;
  return [
    futility.length > 0 ? `An arm whose z is not above ${listed(futility)} is dropped.` : '',
    selection.length > 0 ? `${listed(selection)}.`.replace(/^a/, 'A') : '',
    drops && names.length > 1
      ? places === 'remaining'
        ? 'Patients who enter after an arm has stopped are randomised to the arms that are left, in their ratio, up to the planned number.'
        : 'The places of an arm that has stopped are saved: recruitment ends when the arms that are left have the patients planned for them.'
      : '',
    names.length > 1
      ? stopping === 'simultaneous'
        ? 'The trial ends with the first rejection.'
        : 'A rejected arm stops recruiting, and the trial goes on with the others.'
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}
