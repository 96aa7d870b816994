import type { Distribution } from '../../src/scenario/distributions/index.ts';
import type { Clock, LawTime, LawUse, Modifier, Transition } from '../../src/scenario/model.ts';
import { ratioOf } from './chances.ts';
import { type Draw, numberOf, type Patient } from './patient.ts';

/** The time of a transition of a patient who has just entered its state; Infinity: never. */
export function timeOf(
  transition: Transition,
  patient: Patient,
  ageScales: Record<string, number>,
  draw: Draw,
): number {
  const { time, stream } = transition;
  if (time.kind === 'timer') return Math.max(patient.timers[time.timer]!, patient.time);
  const origin = clockOrigin(time.clock, patient, ageScales);
  const visit = patient.visits[patient.state]! - 1;
  const uniform = (name: string) => draw(name, patient.number, visit);
  const shown = lawTime(time, patient, patient.time - origin, stream, uniform);
  // a law whose support has ended by entry happens at once
  return Math.max(origin + shown, patient.time);
}

/** The absolute time at which a transition's clock shows 0. */
function clockOrigin(clock: Clock, patient: Patient, ageScales: Record<string, number>): number {
  if (clock.kind === 'entry') return patient.time;
  if (clock.kind === 'start') return 0;
  if (clock.kind === 'age')
    return -numberOf(patient, clock.characteristic) * ageScales[clock.characteristic]!;
  const last = Math.max(...clock.states.map((state) => patient.lastEntry[state] ?? -Infinity));
  if (last === -Infinity) throw new RangeError(`the clock since ${clock.states} was never started`);
  return last;
}

/** The clock's reading at the event, given that it shows `now` and the event has not happened. */
function lawTime(
  time: LawTime,
  patient: Patient,
  now: number,
  stream: string,
  uniform: (stream: string) => number,
): number {
  const ratio = ratioOf(time.hazardRatios, patient);
  const scale = ratioOf(time.timeRatios, patient);
  if (!(scale > 0)) throw new RangeError(`the time ratio is ${scale}, must be above 0`);
  if (ratio === 0) return Infinity;
  const base = distributionOf(time.law, patient);
  if (time.law.name === 'fixed' && time.cure === 0) return scale * base.inverseCumulativeHazard(1);
  const law = modified(base, scale, time.cure, ratio);
  const numeric = [...time.hazardRatios, ...time.timeRatios].some(isNumeric);
  const straight = base.form.kind === 'pieces' && time.cure === 0;
  if (time.clock.kind === 'entry' && !numeric && !straight) return curedOrTime(law, stream, uniform);
  return law.inverse(law.hazard(now) - Math.log(uniform(stream)));
}

const isNumeric = (modifier: Modifier): boolean => modifier.kind === 'per-unit' || modifier.kind === 'value';

/** A draw of a law from 0 on, for timers and numeric characteristics. */
export function drawLaw(law: LawUse, patient: Patient, stream: string, draw: Draw): number {
  const base = distributionOf(law, patient);
  if (law.name === 'fixed') return base.inverseCumulativeHazard(1);
  const uniform = (name: string) => draw(name, patient.number, 0);
  if (base.form.kind === 'pieces') return base.inverseCumulativeHazard(-Math.log(uniform(stream)));
  return curedOrTime(modified(base, 1, 0, 1), stream, uniform);
}

function distributionOf(law: LawUse, patient: Patient): Distribution {
  return law.by === undefined
    ? law.distribution()
    : law.distribution(String(patient.characteristics[law.by]));
}

/** One draw decides whether the event ever happens, another one when. */
function curedOrTime(law: Modified, stream: string, uniform: (stream: string) => number): number {
  const never = Math.exp(-law.limit);
  if (never > 0 && uniform(`${stream}/cure`) < never) return Infinity;
  // the survival of all patients when u of the uncured survive: never + (1 - never) u
  const u = uniform(stream);
  return law.inverse(never > 0 ? -Math.log1p(-(1 - never) * (1 - u)) : -Math.log(u));
}

interface Modified {
  hazard(t: number): number;
  inverse(y: number): number;
  limit: number;
}

/**
 * S(t) = (cure + (1 - cure) S0(t / scale))^ratio, as a cumulative hazard H = -ln S and its inverse. Implemented again
 * on purpose, without src/scenario/distributions/transform.ts.
 */
function modified(base: Distribution, scale: number, cure: number, ratio: number): Modified {
  const mix = (y: number) => (cure === 0 ? y : -Math.log1p((1 - cure) * Math.expm1(-y)));
  const unmix = (y: number) => (cure === 0 ? y : -Math.log1p(Math.max(Math.expm1(-y) / (1 - cure), -1)));
  const limit = ratio * mix(base.limit);
  return {
    limit,
    hazard: (t) => ratio * mix(base.cumulativeHazard(t / scale)),
    inverse: (y) => {
      if (limit < Infinity && y >= limit) return Infinity;
      return scale * base.inverseCumulativeHazard(unmix(y / ratio));
    },
  };
}
