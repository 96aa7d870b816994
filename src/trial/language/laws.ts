import {
  constantHazard,
  hazardOfMedian,
  hazardOfShare,
  type PiecewiseHazard,
} from '../../formulas/piecewise-hazard.ts';
import { ln } from '../../math/elementary.ts';
import { isConstant } from '../../scenario/compile/pack.ts';
import { withCure, withTimeRatio } from '../../scenario/distributions/transform.ts';
import { partOf, timesLonger, timesRatio } from '../arm-part.ts';
import type { ArmPart } from '../design.ts';
import type { Complaints, Path } from './problems.ts';
import * as ranges from './ranges.ts';
import { type LawSetting, lawAsInScenarios, parameterKeys } from './scenario-law.ts';
import type { RawDropout, RawHazards, RawLaw, RawQuantity } from './schema.ts';

const shorthands = ['median', 'hazard', 'survival'] as const;
const ratios = ['hazard-ratio', 'time-ratio'] as const;

/** The words of an arm of which each says what its law is. */
export const lawWays = [...shorthands, 'law', ...ratios, 'cure'] as const;

/**
 * The patients of an arm, of one stratum.
 *
 * @param control what a ratio is to; undefined where the arm has nothing to be compared with, or that is wrong
 */
export function lawPartOf(
  raw: RawLaw,
  path: Path,
  control: ArmPart | undefined,
  setting: LawSetting,
  to: Complaints,
  isControl: boolean,
): ArmPart | undefined {
  const arm = String(path[path.length - 1]);
  if (raw.law === undefined && raw.cure !== undefined) {
    to.complain(
      [...path, 'cure'],
      'cure stands beside a law, such as { law: exponential, rate: 0.05, cure: 0.3 }: the law is that of the others',
    );
    return undefined;
  }
  const stray = raw.law === undefined ? parameterKeys.find((key) => raw[key] !== undefined) : undefined;
  if (stray !== undefined) {
    to.complain([...path, stray], `${stray} is of a law, must stand beside it, such as law: weibull`);
    return undefined;
  }
  const given = [...shorthands, 'law' as const].filter((way) => raw[way] !== undefined);
  const toControl = raw.law === undefined ? ratios.filter((way) => raw[way] !== undefined) : [];
  const all = [...given, ...toControl];
  if (all.length !== 1) {
    const choices = isControl
      ? 'median, hazard, survival or law'
      : 'median, hazard, survival, law, hazard-ratio or time-ratio';
    to.complain(
      path,
      all.length === 0
        ? `the law of ${arm} is missing, must be one of ${choices}`
        : `${arm} has ${all.join(' and ')}, must have one of ${choices}`,
    );
    return undefined;
  }
  const [way] = all as [(typeof all)[0]];
  if (way === 'law') return scenarioLaw(raw, path, setting, to);
  if (way !== 'hazard-ratio' && way !== 'time-ratio') {
    const hazard = hazardOf(raw, path, to);
    return hazard && { hazard };
  }
  if (isControl) {
    to.complain([...path, way], `${way} is of control, must be of treatment: a ratio is to control`);
    return undefined;
  }
  return changedBy(raw, path, control, to);
}

/** A law of the scenario language, with what changes it: times, the share of those cured, hazards. */
function scenarioLaw(raw: RawLaw, path: Path, setting: LawSetting, to: Complaints): ArmPart | undefined {
  const law = lawAsInScenarios(raw, path, setting, to);
  if (!law) return undefined;
  const factor = to.number(raw['time-ratio'], [...path, 'time-ratio'], ranges.ratio);
  const cure = to.number(
    raw.cure,
    [...path, 'cure'],
    ranges.range((one) => one >= 0 && one < 1, 'at least 0 and below 1'),
  );
  if ((raw['time-ratio'] && factor === undefined) || (raw.cure && cure === undefined)) return undefined;
  let { distribution } = law;
  if (factor !== undefined && factor !== 1) distribution = withTimeRatio(distribution, factor);
  if (cure !== undefined) distribution = withCure(distribution, cure);
  const part = partOf(`${law.key} ${factor ?? 1} ${cure ?? 0}`, distribution);
  return changedBy({ 'hazard-ratio': raw['hazard-ratio'] }, path, part, to);
}

/** Patients under the ratios that are given. */
function changedBy(
  raw: Pick<RawLaw, (typeof ratios)[number]>,
  path: Path,
  part: ArmPart | undefined,
  to: Complaints,
): ArmPart | undefined {
  const { 'hazard-ratio': hazards, 'time-ratio': times } = raw;
  const ratio = hazards === undefined ? undefined : ratioOf(hazards, [...path, 'hazard-ratio'], to);
  const factor = to.number(times, [...path, 'time-ratio'], ranges.ratio);
  if (!part || (hazards !== undefined && !ratio) || (times !== undefined && factor === undefined))
    return undefined;
  if (ratio && part.law && isConstant(part.law.distribution)) {
    to.complain(
      [...path, 'hazard-ratio'],
      "everybody's event is at one time, which no hazard-ratio changes; must be a time-ratio",
    );
    return undefined;
  }
  const longer = factor === undefined ? part : timesLonger(part, factor);
  return ratio ? timesRatio(longer, ratio) : longer;
}

/**
 * The hazard that a median, a hazard or survival at some times stands for.
 *
 * @param raw has just one of these
 */
export function hazardOf(raw: RawHazards, path: Path, to: Complaints): PiecewiseHazard | undefined {
  const way = shorthands.find((one) => raw[one] !== undefined)!;
  const at = [...path, way];
  if (way === 'median') {
    const median = to.number(raw.median, at, ranges.time);
    return median === undefined ? undefined : hazardOfMedian(median);
  }
  if (way === 'hazard') {
    if (!Array.isArray(raw.hazard)) {
      const rate = to.number(raw.hazard, at, ranges.hazard);
      return rate === undefined ? undefined : constantHazard(rate);
    }
    const steps = stepsOf(raw.hazard, 'hazard', at, to, ranges.hazardOrNone);
    if (steps && !steps.rates.some((rate) => rate > 0)) {
      to.complain(at, 'hazard is 0 at all times, must be above 0 at some');
      return undefined;
    }
    return steps;
  }
  return throughMilestones([raw.survival!].flat(), at, to, Array.isArray(raw.survival));
}

function ratioOf(
  raw: NonNullable<RawLaw['hazard-ratio']>,
  path: Path,
  to: Complaints,
): PiecewiseHazard | undefined {
  if (Array.isArray(raw)) return stepsOf(raw, 'ratio', path, to, ranges.ratio);
  if (typeof raw === 'object' && 'ratio' in raw) {
    const ratio = to.number(raw.ratio, [...path, 'ratio'], ranges.ratio);
    const after = to.number(raw.after, [...path, 'after'], ranges.time);
    return ratio === undefined || after === undefined ? undefined : { starts: [0, after], rates: [1, ratio] };
  }
  const ratio = to.number(raw, path, ranges.ratio);
  return ratio === undefined ? undefined : { starts: [0], rates: [ratio] };
}

type Step<K extends string> = { from: number } & { [key in K]: RawQuantity };

function stepsOf<K extends 'hazard' | 'ratio'>(
  steps: readonly Step<K>[],
  key: K,
  path: Path,
  to: Complaints,
  range: ranges.Range,
): PiecewiseHazard | undefined {
  const rates = steps.map((step, i) => to.number(step[key], [...path, i, key], range));
  const isRising = risesFromZero(
    steps.map(({ from }) => from),
    path,
    to,
  );
  if (!isRising || rates.includes(undefined)) return undefined;
  return { starts: steps.map(({ from }) => from), rates: rates as number[] };
}

/** Whether steps begin at 0 and follow each other; told where not. */
export function risesFromZero(starts: readonly number[], path: Path, to: Complaints): boolean {
  const wrong = starts.findIndex((start, i) =>
    i === 0 ? start !== 0 : !(start > starts[i - 1]! && start <= ranges.LONGEST),
  );
  if (wrong < 0) return true;
  const must =
    wrong === 0
      ? '0: the first step begins there'
      : starts[wrong]! > ranges.LONGEST
        ? ranges.time.must(starts[wrong]!)
        : `above ${starts[wrong - 1]}, where the step before begins`;
  to.complain([...path, wrong, 'from'], `from is ${starts[wrong]}, must be ${must}`);
  return false;
}

/** Constant hazards between times at which survival is known; the last goes on. */
function throughMilestones(
  points: readonly { at: number; share: RawQuantity }[],
  path: Path,
  to: Complaints,
  isList: boolean,
): PiecewiseHazard | undefined {
  const starts = [0];
  const rates: number[] = [];
  let [time, survival] = [0, 1];
  for (const [i, { at, share: raw }] of points.entries()) {
    const place = isList ? [...path, i] : path;
    const after = ranges.range((one) => one > time && one <= ranges.LONGEST, `above ${time}`);
    const t = to.number(at, [...place, 'at'], i === 0 ? ranges.time : after);
    const must = isList ? `above 0 and at most ${survival}, that before it` : 'above 0 and below 1';
    const holds = (one: number) => one > 0 && (isList ? one <= survival : one < 1);
    const share = to.number(raw, [...place, 'share'], ranges.range(holds, must));
    if (t === undefined || share === undefined) return undefined;
    rates.push(isList ? ln(survival / share) / (t - time) : hazardOfShare(1 - share, t).rates[0]!);
    if (i < points.length - 1) starts.push(t);
    [time, survival] = [t, share];
  }
  if (rates[rates.length - 1] === 0) {
    to.complain(
      path,
      `survival stays at ${survival} up to the last time, must fall: it goes on as between the last two`,
    );
    return undefined;
  }
  return { starts, rates };
}

/** The hazard of being lost; undefined for none, and where something is wrong. */
export function dropoutOf(
  raw: RawDropout | undefined,
  path: Path,
  to: Complaints,
): PiecewiseHazard | undefined {
  if (raw === undefined) return undefined;
  const { hazard, share, by, steps } = raw;
  if ([hazard, share, steps].filter((one) => one !== undefined).length !== 1) {
    to.complain(path, 'dropout must have one of hazard, share (with by) or steps');
    return undefined;
  }
  if (by !== undefined && share === undefined) {
    to.complain([...path, 'by'], 'by belongs to share, must be left out');
    return undefined;
  }
  if (steps) return stepsOf(steps, 'hazard', [...path, 'steps'], to, ranges.hazardOrNone);
  if (hazard !== undefined) {
    const rate = to.number(hazard, [...path, 'hazard'], ranges.hazardOrNone);
    return rate === undefined ? undefined : constantHazard(rate);
  }
  if (by === undefined) {
    to.complain(
      path,
      'by is missing, must be the time by which that share is lost, such as { share: 0.05, by: 12 }',
    );
    return undefined;
  }
  const time = to.number(by, [...path, 'by'], ranges.time);
  const lost = to.number(
    share,
    [...path, 'share'],
    ranges.range((one) => one >= 0 && one < 1, 'at least 0 and below 1'),
  );
  return time === undefined || lost === undefined ? undefined : hazardOfShare(lost, time);
}
