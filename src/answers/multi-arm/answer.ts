import { normalSurvival } from '../../math/normal.ts';
import { standardError } from '../../media/numbers.ts';
import { boundariesAtAnyAlpha } from '../../sequential/at-any-alpha.ts';
import { multiArmCrossing } from '../../sequential/multi-arm.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { MultiArmCharacteristics } from '../../trial/multi-arm/characteristics.ts';
import type { MultiArmDesign } from '../../trial/multi-arm/design.ts';
import type { Simulated } from '../../trial/operating-characteristics.ts';
import { assumptionsOf } from '../trial/assumptions.ts';
import { shareWords } from '../trial/cells.ts';
import { distributed, known } from '../trial/characteristics.ts';
import { simulatedBy } from '../trial/protocol.ts';
import type { ProtocolPart, TrialProvenance } from '../trial/schema.ts';
import { errorsOf, type SimulatedErrors, sharesOfAlpha } from '../trial/several.ts';
import { listed, testWords } from '../trial/words.ts';
import { multiArmReferences } from './references.ts';
import type { MultiArmAnswer } from './schema.ts';
import { multiArmSentence, sourceName } from './sentence.ts';
import { selectionWords } from './words.ts';

export interface MultiArmParts {
  raw: RawTrial;
  design: MultiArmDesign;
  alternative: MultiArmCharacteristics;
  /** each configuration of true nulls, with what was simulated under it */
  errors: readonly SimulatedErrors[];
  set: MultiArmAnswer['set'];
  provenance: TrialProvenance;
  /** caveats of the scenario's strategies */
  caveats: readonly string[];
}

/** Puts the whole answer together. */
export function multiArmAnswer(parts: MultiArmParts): MultiArmAnswer {
  const { raw, design, alternative, errors, provenance, set, caveats } = parts;
  const { names } = design;
  return {
    provenance,
    sentence: multiArmSentence(raw, design),
    protocol: protocolOf(parts),
    assumptions: assumptionsOf(raw),
    design: summaryOf(design),
    boundaries: boundariesOf(design),
    closedForm: closedFormOf(design),
    alternative: characteristicsOf(alternative, names),
    errors: errorsOf(errors, names),
    set,
    notes: [...notesOf(design), ...caveats],
  };
}

function summaryOf(design: MultiArmDesign): MultiArmAnswer['design'] {
  const { unit, arms, allocation, patients, alpha, procedure, looks, names, fractions } = design;
  return {
    ...{ unit, patients, alpha, endpoint: design.endpoint, test: testWords(design.test, unit) },
    arms: arms.map(({ title }, a) => ({
      name: a === 0 ? 'control' : names[a - 1]!,
      title,
      allocation: allocation[a]!,
    })),
    procedure: procedure.kind === 'dunnett' && !procedure.isClosed ? 'dunnett-single-step' : procedure.kind,
    weights: procedure.kind === 'graph' ? [...procedure.graph.weights] : null,
    isBinding: procedure.kind === 'dunnett' && procedure.isBinding,
    stopping: design.stopping,
    places: design.places,
    looks: looks.map(({ events, select, futility, ...look }, k) => ({
      events: events.map(({ of, count }) => ({ of: sourceName(design, of), count })),
      ...look,
      fraction: fractions[k]!,
      futility: futility === -Infinity ? null : futility,
      select: select ? selectionWords(select) : null,
    })),
  };
}

const boundaryOf = (z: number) => (z < Infinity ? { z, p: normalSurvival(z) } : { z: null, p: null });

function boundariesOf({ procedure, names, alpha, fractions }: MultiArmDesign): MultiArmAnswer['boundaries'] {
  if (procedure.kind === 'dunnett')
    return [...procedure.efficacy].toReversed().map(([set, efficacy]) => ({
      comparisons: names.filter((_, i) => (set >> i) & 1),
      alpha,
      efficacy: efficacy.map(boundaryOf),
    }));
  const shares = sharesOfAlpha(names.length, procedure.kind === 'graph' ? procedure.graph : undefined);
  const { at } = boundariesAtAnyAlpha(procedure.spending, 1);
  const information = Float64Array.from(fractions);
  return names.flatMap((name, i) =>
    shares[i]!.map((share) => ({
      comparisons: [name],
      alpha: share * alpha,
      efficacy: fractions.map((_, k) =>
        boundaryOf(at(share * alpha, { count: k + 1, information, isFinal: k === fractions.length - 1 })),
      ),
    })),
  );
}

/** The familywise error by each look under the global null, which Dunnett's boundaries keep exactly. */
function closedFormOf({
  procedure,
  names,
  allocation,
  fractions,
  looks,
}: MultiArmDesign): MultiArmAnswer['closedForm'] {
  if (procedure.kind !== 'dunnett') return null;
  const shares = allocation.slice(1).map((own) => own / (own + allocation[0]!));
  const upper = procedure.efficacy.get(2 ** names.length - 1)!;
  const lower = procedure.isBinding ? { lower: looks.map(({ futility }) => futility) } : {};
  return { any: multiArmCrossing({ fractions, shares, upper, ...lower }) };
}

function characteristicsOf(
  { replicates, comparisons, any, all, best, looks, expected }: MultiArmCharacteristics,
  names: readonly string[],
): MultiArmAnswer['alternative'] {
  return {
    replicates,
    comparisons: comparisons.map(({ rejected, looks: own, estimate }, i) => ({
      name: names[i]!,
      rejected: known(rejected),
      looks: own.map((look) => ({
        rejected: known(look.rejected),
        futile: known(look.futile),
        notSelected: known(look.notSelected),
        active: known(look.active),
      })),
      estimate: { kind: estimate.kind, ...distributed(estimate) },
    })),
    any: known(any),
    all: known(all),
    best: best ? known(best) : null,
    looks: looks.map((look) => ({
      reached: known(look.reached),
      ends: known(look.ends),
      any: known(look.any),
      time: known(look.time),
      patients: look.patients.map(known),
      events: look.events.map(known),
      active: known(look.active),
    })),
    expected: {
      time: known(expected.time),
      patients: expected.patients.map(known),
      events: expected.events.map(known),
      all: known(expected.all),
    },
  };
}

function notesOf({ looks, procedure, names }: MultiArmDesign): string[] {
  const notes: string[] = [];
  const hasSelection = looks.some(({ select, futility }) => select || futility > -Infinity);
  const countsAll = looks.some(({ events }) => events.some(({ of }) => of === 'all'));
  if (hasSelection && countsAll && looks.length > 1)
    notes.push(
      'Looks count the events of all arms that are still in the trial, so that the information of a comparison depends on which arms are dropped, and boundaries are for the planned fractions; events of control alone do not depend on it. The simulated familywise error says what is kept.',
    );
  if (
    procedure.kind === 'graph' &&
    procedure.graph.weights.reduce((sum, w) => sum + w, 0) > 1 + 1e-9 &&
    names.length > 1
  )
    notes.push(
      'The procedure is none: each comparison has all of alpha, and the familywise error is not kept.',
    );
  return notes;
}

function protocolOf({ raw, design, alternative, errors, provenance }: MultiArmParts): ProtocolPart[] {
  const { arms, names, patients, endpoint } = design;
  const titles = arms.map(({ title }) => title);
  const { any, all, comparisons } = alternative;
  const se = ({ mcse }: Simulated) => standardError(mcse, 100);
  const powers = comparisons.map(
    ({ rejected }, i) =>
      `${shareWords(known(rejected), 'alternative')}% for ${titles[i + 1]} (${se(rejected)})`,
  );
  const [none] = errors;
  return [
    {
      heading: 'Hypotheses',
      text: `For each of ${listed(titles.slice(1))}, H0: ${endpoint} is not later than under ${titles[0]}. H1: it is later.`,
    },
    { heading: 'Design', text: multiArmSentence(raw, design) },
    {
      heading: 'Sample size and power',
      text: `With ${patients} patients the power is ${listed(powers)}; ${shareWords(known(any), 'alternative')}% of trials reject at least one of them${names.length > 1 ? ` and ${shareWords(known(all), 'alternative')}% all` : ''} (Monte Carlo standard errors ${se(any)} and ${se(all)}).${
        none
          ? ` If no arm has an effect, ${shareWords(known(none.familywise), 'null')}% claim one (${se(none.familywise)}).`
          : ''
      }`,
    },
    { heading: 'Software', text: simulatedBy(provenance, alternative.replicates) },
    { heading: 'References', text: multiArmReferences(raw, design).join(' ') },
  ];
}
