import { exp } from '../../math/elementary.ts';
import { always, type Section } from '../../media/block.ts';
import { type Cell, percentCell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Row, Table } from '../../media/table.ts';
import type { DecisionCondition } from '../../trial/decision.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { OperatingCharacteristics } from '../../trial/operating-characteristics.ts';
import { kindOf } from '../../trial/summarise.ts';
import { sizeColumns } from '../trial/assurance-tables.ts';
import { NOTHING, shareCell } from '../trial/cells.ts';
import type { PowerAnswer } from './schema.ts';

/** The verdicts of a design's rule of decision; null if it has none. */
export function decisionAnswer(
  design: TrialDesign,
  alternative: OperatingCharacteristics,
  none: OperatingCharacteristics | null,
): PowerAnswer['decision'] {
  if (!design.decision || !alternative.decision) return null;
  return { rule: ruleWords(design), alternative: alternative.decision, null: none?.decision ?? null };
}

/** `Go if the estimated hazard ratio is below 0.8; no-go if ...; else consider.` */
function ruleWords({ decision, test }: TrialDesign): string {
  const { go, noGo, prior } = decision!;
  const kind = kindOf(test);
  const words = (one: DecisionCondition): string => {
    if (one.kind === 'significant') return `the trial ${one.is ? 'claims' : 'does not claim'} benefit`;
    if (one.kind === 'estimate') return `the estimated ${kind} is ${one.side} ${plain(one.limit, 4)}`;
    return `the true ${kind} is ${one.side} ${plain(one.limit, 4)} with a probability of at least ${plain(one.least, 4)}`;
  };
  const all = (conditions: readonly DecisionCondition[]) => conditions.map(words).join(' and ');
  const before = !prior
    ? 'from the data alone'
    : kind === 'hazard ratio'
      ? `with a log-normal prior of median ${plain(exp(prior.mean), 4)}, standard deviation ${plain(prior.sd, 4)} of its logarithm`
      : `with a normal prior of mean ${plain(prior.mean, 4)}, standard deviation ${plain(prior.sd, 4)}`;
  const isOfTruth = [...go, ...noGo].some((one) => one.kind === 'truth');
  return `Go if ${all(go)}; no-go if ${all(noGo)}; consider if neither or both hold.${isOfTruth ? ` Probabilities are ${before}.` : ''}`;
}

const VERDICTS = [
  ['go', 'go'],
  ['consider', 'consider'],
  ['noGo', 'no-go'],
] as const;

/** The rule of decision and its verdicts, at the truths that are simulated and over draws. */
export function decisionSections(answer: PowerAnswer): Section[] {
  const { decision } = answer;
  if (!decision) return [];
  const drawn = decisionOverDraws(answer);
  return [always({ table: decisionTable(answer) }, ...(drawn ? [{ table: drawn }] : []))];
}

function decisionTable({ decision, design }: PowerAnswer): Table {
  const { rule, alternative, null: none } = decision!;
  return {
    name: 'decision',
    title: 'Verdicts of the rule of decision, % of trials',
    columns: [
      { key: 'verdict', heading: '', isWord: true },
      { key: 'alternative', heading: 'alternative', error: 'MCSE' },
      ...(none
        ? [
            {
              key: 'null',
              heading: design.margin === null ? 'no effect' : 'at the margin',
              error: 'MCSE' as const,
            },
          ]
        : []),
    ],
    rows: VERDICTS.map(([key, name]) => ({
      key,
      cells: [
        name,
        shareCell(alternative[key], 'alternative'),
        ...(none ? [shareCell(none[key], 'alternative')] : []),
      ],
    })),
    notes: [rule],
  };
}

/** The verdicts over draws of the arms, by size, and how often they are wrong. */
function decisionOverDraws({ assurance }: PowerAnswer): Table | undefined {
  if (!assurance) return undefined;
  const { sizes } = assurance;
  type One = NonNullable<(typeof sizes)[number]['decision']>;
  const row = (key: string, name: string, of: (one: One) => One['go'] | undefined): Row => ({
    key,
    cells: [
      name,
      ...sizes.map(({ decision }): Cell => {
        const share = decision ? of(decision) : undefined;
        return share?.value == null ? NOTHING : percentCell(share.value, share.mcse);
      }),
    ],
  });
  const hasErrors = sizes.some(({ decision }) => decision?.errors);
  return {
    name: 'decision_over_draws',
    title: 'Verdicts over draws of the arms, %',
    errors: 'below',
    columns: sizeColumns('verdict', sizes),
    rows: [
      ...VERDICTS.map(([key, name]) => row(key, name, (one) => one[key])),
      ...(hasErrors
        ? [
            row('false_go', 'false go: go without an effect', ({ errors }) => errors?.falseGo),
            row('false_no_go', 'false no-go: no-go with an effect', ({ errors }) => errors?.falseNoGo),
            row('effect_if_go', 'an effect, given go', ({ errors }) => errors?.effectIfGo),
            row('effect_if_no_go', 'an effect, given no-go', ({ errors }) => errors?.effectIfNoGo),
          ]
        : []),
    ],
  };
}
