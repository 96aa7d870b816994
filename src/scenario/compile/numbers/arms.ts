import type { ArmTime, ClockPlace } from '../../../kernel/graph.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { withCure, withHazardRatio, withTimeRatio } from '../../distributions/transform.ts';
import type { Clock, LawTime, Model, Transition } from '../../model.ts';
import type { Columns } from '../columns.ts';
import { isConstant, type Packer } from '../pack.ts';
import { drawn } from '../placed-error.ts';
import { roundedRatio } from '../refine.ts';
import {
  type Facts,
  factorOf,
  factsKey,
  factsOf,
  fixedRatio,
  type NumericModifier,
  numericModifiers,
} from './ratios.ts';

/** A way out of a state for patients of whom this is known, by its index in the model. */
export interface ArmLaw {
  state: number;
  transition: number;
  /** no more than the law depends on */
  facts: Facts;
}

export function armFor(model: Model, state: number, transition: number, facts: Facts): ArmLaw {
  const { time } = model.states[state]!.transitions[transition]!;
  const asked =
    time.kind === 'timer'
      ? factsOf([], facts)
      : factsOf(
          [...time.hazardRatios, ...time.timeRatios],
          facts,
          ...(time.law.by === undefined ? [] : [time.law.by]),
        );
  return { state, transition, facts: asked };
}

export function armKey({ state, transition, facts }: ArmLaw): string {
  return `${state} ${transition} ${factsKey(facts)}`;
}

function transitionOf({ states }: Model, { state, transition }: ArmLaw): Transition {
  return states[state]!.transitions[transition]!;
}

/** Whether the transition can ever happen to these patients. */
export function isPossible(model: Model, arm: ArmLaw): boolean {
  const { time, path } = transitionOf(model, arm);
  return (
    time.kind === 'timer' || drawn(time.law.name, path, () => distributionOf(time, arm.facts).d) !== undefined
  );
}

interface ArmDistribution {
  /** undefined where the transition never happens */
  d: Distribution | undefined;
  /** names the distribution: where it stands in several places, one table serves all */
  key: string;
}

/** By transition, which stays the same object while none of its numbers changes, and by what is known of the patients. */
const distributions = new WeakMap<LawTime, WeakMap<Facts, ArmDistribution>>();

function distributionOf(time: LawTime, facts: Facts): ArmDistribution {
  const known = distributions.get(time) ?? new WeakMap<Facts, ArmDistribution>();
  distributions.set(time, known);
  const found = known.get(facts) ?? { d: makeDistribution(time, facts), key: lawKey(time, facts) };
  known.set(facts, found);
  return found;
}

/**
 * The law of a transition for patients of whom this is known, whatever numeric ratios do; undefined where it never
 * happens. The law comes first, then time ratios, the cure fraction, and hazard ratios on the whole.
 */
function makeDistribution(time: LawTime, facts: Facts): Distribution | undefined {
  const hazardRatio = fixedRatio(time.hazardRatios, facts);
  const timeRatio = fixedRatio(time.timeRatios, facts);
  if (hazardRatio === 0 || time.cure === 1) return undefined;
  let d = time.law.distribution(time.law.by === undefined ? undefined : facts.get(time.law.by));
  if (timeRatio !== 1) d = withTimeRatio(d, timeRatio);
  if (time.cure > 0) d = withCure(d, time.cure);
  if (hazardRatio !== 1 && !isConstant(d)) d = withHazardRatio(d, hazardRatio);
  return d.limit === 0 ? undefined : d;
}

/**
 * When a transition happens to these patients.
 *
 * @param arm one that is possible
 * @throws PlacedError for a law that cannot be drawn
 */
export function armTime(model: Model, arm: ArmLaw, packer: Packer, columns: Columns): ArmTime {
  const transition = transitionOf(model, arm);
  const { time, path } = transition;
  if (time.kind === 'timer') return { kind: 'timer', timer: columns.timer(time.timer) };
  return drawn(time.law.name, path, () => lawTime(model, transition, time, arm.facts, packer, columns));
}

function lawTime(
  model: Model,
  transition: Transition,
  time: LawTime,
  facts: Facts,
  packer: Packer,
  columns: Columns,
): ArmTime {
  const { d: law, key } = distributionOf(time, facts);
  const d = law!;
  const hazards = numericModifiers(time.hazardRatios);
  const times = numericModifiers(time.timeRatios);
  const simple = time.clock.kind === 'entry' && hazards.length === 0 && times.length === 0;
  if (simple)
    return {
      kind: 'sojourn',
      sampler: packer.sampler(key, d, transition.stream, model.horizon),
    };
  const clock = clockPlace(time.clock, columns);
  const constant = isConstant(d);
  if (constant && times.length === 0) return { kind: 'delay', delay: d.inverseCumulativeHazard(1), clock };
  return {
    kind: 'hazard',
    stream: packer.stream(transition.stream),
    // a hazard ratio moves no certain time
    scales: constant ? [] : hazards.map((modifier) => columns.factor(modifier, 'inverse')),
    shape: packer.shape(key, d, clockHorizon(model, time), {
      latest: time.clock.kind === 'entry' ? 0 : latestOf(model, time),
      largestRatio: hazards.length > 0 ? roundedRatio(largestRatio(model, hazards)) : 0,
    }),
    clock,
    stretch: times.map((modifier) => columns.factor(modifier, 'plain')),
    shrink: times.map((modifier) => columns.factor(modifier, 'inverse')),
  };
}

/** The law with its numbers and ratios. */
function lawKey(time: LawTime, facts: Facts): string {
  const level = time.law.by === undefined ? '' : (facts.get(time.law.by) ?? '');
  return [
    level,
    time.law.key,
    time.cure,
    fixedRatio(time.timeRatios, facts),
    fixedRatio(time.hazardRatios, facts),
  ].join(' ');
}

function clockPlace(clock: Clock, columns: Columns): ClockPlace {
  if (clock.kind === 'since') return { kind: 'since', memory: columns.lastEntry(clock.states) };
  if (clock.kind === 'age') return { kind: 'age', memory: columns.age(clock.characteristic) };
  return { kind: clock.kind };
}

/** The latest time a law's own clock can show and still matter. */
function clockHorizon(model: Model, { clock, timeRatios }: LawTime): number {
  const open = clock.kind === 'age' || numericModifiers(timeRatios).length > 0;
  return open ? Number.POSITIVE_INFINITY : model.horizon;
}

/** A cumulative hazard that next to no draw is below, and one that none is above. */
const SOONEST = 1e-9;
const LATEST = 40;

/** The latest time that a running clock of a law can show by the horizon, as the law reads it. */
function latestOf({ characteristics, horizon }: Model, { clock, timeRatios }: LawTime): number {
  const aged = clock.kind === 'age' && characteristics.find(({ name }) => name === clock.characteristic);
  const oldest = aged && aged.kind === 'numeric' ? Math.max(0, ...endsOf(aged)) * aged.ageScale : 0;
  return numericModifiers(timeRatios).reduce(
    (latest, modifier) => latest / Math.min(...factorsAtEnds(characteristics, modifier)),
    horizon + oldest,
  );
}

/** The largest product of numeric hazard ratios that a patient may have. */
function largestRatio({ characteristics }: Model, modifiers: readonly NumericModifier[]): number {
  return modifiers.reduce((product, one) => product * Math.max(...factorsAtEnds(characteristics, one)), 1);
}

function factorsAtEnds(characteristics: Model['characteristics'], modifier: NumericModifier): number[] {
  const one = characteristics.find(({ name }) => name === modifier.characteristic);
  return one?.kind === 'numeric' ? endsOf(one).map(factorOf(modifier).factor) : [];
}

/** Numbers that next to no patient is below, and none above. */
function endsOf({ law }: Extract<Model['characteristics'][number], { kind: 'numeric' }>): number[] {
  const d = law.distribution();
  return [SOONEST, LATEST].map((y) => d.inverseCumulativeHazard(y));
}
