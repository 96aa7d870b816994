import type { ArmTime, ClockPlace } from '../../kernel/graph.ts';
import { exp, ln } from '../../math/elementary.ts';
import type { Distribution } from '../distributions/distribution.ts';
import { withCure, withHazardRatio, withTimeRatio } from '../distributions/transform.ts';
import type { Clock, LawTime, Model, Modifier, Transition } from '../model.ts';
import type { Columns } from './columns.ts';
import { isConstant, type Packer } from './pack.ts';
import { passedKey } from './reach.ts';

type Facts = ReadonlyMap<string, string>;

/** The part of a product of ratios that is the same for all patients with these facts. */
export function fixedRatio(modifiers: readonly Modifier[], facts: Facts): number {
  return modifiers.reduce((product, modifier) => {
    if (modifier.kind === 'levels')
      return product * (modifier.ratios[facts.get(modifier.variable) ?? ''] ?? 1);
    if (modifier.kind === 'passed')
      return product * (facts.has(passedKey({ states: modifier.states })) ? modifier.ratio : 1);
    return product;
  }, 1);
}

export type NumericModifier = Extract<Modifier, { kind: 'per-unit' | 'value' }>;

export function numericModifiers(modifiers: readonly Modifier[]): NumericModifier[] {
  return modifiers.filter((modifier) => modifier.kind === 'per-unit' || modifier.kind === 'value');
}

/** The factor that a numeric characteristic's value stands for. */
export function factorOf(modifier: NumericModifier): (value: number) => number {
  if (modifier.kind === 'value') return (value) => value;
  const log = ln(modifier.ratio);
  return (value) => exp(log * (value - modifier.reference));
}

/**
 * When a transition happens to patients with these facts; undefined when never.
 *
 * The law comes first, then time ratios, the cure fraction, and hazard ratios on the whole.
 */
export function armTime(
  model: Model,
  transition: Transition,
  facts: Facts,
  packer: Packer,
  columns: Columns,
): ArmTime | undefined {
  const { time } = transition;
  if (time.kind === 'timer') return { kind: 'timer', timer: columns.timer(time.timer) };
  const hazardRatio = fixedRatio(time.hazardRatios, facts);
  const timeRatio = fixedRatio(time.timeRatios, facts);
  if (hazardRatio === 0 || time.cure === 1) return undefined;
  const level = time.law.by === undefined ? undefined : facts.get(time.law.by);
  let d: Distribution = time.law.distribution(level);
  if (timeRatio !== 1) d = withTimeRatio(d, timeRatio);
  if (time.cure > 0) d = withCure(d, time.cure);
  if (hazardRatio !== 1 && !isConstant(d)) d = withHazardRatio(d, hazardRatio);
  if (d.limit === 0) return undefined;
  // the same law may stand in several places of a file; its place and the ratios name the distribution
  const key = [...transition.path, level ?? '', timeRatio, hazardRatio].join(' ');
  const hazards = numericModifiers(time.hazardRatios);
  const times = numericModifiers(time.timeRatios);
  const simple = time.clock.kind === 'entry' && hazards.length === 0 && times.length === 0;
  if (simple) return { kind: 'sojourn', sampler: packer.sampler(key, d, transition.stream) };
  const clock = clockPlace(time.clock, columns);
  const constant = isConstant(d);
  if (constant && times.length === 0) return { kind: 'delay', delay: d.inverseCumulativeHazard(1), clock };
  return {
    kind: 'hazard',
    stream: packer.stream(transition.stream),
    // a hazard ratio moves no certain time
    scales: constant ? [] : hazards.map((modifier) => columns.factor(modifier, 'inverse')),
    shape: packer.shape(key, d, clockHorizon(model, time)),
    clock,
    stretch: times.map((modifier) => columns.factor(modifier, 'plain')),
    shrink: times.map((modifier) => columns.factor(modifier, 'inverse')),
  };
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
