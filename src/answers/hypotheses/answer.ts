import { normalSurvival } from '../../math/normal.ts';
import { boundariesAtAnyAlpha } from '../../sequential/at-any-alpha.ts';
import type { HypothesesCharacteristics } from '../../trial/hypotheses/characteristics.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { assumptionsOf } from '../trial/assumptions.ts';
import { distributed, known } from '../trial/characteristics.ts';
import type { TrialProvenance } from '../trial/schema.ts';
import { errorsOf, type SimulatedErrors, sharesOfAlpha } from '../trial/several.ts';
import { testWords } from '../trial/words.ts';
import { cohortName, successWords } from './names.ts';
import type { HypothesesAnswer } from './schema.ts';
import { hypothesesSentence } from './sentence.ts';

export interface HypothesesParts {
  raw: RawTrial;
  design: HypothesesDesign;
  alternative: HypothesesCharacteristics;
  /** each configuration of true nulls, with what was simulated under it */
  errors: readonly SimulatedErrors[];
  errorsLeftOut?: string;
  set: HypothesesAnswer['set'];
  varied?: HypothesesAnswer['varied'];
  assurance?: HypothesesAnswer['assurance'];
  provenance: TrialProvenance;
  /** caveats of the scenario's strategies */
  caveats: readonly string[];
}

/** Puts the whole answer together. */
export function hypothesesAnswer(parts: HypothesesParts): HypothesesAnswer {
  const { raw, design, alternative, errors, provenance, set, caveats } = parts;
  const names = design.hypotheses.map(({ name }) => name);
  return {
    provenance,
    sentence: hypothesesSentence(raw, design),
    assumptions: assumptionsOf(raw),
    design: summaryOf(design),
    boundaries: boundariesOf(design, alternative),
    alternative: characteristicsOf(alternative, names),
    errors: errorsOf(errors, names),
    errorsLeftOut: parts.errorsLeftOut ?? null,
    set,
    varied: parts.varied ?? null,
    assurance: parts.assurance ?? null,
    notes: [...caveats],
  };
}

export function summaryOf(design: HypothesesDesign): HypothesesAnswer['design'] {
  const { unit, arms, allocation, patients, alpha, procedure, hypotheses, looks, cohorts } = design;
  const graph = procedure.kind === 'graph' ? procedure.graph : undefined;
  return {
    ...{ unit, allocation: [...allocation], patients, alpha },
    arms: arms.map(({ title }) => title),
    procedure: procedure.kind,
    hypotheses: hypotheses.map((one, h) => {
      const { endpoint, population } = cohorts[one.cohort]!;
      return {
        name: one.name,
        endpoint: design.endpoints[endpoint]!,
        population: population === undefined ? null : design.populations[population]!.name,
        test: testWords(one.test, unit),
        weight: graph?.weights[h] ?? null,
        transitions: (graph?.transitions[h] ?? []).flatMap((share, j) =>
          share > 0 ? [{ to: hypotheses[j]!.name, share }] : [],
        ),
        planned: one.fractions || one.looks.length === 1 ? null : one.planned,
        looks: one.looks.map((k) => k + 1),
      };
    }),
    looks: looks.map(({ events, ...look }) => ({
      events: events.map(({ cohort, count }) => ({ of: cohortName(design, cohort), count })),
      ...look,
    })),
    cohorts: cohorts.map((_, c) => cohortName(design, c)),
    success: successWords(design),
  };
}

/** Boundaries at the first alpha of each hypothesis and at the most that it can get, at the mean information of its looks. */
function boundariesOf(
  { hypotheses, procedure, alpha }: HypothesesDesign,
  { looks }: HypothesesCharacteristics,
): HypothesesAnswer['boundaries'] {
  const shares = sharesOfAlpha(hypotheses.length, procedure.kind === 'graph' ? procedure.graph : undefined);
  return hypotheses.flatMap(({ name, cohort, spending, planned, fractions, looks: own }, h) => {
    const information = Float64Array.from(own, (k, i) => fractions?.[i] ?? looks[k]!.events[cohort]!.value);
    // a look that no trial reaches has no information
    const seen = [...information].findIndex((one) => !(one > 0));
    const count = seen < 0 ? own.length : seen;
    const { at } = boundariesAtAnyAlpha(spending, planned);
    return shares[h]!.map((share) => ({
      hypothesis: name,
      alpha: share * alpha,
      looks: own.slice(0, count).map((k, i) => {
        const z = at(share * alpha, { count: i + 1, information, isFinal: i === own.length - 1 });
        const isThere = z < Infinity;
        return {
          look: k + 1,
          information: information[i]!,
          z: isThere ? z : null,
          p: isThere ? normalSurvival(z) : null,
        };
      }),
    }));
  });
}

export function characteristicsOf(
  { replicates, hypotheses, any, all, success, looks, expected }: HypothesesCharacteristics,
  names: readonly string[],
): HypothesesAnswer['alternative'] {
  return {
    replicates,
    hypotheses: hypotheses.map(({ rejected, looks: own, estimate }, h) => ({
      name: names[h]!,
      rejected: known(rejected),
      looks: own.map((look) => ({ rejected: known(look.rejected), alpha: known(look.alpha) })),
      estimate: { kind: estimate.kind, ...distributed(estimate) },
    })),
    any: known(any),
    all: known(all),
    success: success ? known(success) : null,
    looks: looks.map((look) => ({
      reached: known(look.reached),
      ends: known(look.ends),
      any: known(look.any),
      all: known(look.all),
      time: known(look.time),
      patients: known(look.patients),
      events: look.events.map(known),
    })),
    expected: {
      time: known(expected.time),
      patients: known(expected.patients),
      events: expected.events.map(known),
    },
  };
}
