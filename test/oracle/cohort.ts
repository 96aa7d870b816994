import type { Model } from '../../src/scenario/model.ts';
import { FOLLOW_UP, NO, YES } from '../../src/scenario/model.ts';
import { cumulativeIncidence, type Ending, type Estimate, kaplanMeier } from './curves.ts';
import type { Draw } from './patient.ts';
import { independentDraws } from './random.ts';
import { type PatientRecord, simulatePatient } from './simulate.ts';

/** The key of the whole cohort among the subgroups. */
export const EVERYBODY = '';

/** The results of a cohort of the oracle, at the requested times. */
export interface Cohort {
  patients: number;
  times: number[];
  /** patients by subgroup, EVERYBODY among them */
  sizes: Record<string, number>;
  /** by endpoint and subgroup; net survival if the endpoint has states that censor */
  survival: Record<string, Record<string, Estimate[]>>;
  /** by endpoint and subgroup, as observed under follow-up; empty without a follow-up */
  observed: Record<string, Record<string, Estimate[]>>;
  /** by endpoint and cause, the whole cohort */
  incidence: Record<string, Record<string, number[]>>;
  /**
   * `x` for yes/no variables, `x=level` for others, `state=target` for decisions (per visit), subgroups and
   * proportions by name
   */
  proportions: Record<string, { events: number; of: number }>;
  /** by state, the share of patients in it at each time */
  occupancy: Record<string, number[]>;
  /** by state, the mean time spent in it up to the horizon */
  meanTime: Record<string, number>;
}

export interface CohortOptions {
  seed?: string;
  /** source of draws; unless given, independent draws from the seed */
  draw?: Draw;
  firstPatient?: number;
}

/** Simulates patients one by one and counts. */
export function simulateCohort(
  model: Model,
  patients: number,
  times: number[],
  { seed = 'oracle', draw = independentDraws(seed), firstPatient = 0 }: CohortOptions = {},
): Cohort {
  const records: PatientRecord[] = [];
  for (let i = 0; i < patients; i++) records.push(simulatePatient(model, firstPatient + i, draw));
  return describe(model, records, times);
}

/** All counts of a cohort. */
export function describe(model: Model, records: PatientRecord[], times: number[]): Cohort {
  const groups: Record<string, PatientRecord[]> = { [EVERYBODY]: records };
  for (const { name } of model.subgroups) groups[name] = records.filter((record) => record.subgroups[name]);
  const curves = (endings: (record: PatientRecord, endpoint: string) => Ending) =>
    Object.fromEntries(
      model.endpoints.map(({ name }) => [
        name,
        mapValues(groups, (members) =>
          kaplanMeier(
            members.map((record) => endings(record, name)),
            times,
          ),
        ),
      ]),
    );
  const hasFollowUp = model.timers.some(({ name }) => name === FOLLOW_UP);
  return {
    patients: records.length,
    times,
    sizes: mapValues(groups, (members) => members.length),
    survival: curves(endingOf),
    observed: hasFollowUp ? curves(observedEndingOf) : {},
    incidence: Object.fromEntries(
      model.endpoints.map(({ name, events }) => {
        const endings = records.map((record) => endingOf(record, name));
        return [
          name,
          cumulativeIncidence(
            endings,
            events.map(({ cause }) => cause),
            times,
          ),
        ];
      }),
    ),
    proportions: proportionsOf(model, records),
    ...timeInStates(model, records, times),
  };
}

function endingOf(record: PatientRecord, endpoint: string): Ending {
  const { time, cause } = record.endpoints[endpoint]!;
  return { time, cause };
}

function observedEndingOf(record: PatientRecord, endpoint: string): Ending {
  const { observedTime, observedEvent, cause } = record.endpoints[endpoint]!;
  return { time: observedTime, cause: observedEvent ? cause : undefined };
}

function proportionsOf(model: Model, records: PatientRecord[]): Cohort['proportions'] {
  const proportions: Cohort['proportions'] = {};
  const share = (name: string, answers: (boolean | undefined)[]) => {
    const known = answers.filter((answer) => answer !== undefined);
    proportions[name] = { events: known.filter(Boolean).length, of: known.length };
  };
  const byLevel = (name: string, levels: string[], values: (string | number | undefined)[]) => {
    const isYesNo = levels.join() === [YES, NO].join();
    for (const level of isYesNo ? [YES] : levels) {
      const answers = values.map((value) => (value === undefined ? undefined : value === level));
      share(isYesNo ? name : `${name}=${level}`, answers);
    }
  };
  for (const c of model.characteristics) {
    if (c.kind === 'levels')
      byLevel(
        c.name,
        c.levels,
        records.map((record) => record.characteristics[c.name]),
      );
  }
  for (const { name, levels } of model.marks)
    byLevel(
      name,
      levels,
      records.map((record) => record.marks[name]),
    );
  for (const { name, branches } of model.states) {
    const taken = records.flatMap((record) => record.decisions.filter(({ state }) => state === name));
    for (const { to } of branches)
      share(
        `${name}=${to}`,
        taken.map((decision) => decision.to === to),
      );
  }
  for (const { name } of model.subgroups)
    share(
      name,
      records.map((record) => record.subgroups[name]),
    );
  for (const { name } of model.proportions) {
    share(
      name,
      records.map(({ proportions: p }) => (p[name]!.among ? p[name]!.counted : undefined)),
    );
  }
  return proportions;
}

function timeInStates(
  model: Model,
  records: PatientRecord[],
  times: number[],
): Pick<Cohort, 'occupancy' | 'meanTime'> {
  const occupancy = Object.fromEntries(model.states.map(({ name }) => [name, times.map(() => 0)]));
  const meanTime = Object.fromEntries(model.states.map(({ name }) => [name, 0]));
  for (const { path } of records) {
    path.forEach(({ state, entry }, i) => {
      const exit = path[i + 1]?.entry ?? Infinity;
      meanTime[state]! += (Math.min(exit, model.horizon) - entry) / records.length;
      times.forEach((t, k) => {
        if (entry <= t && t < exit) occupancy[state]![k]! += 1 / records.length;
      });
    });
  }
  return { occupancy, meanTime };
}

function mapValues<A, B>(record: Record<string, A>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
