/**
 * Deterministic sensitivity analysis: one number at a time at both ends of its range, all others at their values, using
 * common random numbers; named scenario analyses; and the threshold of a number at which the preferred strategy changes.
 */
import { orNull } from '../../estimates/endpoint.ts';
import { Z_95 } from '../../math/normal.ts';
import { overridesOf } from '../../scenario/analyses.ts';
import { OverrideError, withOverrides } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { parameterDraws } from '../../uncertainty/draw.ts';
import type { DrawnNumber } from '../../uncertainty/drawn.ts';
import type { FixedNumber, Uncertainty } from '../../uncertainty/items.ts';
import { varianceOfMean } from '../compare/paired.ts';
import { uncertaintyFor } from '../draws/needed.ts';
import type { Outcome } from '../variants/outcomes.ts';
import { BATCHES, type VariantFigures, type VariantJob, variantSimulator } from '../variants/simulate.ts';
import { type End, endsOf, rangeOf } from './ends.ts';

export interface DsaOptions extends VariantJob {
  /** name of the outcome for thresholds */
  outcome: string;
  /** name of a varied number whose threshold is wanted */
  threshold?: string;
  /** called after each variant with the numbers of variants done and planned */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** A figure of one variant under one strategy. */
export interface DsaFigure {
  value: number | null;
  mcse: number | null;
  /** paired difference from the reference; null for the reference itself */
  difference: number | null;
  differenceMcse: number | null;
  /** change from the unchanged scenario with the same patients: of the difference, or for the reference of its value */
  change: number | null;
  changeMcse: number | null;
}

/** By strategy, then by outcome in the order of `outcomes`. */
export type DsaFigures = Record<string, DsaFigure[]>;

/** One end of a number. */
export interface OneWayEnd extends End {
  figures?: DsaFigures;
  impossible?: string;
}

/** One number at both ends. */
export interface OneWay {
  name: string;
  source: string | null;
  /** of the file */
  value: number;
  /** undefined if this end is impossible together with the other numbers, with the reason */
  low: OneWayEnd;
  high: OneWayEnd;
}

export interface Threshold {
  number: string;
  outcome: string;
  strategy: string;
  /** value at which the difference is 0, with its 95% Monte Carlo interval; null: it does not change sign in the range searched */
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** ends of the range searched */
  from: number;
  to: number;
}

export interface DsaResult {
  outcomes: readonly Outcome[];
  base: DsaFigures;
  oneWay: OneWay[];
  analyses: { name: string; title: string; figures?: DsaFigures; impossible?: string }[];
  thresholds: Threshold[];
  /** number of simulated variants */
  variants: number;
  fixed: FixedNumber[];
  /** groups of numbers that draws vary jointly: here each number is varied alone */
  joints: Uncertainty['joints'];
}

/**
 * @throws OverrideError if the unchanged scenario cannot be compiled
 * @throws RangeError for an unknown outcome, or a threshold for a number that is not varied
 */
export async function dsa(options: DsaOptions): Promise<DsaResult> {
  const { scenario, strategies, onProgress, signal } = options;
  const simulator = variantSimulator({ batches: batchesOf(options.patients), ...options });
  const { outcomes } = simulator;
  const decisive = outcomes.findIndex(({ name }) => name === options.outcome);
  if (decisive < 0)
    throw new RangeError(
      `outcome ${options.outcome} is not there; choose one of: ${outcomes.map(({ name }) => name).join(', ')}`,
    );
  const { drawn, fixed, joints, orders } = uncertaintyFor(options);
  const numbers = drawn.filter((one): one is DrawnNumber => one.kind === 'number');
  const threshold = numbers.find(({ name }) => name === options.threshold);
  if (options.threshold !== undefined && !threshold)
    throw new RangeError(`${options.threshold} has no range to be looked at; ${oneOf(numbers)}`);
  const analyses = Object.entries(scenario.analyses ?? {});
  const ofThreshold = threshold ? LOOKED_AT + HALVINGS * (strategies.length - 1) : 0;
  const planned = 1 + 2 * numbers.length + analyses.length + ofThreshold;
  let done = 0;
  let unchanged: VariantFigures[] | undefined;
  const simulate = async (changed: Scenario): Promise<DsaFigures> => {
    // other tasks run here, such as the handling of an abort
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const found = simulator.figuresOf(changed, 0);
    unchanged ??= found;
    onProgress?.(++done, planned);
    return Object.fromEntries(strategies.map((name, s) => [name, figuresOf(found, unchanged!, s)]));
  };
  const attempt = async (changed: () => Scenario): Promise<{ figures?: DsaFigures; impossible?: string }> => {
    try {
      return { figures: await simulate(changed()) };
    } catch (error) {
      if (error instanceof OverrideError) return { impossible: error.message };
      throw error;
    }
  };
  const base = await simulate(scenario);
  const oneWay: OneWay[] = [];
  for (const one of numbers) {
    const [low, high] = endsOf(one, orders, numbers);
    const at = async (end: End) => ({
      ...end,
      ...(await attempt(() => withNumber(scenario, one, end.value))),
    });
    oneWay.push({
      name: one.name,
      source: one.source ?? null,
      value: one.value,
      low: await at(low),
      high: await at(high),
    });
  }
  const named: DsaResult['analyses'] = [];
  for (const [name, { title = name, set }] of analyses)
    named.push({
      name,
      title,
      ...(await attempt(() => withOverrides(scenario, overridesOf(scenario, set)))),
    });
  const thresholds = threshold
    ? await thresholdsOf(threshold, options.outcome, decisive, strategies, (value) =>
        simulate(withNumber(scenario, threshold, value)),
      )
    : [];
  const names = new Set(numbers.map(({ name }) => name));
  const together = joints.filter((joint) => joint.names.filter((name) => names.has(name)).length > 1);
  return { outcomes, base, oneWay, analyses: named, thresholds, variants: done, fixed, joints: together };
}

function oneOf(numbers: readonly DrawnNumber[]): string {
  return numbers.length === 0
    ? 'no number of the scenario has counts, an interval or a range'
    : `choose one of: ${numbers.map(({ name }) => name).join(', ')}`;
}

/** Smaller batches give unreliable errors; fewer batches estimate the error to a quarter at best. */
const [MOST_BATCHES, PATIENTS_OF_BATCH] = [32, 100];

function batchesOf(patients: number): number {
  return Math.max(BATCHES, Math.min(MOST_BATCHES, Math.floor(patients / PATIENTS_OF_BATCH)));
}

function withNumber(scenario: Scenario, one: DrawnNumber, value: number): Scenario {
  return parameterDraws(scenario, { drawn: [one] }, '').scenarioWith([value]);
}

function figuresOf(
  variant: readonly VariantFigures[],
  unchanged: readonly VariantFigures[],
  strategy: number,
): DsaFigure[] {
  const [own, reference] = [variant[strategy]!, variant[0]!];
  const isReference = strategy === 0;
  /** The quantity of the tornado: a difference, or for the reference its value. */
  const readingOf = (of: readonly VariantFigures[], read: (figures: VariantFigures) => number) =>
    read(of[strategy]!) - (isReference ? 0 : read(of[0]!));
  return own.values.map((value, k) => {
    const changeBy = (read: (figures: VariantFigures) => number) =>
      readingOf(variant, read) - readingOf(unchanged, read);
    const changes = own.batches.map((_, b) => changeBy(({ batches }) => batches[b]![k]!));
    return {
      value: orNull(value),
      mcse: orNull(Math.sqrt(own.variances[k]!)),
      difference: isReference ? null : orNull(value - reference.values[k]!),
      differenceMcse: isReference ? null : orNull(Math.sqrt(own.pairedVariances[k]!)),
      change: orNull(changeBy(({ values }) => values[k]!)),
      changeMcse: orNull(Math.sqrt(varianceOfMean(changes))),
    };
  });
}

/** Number of values, both ends included, between which a change of sign is searched for. */
const LOOKED_AT = 9;
/** Number of bisections of the interval in which the sign changes. */
const HALVINGS = 16;
/** The search goes beyond the 95% interval: a threshold may be improbable by the evidence. */
const WIDE = 0.0005;

async function thresholdsOf(
  one: DrawnNumber,
  outcome: string,
  k: number,
  strategies: readonly string[],
  simulate: (value: number) => Promise<DsaFigures>,
): Promise<Threshold[]> {
  const { name: number } = one;
  const { law } = one;
  const [from, to] = law.name === 'uniform' ? rangeOf(one) : [law.quantile(WIDE), law.quantile(1 - WIDE)];
  const values = Array.from({ length: LOOKED_AT }, (_, i) => from + ((to - from) * i) / (LOOKED_AT - 1));
  const looked: { value: number; figures: DsaFigures }[] = [];
  for (const value of values) looked.push({ value, figures: await simulate(value) });
  const thresholds: Threshold[] = [];
  for (const strategy of strategies.slice(1)) {
    const at = (figures: DsaFigures) => figures[strategy]![k]!;
    const change = looked.findIndex(
      ({ figures }, i) =>
        i > 0 && (at(figures).difference ?? NaN) * (at(looked[i - 1]!.figures).difference ?? NaN) <= 0,
    );
    const none = { number, outcome, strategy, value: null, lower: null, upper: null, from, to };
    if (change < 0) {
      thresholds.push(none);
      continue;
    }
    let [low, high] = [looked[change - 1]!, looked[change]!];
    const slope = (at(high.figures).difference! - at(low.figures).difference!) / (high.value - low.value);
    for (let i = 0; i < HALVINGS; i++) {
      const value = (low.value + high.value) / 2;
      const middle = { value, figures: await simulate(value) };
      if (at(middle.figures).difference! * at(low.figures).difference! > 0) low = middle;
      else high = middle;
    }
    const value = (low.value + high.value) / 2;
    const reach = slope === 0 ? Infinity : (Z_95 * (at(low.figures).differenceMcse ?? 0)) / Math.abs(slope);
    thresholds.push({ ...none, value, lower: orNull(value - reach), upper: orNull(value + reach) });
  }
  return thresholds;
}
