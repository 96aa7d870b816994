import type { Provenance } from '../answers/run/schema.ts';
import { whole } from '../media/numbers.ts';
import { variablesAsked } from '../scenario/asked.ts';
import type { Entry } from '../scenario/ledger.ts';
import { type Kind, kindOf } from '../scenario/ledger.ts';
import { resolve } from '../scenario/resolve/index.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import { list, oneLine, properNames, within } from './words.ts';

/** A part of the methods paragraph, with the items of the reporting guidelines that it answers. */
export interface MethodsPart {
  heading: string;
  /** such as `STRESS 2.1, CHEERS 16` */
  answers: string;
  text: string;
}

export interface MethodsOf {
  scenario: Scenario;
  /** the simulated strategies, in order */
  strategies: readonly string[];
  /** every number of the model: see `ledgerOf` */
  ledger: readonly Entry[];
  /** the strategy with which the others are compared */
  reference?: string;
  provenance: Provenance;
  /** the source of the standard errors: words after "Monte Carlo standard errors" */
  errors: string;
}

/**
 * A methods section for a paper: objectives, model, data, experiments, implementation.
 *
 * Source: STRESS, Monks et al. (2019), J Simul 13:55; CHEERS 2022, Husereau et al. (2022), BMJ 376:e067975.
 */
export function methodsOf(study: MethodsOf): MethodsPart[] {
  return [objectives, model, data, experiment, limits, software].map((part) => part(study));
}

function objectives({ scenario, strategies, reference }: MethodsOf): MethodsPart {
  const endpoints = list(
    Object.entries(scenario.endpoints).map(([name, { title }]) => within(oneLine(title ?? name))),
  );
  const titles = strategies.map((name) => titleOf(scenario, name));
  const compared =
    reference === undefined
      ? `under ${strategies.length === 1 ? 'the strategy' : 'the strategies'} ${list(titles)}`
      : `under ${list(titles.slice(1))}, in comparison with ${titles[0]}`;
  return {
    heading: 'Objectives and outcomes',
    answers: 'STRESS 1.1 to 1.3, CHEERS 3, 5, 7, 11, 12',
    text: `We simulated a cohort of patients (${within(oneLine(scenario.scenario))}) ${compared}. ${endpoints === '' ? 'No endpoint was defined.' : `The outcomes were ${endpoints}, as survival at fixed times, quantiles and restricted mean survival time, and the time spent in each state.`} Time counts from ${scenario.time.origin}.`,
  };
}

function model({ scenario, strategies }: MethodsOf): MethodsPart {
  const states = new Map(
    strategies.flatMap((name) =>
      Object.entries({ ...scenario.states, ...scenario.strategies[name]!.states }),
    ),
  );
  const all = [...states.values()];
  const decisions = all.filter(({ decide }) => decide).length;
  const absorbing = all.filter(({ decide, transitions }) => !decide && !transitions).length;
  const ways = all.reduce((sum, { transitions = [] }) => sum + transitions.length, 0);
  const laws = new Set(
    all.flatMap(({ transitions = [] }) =>
      transitions.flatMap(({ law, at }) => (at ? ['timer'] : (law ?? []))),
    ),
  );
  const asked = new Set(strategies.flatMap((name) => [...variablesAsked(resolve(scenario, name).model)]));
  const titles = (isAsked: boolean) =>
    Object.entries(scenario.characteristics)
      .filter(([name]) => asked.has(name) === isAsked)
      .map(([name, { title }]) => within(oneLine(title ?? name)));
  const [traits, recorded] = [titles(true), titles(false)];
  const differ =
    traits.length === 0
      ? 'Patients do not differ in characteristics.'
      : `Patients differ in ${list(traits)}.`;
  const others = recorded.length === 0 ? '' : ` Recorded without any effect: ${list(recorded)}.`;
  const kinds = [
    ...(absorbing === 0 ? [] : [`${absorbing} of them absorbing`]),
    ...(decisions === 0
      ? []
      : [`${decisions} ${decisions === 1 ? 'an instant decision' : 'instant decisions'}`]),
  ];
  return {
    heading: 'Model',
    answers: 'STRESS 2.1 to 2.5, CHEERS 16',
    text: `The model is an individual-level continuous-time multi-state model of ${[`${all.length} states`, ...kinds].join(', ')}, with ${ways} transitions (laws of time: ${list([...laws].sort().map((law) => properNames[law] ?? law))}). In every state the competing transitions each draw a time, from their law, the clock that it runs on and the patient's characteristics, and the earliest happens. ${differ}${others} Patients do not affect each other.`,
  };
}

function data({ scenario, ledger }: MethodsOf): MethodsPart {
  const rests = (Object.entries(restingOn) as [Kind, [string, string]][]).flatMap(([kind, [one, many]]) => {
    const count = ledger.filter((entry) => kindOf(entry) === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const cited = [
    ...new Map(ledger.flatMap(({ source }) => (source ? [[source.name, source] as const] : []))).values(),
  ].map(({ cite }) => within(oneLine(cite)));
  const sources = cited.length === 0 ? '' : ` Sources: ${cited.join('; ')}.`;
  const fitted = scenario.targets.filter(({ calibration }) => calibration).length;
  const until = scenario.time['data-until'];
  return {
    heading: 'Data and assumptions',
    answers: 'STRESS 3.1 to 3.4, CHEERS 17, 22',
    text: `Of the ${ledger.length} numbers of the model, ${list(rests)}; the table of numbers gives each with its source.${sources} ${scenario.targets.length === 0 ? 'No published figure was kept for validation.' : `${scenario.targets.length} published ${scenario.targets.length === 1 ? 'figure is' : 'figures are'} kept for validation; the model was fitted to ${fitted === 0 ? 'none' : fitted} of them.`}${until === undefined ? '' : ` Later than ${until} ${scenario.time.unit}s the curves are extrapolated beyond the observed data.`}`,
  };
}

const restingOn: Record<Kind, [string, string]> = {
  evidence: ['comes from published evidence', 'come from published evidence'],
  calibrated: ['was calibrated', 'were calibrated'],
  assumption: ['is an assumption', 'are assumptions'],
  derived: ['follows from others', 'follow from others'],
};

function experiment({ scenario, strategies, reference, provenance, errors }: MethodsOf): MethodsPart {
  const { horizon, unit } = scenario.time;
  const luck =
    reference === undefined
      ? ''
      : ' Every strategy was applied to the same patients with the same random numbers wherever strategies share an event, so that differences are paired.';
  return {
    heading: 'Experiments and uncertainty',
    answers: 'STRESS 4.1 to 4.3, CHEERS 9, 18, 20',
    text: `All patients start in the state ${titleOfState(scenario)} at time 0 and were followed to ${horizon} ${unit}s, without warm-up. ${whole(provenance.n)} patients were simulated${strategies.length === 1 && reference === undefined ? '' : ' under each strategy'}.${luck} Monte Carlo standard errors ${errors}; they measure the error of the simulation, not the uncertainty of the parameters or of the model's structure.`,
  };
}

function limits({ scenario, strategies }: MethodsOf): MethodsPart {
  const caveats = strategies.flatMap((name) => scenario.strategies[name]!.caveat ?? []).map(sentence);
  const about = scenario.about === undefined ? '' : ` ${sentence(scenario.about)}`;
  return {
    heading: 'Perspective and limits',
    answers: 'CHEERS 6, 8, 10, 13 to 15, 19, 21, 26',
    text: `The perspective is the patient's health alone: no costs, utilities or discounting enter the model, and no distributional effects beyond the subgroups shown were studied; patients and the public were not involved in the simulation itself.${about}${[...new Set(caveats)].map((caveat) => ` ${caveat}`).join('')}`,
  };
}

function software({ provenance }: MethodsOf): MethodsPart {
  const { version, seed, generator, fingerprint, scenario } = provenance;
  const numbers =
    generator === 'philox'
      ? 'Philox4x32-10'
      : 'a keyed 32-bit counter-based hash, audited against Philox4x32-10';
  return {
    heading: 'Implementation and access',
    answers: 'STRESS 5.1 to 5.4 and 6.1',
    text: `The simulation was carried out with sojourn ${version} (open source). Times are drawn from tables of each law's quantile, with an error in probability below 2e-8; random numbers come from ${numbers}, and depend on the seed (${seed}), the patient and the event alone, so that results are identical on any number of threads. The scenario file has the SHA-256 ${scenario.sha256}; the counts behind all figures have the fingerprint ${fingerprint}.`,
  };
}

const titleOf = (scenario: Scenario, name: string) =>
  within(oneLine(scenario.strategies[name]?.title ?? name));

function titleOfState({ start, states }: Scenario): string {
  return `“${within(oneLine(states[start]?.title ?? start))}”`;
}

/** Adds a full stop to a text that has none. */
function sentence(text: string): string {
  return oneLine(text).replace(/[^.!?]$/, '$&.');
}
