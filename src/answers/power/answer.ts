import { exactPercent, standardError } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import { boundaryScales } from '../../trial/expected/scales.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { OperatingCharacteristics } from '../../trial/operating-characteristics.ts';
import { assumptionsOf } from '../trial/assumptions.ts';
import { effectWord, shareWords } from '../trial/cells.ts';
import { characteristicsOf } from '../trial/characteristics.ts';
import { differencesFrom } from '../trial/differences.ts';
import { amountWords, knownTimes, protocolOf, simulatedBy } from '../trial/protocol.ts';
import type { TrialProvenance } from '../trial/schema.ts';
import { designSentence } from '../trial/sentence.ts';
import { designSummary, nominalOf, nullWords } from '../trial/summary.ts';
import { decisionAnswer } from './decision.ts';
import type { AssuranceAnswer, PowerAnswer } from './schema.ts';

export interface PowerParts {
  raw: RawTrial;
  design: TrialDesign;
  target?: number;
  alternative: OperatingCharacteristics;
  null: OperatingCharacteristics | null;
  nullFutilityObeyed?: OperatingCharacteristics;
  assurance?: AssuranceAnswer;
  set?: PowerAnswer['set'];
  varied?: PowerAnswer['varied'];
  whyNoNull?: string;
  provenance: TrialProvenance;
  /** caveats of the scenario's strategies */
  caveats: readonly string[];
}

/** Puts the whole answer of `power` together. */
export function powerAnswer({ raw, design, target, alternative, ...rest }: PowerParts): PowerAnswer {
  const closed = closedFormOf(design, target);
  const { closedForm } = closed;
  const simulated = alternative.looks.map(({ events }) => events.value);
  const events = closedForm?.looks.map((look) => look.events) ?? simulated;
  const nominal = nominalOf(raw, design, simulated, target);
  const { null: none, nullFutilityObeyed: obeyed } = rest;
  const sentence = designSentence(raw, design);
  const summary = designSummary(design, target);
  const boundaries = boundaryScales(design, events);
  const { rejected, replicates } = alternative;
  return {
    provenance: rest.provenance,
    sentence,
    protocol: protocolOf({
      ...{ raw, design, sentence, boundaries },
      effect: effectWord(alternative.estimate.kind),
      times: knownTimes(alternative.looks),
      size: [
        `With ${amountWords(design)} the power is ${shareWords(rejected, 'alternative')}% (Monte Carlo standard error ${standardError(rejected.mcse, 100)}${closedForm ? `; by the closed form ${exactPercent(closedForm.power)}%` : ''}).`,
        none
          ? `${nullWords(summary)} ${shareWords(none.rejected, 'null')}% of trials claim one (${standardError(none.rejected.mcse, 100)}).`
          : '',
      ]
        .filter(Boolean)
        .join(' '),
      software: simulatedBy(rest.provenance, replicates),
    }),
    assumptions: assumptionsOf(raw),
    design: summary,
    boundaries,
    alternative: characteristicsOf(alternative),
    null: none && characteristicsOf(none),
    nullFutilityObeyed: obeyed ? characteristicsOf(obeyed) : null,
    whyNoNull: rest.whyNoNull ?? null,
    closedForm,
    whyNoClosedForm: 'why' in closed ? closed.why : null,
    nominal,
    set: rest.set ?? [],
    varied: rest.varied ?? null,
    decision: decisionAnswer(design, alternative, none),
    assurance: rest.assurance ?? null,
    notes: [...differencesFrom(design, { alternative, null: none, closedForm, nominal }), ...rest.caveats],
  };
}
