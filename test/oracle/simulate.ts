/**
 * The slow oracle: simulates one patient at a time, one step at a time, directly by the meaning of the scenario
 * language. It shares only the Model and the laws' cumulative hazards with the fast engine.
 */
import type { Endpoint, Model, State } from '../../src/scenario/model.ts';
import { FOLLOW_UP } from '../../src/scenario/model.ts';
import { branchChances, choose, markChances } from './chances.ts';
import { holds } from './conditions.ts';
import type { Draw, Patient } from './patient.ts';
import { drawLaw, timeOf } from './times.ts';

export type { Draw } from './patient.ts';

/** The result of one endpoint for one patient. */
export interface EndpointRecord {
  /** time of the event, or of the entry into a state that censors; Infinity if neither happens by the horizon */
  time: number;
  /** cause of the event; undefined without an event */
  cause?: string;
  /** whether a state that censors was entered before any event */
  censored: boolean;
  /** the smallest of `time`, the end of follow-up and the horizon */
  observedTime: number;
  /** whether there is an event no later than the end of follow-up */
  observedEvent: boolean;
}

export interface PatientRecord {
  endpoints: Record<string, EndpointRecord>;
  subgroups: Record<string, boolean>;
  /** `counted` is true only for patients in the denominator */
  proportions: Record<string, { counted: boolean; among: boolean }>;
  /** undefined if the mark was not recorded */
  marks: Record<string, string | undefined>;
  characteristics: Record<string, string | number>;
  /** absolute time, which may be after the horizon */
  timers: Record<string, number>;
  decisions: { state: string; to: string }[];
  /** every entry by the horizon, the first at time 0; decisions included */
  path: { state: string; entry: number }[];
  followUp?: number;
}

/** A patient with this many moves is in an endless loop. */
const MOST_MOVES = 100_000;

/**
 * Simulates one patient from time 0 to the horizon.
 *
 * @param patient number of the patient, passed on to `draw`
 * @throws RangeError if the model makes no sense for this patient: chances that do not sum to one, a clock since a
 *   state that was never entered, an endless loop of decisions
 */
export function simulatePatient(model: Model, patient: number, draw: Draw): PatientRecord {
  const p: Patient = {
    number: patient,
    state: model.start,
    time: 0,
    ...{ characteristics: {}, marks: {}, timers: {}, firstEntry: {}, lastEntry: {}, visits: {} },
    ...{ path: [], decisions: [] },
  };
  drawCharacteristics(model, p, draw);
  drawTimers(model, p, draw);
  const states = Object.fromEntries(model.states.map((state) => [state.name, state]));
  const ended: Record<string, { time: number; cause?: string }> = {};

  let next: Move | undefined = { to: model.start, time: 0 };
  while (next) {
    enter(model, p, next, draw);
    for (const endpoint of model.endpoints) {
      const end = endAtEntry(endpoint, p);
      if (end && !ended[endpoint.name]) ended[endpoint.name] = end;
    }
    next = nextMove(model, states[p.state]!, p, draw);
    if (next && next.time > model.horizon) next = undefined;
    if (p.path.length > MOST_MOVES)
      throw new RangeError(`patient ${patient} goes round in circles at ${p.time}`);
  }

  return recordOf(model, p, ended);
}

interface Move {
  to: string;
  time: number;
}

function drawCharacteristics(model: Model, p: Patient, draw: Draw): void {
  for (const c of model.characteristics) {
    if (c.kind === 'numeric') p.characteristics[c.name] = drawLaw(c.law, p, c.name, draw);
    else p.characteristics[c.name] = choose(c.levels, c.chances, draw(c.name, p.number, 0));
  }
}

function drawTimers(model: Model, p: Patient, draw: Draw): void {
  // a timer starts after the timer that it waits for
  for (const { name, after, law } of model.timers) {
    p.timers[name] = (after === undefined ? 0 : p.timers[after]!) + drawLaw(law, p, name, draw);
  }
}

/** The patient has entered a state; its marks are recorded. */
function enter(model: Model, p: Patient, { to, time }: Move, draw: Draw): void {
  p.state = to;
  p.time = time;
  p.path.push({ state: to, entry: time });
  const before = new Set(Object.keys(p.firstEntry));
  p.firstEntry[to] ??= time;
  p.lastEntry[to] = time;
  p.visits[to] = (p.visits[to] ?? 0) + 1;
  for (const mark of model.marks) {
    const isFirst = mark.on.includes(to) && !mark.on.some((state) => before.has(state));
    if (!isFirst || !holds(mark.condition, p)) continue;
    p.marks[mark.name] = choose(mark.levels, markChances(mark, p), draw(mark.name, p.number, 0));
  }
}

/** Whether this entry ends the endpoint by an event, by censoring, or not at all. */
function endAtEntry(endpoint: Endpoint, p: Patient): { time: number; cause?: string } | undefined {
  for (const { cause, states, condition } of endpoint.events) {
    if (states.includes(p.state) && holds(condition, p)) return { time: p.time, cause };
  }
  return endpoint.censor.includes(p.state) ? { time: p.time } : undefined;
}

/** Where the patient goes next, and when; undefined if nowhere. */
function nextMove(model: Model, state: State, p: Patient, draw: Draw): Move | undefined {
  if (state.branches.length > 0) {
    const u = draw(state.stream, p.number, p.visits[state.name]! - 1);
    const { to } = choose(state.branches, branchChances(state.branches, p), u);
    p.decisions.push({ state: state.name, to });
    return { to, time: p.time };
  }
  const ages = model.characteristics.flatMap((c) => (c.kind === 'numeric' ? [[c.name, c.ageScale]] : []));
  const ageScales: Record<string, number> = Object.fromEntries(ages);
  let first: (Move & { fromEntry: boolean }) | undefined;
  for (const transition of state.transitions) {
    const time = timeOf(transition, p, ageScales, draw);
    if (time === Infinity) continue;
    const fromEntry = transition.time.kind === 'law' && transition.time.clock.kind === 'entry';
    const earlier = !first || time < first.time || (time === first.time && fromEntry && !first.fromEntry);
    if (earlier) first = { to: transition.to, time, fromEntry };
  }
  return first;
}

function recordOf(
  model: Model,
  p: Patient,
  ended: Record<string, { time: number; cause?: string }>,
): PatientRecord {
  const followUp = p.timers[FOLLOW_UP];
  const observed = Math.min(followUp ?? Infinity, model.horizon);
  const endpoints: Record<string, EndpointRecord> = {};
  for (const { name } of model.endpoints) {
    const { time, cause } = ended[name] ?? { time: Infinity };
    endpoints[name] = {
      time,
      cause,
      censored: time < Infinity && cause === undefined,
      observedTime: Math.min(time, observed),
      observedEvent: cause !== undefined && time <= observed,
    };
  }
  const proportions: PatientRecord['proportions'] = {};
  for (const { name, condition, among } of model.proportions) {
    const isAmong = holds(among, p);
    proportions[name] = { among: isAmong, counted: isAmong && holds(condition, p) };
  }
  return {
    endpoints,
    subgroups: Object.fromEntries(model.subgroups.map(({ name, condition }) => [name, holds(condition, p)])),
    proportions,
    marks: Object.fromEntries(model.marks.map(({ name }) => [name, p.marks[name]])),
    characteristics: p.characteristics,
    timers: p.timers,
    decisions: p.decisions,
    path: p.path,
    followUp,
  };
}
