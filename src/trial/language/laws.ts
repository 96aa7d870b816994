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
import type { Issues, Path } from './problems.ts';
import * as ranges from './ranges.ts';
import { type LawSetting, lawAsInScenarios, parameterKeys } from './scenario-law.ts';
import type { RawHazards, RawLaw, RawQuantity } from './schema.ts';

const shorthands = ['median', 'hazard', 'survival'] as const;
const ratios = ['hazard-ratio', 'time-ratio'] as const;

/** The keys of an arm of which each specifies its law. */
export const lawKeywords = [...shorthands, 'response', 'law', ...ratios, 'cure'] as const;

/**
 * Reads the law of one stratum of an arm.
 *
 * @param control the control arm, to which ratios refer; undefined in a trial without one, or if it has an error
 */
export function lawPartOf(
  raw: RawLaw,
  path: Path,
  control: ArmPart | undefined,
  setting: LawSetting,
  issues: Issues,
  isControl: boolean,
): ArmPart | undefined {
  const arm = String(path[path.length - 1]);
  if (hasStray(raw, path, issues, false)) return undefined;
  const given = [...shorthands, 'law' as const].filter((key) => raw[key] !== undefined);
  const toControl = raw.law === undefined ? ratios.filter((key) => raw[key] !== undefined) : [];
  const choices = [...shorthands, 'law', ...(isControl ? [] : ratios)];
  const key = onlyOf([...given, ...toControl], { owner: arm, choices }, path, issues);
  if (key === undefined) return undefined;
  if (key === 'law') return scenarioLaw(raw, path, setting, issues);
  if (key !== 'hazard-ratio' && key !== 'time-ratio') {
    const hazard = hazardOf(raw, path, issues);
    return hazard && { hazard };
  }
  if (isControl) {
    issues.add(
      [...path, key],
      `${key} is given for control, must be given for treatment: it is the ratio to control`,
    );
    return undefined;
  }
  return changedBy(raw, path, control, issues);
}

/**
 * Whether something that belongs to a law stands without one; if so, adds an issue.
 *
 * @param isAlone ratios belong to a law too: there is no control arm to which they could be relative
 */
export function hasStray(raw: RawLaw, path: Path, issues: Issues, isAlone = true): boolean {
  if (raw.law !== undefined) return false;
  const stray = parameterKeys.find((key) => raw[key] !== undefined);
  const ratio = isAlone ? ratios.find((key) => raw[key] !== undefined) : undefined;
  if (ratio !== undefined)
    issues.add([...path, ratio], `${ratio} changes a law, must stand beside one, such as law: weibull`);
  else if (raw.cure !== undefined)
    issues.add(
      [...path, 'cure'],
      'cure needs a law, such as { law: exponential, rate: 0.05, cure: 0.3 }; the law applies to the patients who are not cured',
    );
  else if (stray !== undefined)
    issues.add(
      [...path, stray],
      `${stray} is a parameter of a law, must stand beside one, such as law: weibull`,
    );
  return ratio !== undefined || raw.cure !== undefined || stray !== undefined;
}

/**
 * Reads a law that is not an arm's, such as that of loss to follow-up: in the words of an arm, but its ratios cannot be
 * relative to a control arm.
 *
 * @param owner in messages: `dropout`
 * @param others further keys of which one may be given instead
 * @returns undefined if it has an error
 */
export function lawAlone(
  raw: RawLaw,
  path: Path,
  { owner, others = [] }: { owner: string; others?: readonly string[] },
  setting: LawSetting,
  issues: Issues,
): ArmPart | undefined {
  if (hasStray(raw, path, issues)) return undefined;
  const given = ([...shorthands, 'law'] as const).filter((key) => raw[key] !== undefined);
  const choices = [...others, ...shorthands, 'law'];
  if (onlyOf(given, { owner, choices }, path, issues) === undefined) return undefined;
  if (raw.law !== undefined) return scenarioLaw(raw, path, setting, issues);
  const hazard = hazardOf(raw, path, issues);
  return hazard && { hazard };
}

/** The keyword of the law, if exactly one is given; otherwise adds an issue. */
function onlyOf<K extends string>(
  given: readonly K[],
  { owner, choices }: { owner: string; choices: readonly string[] },
  path: Path,
  issues: Issues,
): K | undefined {
  if (given.length === 1) return given[0];
  issues.add(
    path,
    given.length === 0
      ? `the law of ${owner} is missing, must be one of ${listed(choices)}`
      : `${owner} has ${given.join(' and ')}, must have one of ${listed(choices)}`,
  );
  return undefined;
}

/** `a, b or c` */
export function listed(keys: readonly string[]): string {
  return keys.join(', ').replace(/, ([^,]+)$/, ' or $1');
}

/** A law of the scenario language, modified by a time ratio, a cured share and a hazard ratio. */
function scenarioLaw(raw: RawLaw, path: Path, setting: LawSetting, issues: Issues): ArmPart | undefined {
  const law = lawAsInScenarios(raw, path, setting, issues);
  if (!law) return undefined;
  const factor = issues.number(raw['time-ratio'], [...path, 'time-ratio'], ranges.ratio);
  const cure = issues.number(
    raw.cure,
    [...path, 'cure'],
    ranges.range((value) => value >= 0 && value < 1, 'at least 0 and below 1'),
  );
  if ((raw['time-ratio'] && factor === undefined) || (raw.cure && cure === undefined)) return undefined;
  let { distribution } = law;
  if (factor !== undefined && factor !== 1) distribution = withTimeRatio(distribution, factor);
  if (cure !== undefined) distribution = withCure(distribution, cure);
  const part = partOf(`${law.key} ${factor ?? 1} ${cure ?? 0}`, distribution);
  return changedBy({ 'hazard-ratio': raw['hazard-ratio'] }, path, part, issues);
}

/** Applies the hazard ratio and the time ratio that are given. */
function changedBy(
  raw: Pick<RawLaw, (typeof ratios)[number]>,
  path: Path,
  part: ArmPart | undefined,
  issues: Issues,
): ArmPart | undefined {
  const { 'hazard-ratio': hazards, 'time-ratio': times } = raw;
  const ratio = hazards === undefined ? undefined : ratioOf(hazards, [...path, 'hazard-ratio'], issues);
  const factor = issues.number(times, [...path, 'time-ratio'], ranges.ratio);
  if (!part || (hazards !== undefined && !ratio) || (times !== undefined && factor === undefined))
    return undefined;
  if (ratio && part.law && isConstant(part.law.distribution)) {
    issues.add(
      [...path, 'hazard-ratio'],
      'all events are at one time, which a hazard-ratio cannot change; must be a time-ratio',
    );
    return undefined;
  }
  const longer = factor === undefined ? part : timesLonger(part, factor);
  return ratio ? timesRatio(longer, ratio) : longer;
}

/**
 * The hazard specified by a median, a hazard, or survival at some times.
 *
 * @param raw has exactly one of these
 */
function hazardOf(raw: RawHazards, path: Path, issues: Issues): PiecewiseHazard | undefined {
  const key = shorthands.find((shorthand) => raw[shorthand] !== undefined)!;
  const at = [...path, key];
  if (key === 'median') {
    const median = issues.number(raw.median, at, ranges.time);
    return median === undefined ? undefined : hazardOfMedian(median);
  }
  if (key === 'hazard') {
    if (!Array.isArray(raw.hazard)) {
      const rate = issues.number(raw.hazard, at, ranges.hazard);
      return rate === undefined ? undefined : constantHazard(rate);
    }
    const steps = stepsOf(raw.hazard, 'hazard', at, issues, ranges.hazardOrNone);
    if (steps && !steps.rates.some((rate) => rate > 0)) {
      issues.add(at, 'hazard is 0 at all times, must be above 0 at some');
      return undefined;
    }
    return steps;
  }
  return throughMilestones([raw.survival!].flat(), at, issues, Array.isArray(raw.survival));
}

function ratioOf(
  raw: NonNullable<RawLaw['hazard-ratio']>,
  path: Path,
  issues: Issues,
): PiecewiseHazard | undefined {
  if (Array.isArray(raw)) return stepsOf(raw, 'ratio', path, issues, ranges.ratio);
  if (typeof raw === 'object' && 'ratio' in raw) {
    const ratio = issues.number(raw.ratio, [...path, 'ratio'], ranges.ratio);
    const after = issues.number(raw.after, [...path, 'after'], ranges.time);
    return ratio === undefined || after === undefined ? undefined : { starts: [0, after], rates: [1, ratio] };
  }
  const ratio = issues.number(raw, path, ranges.ratio);
  return ratio === undefined ? undefined : { starts: [0], rates: [ratio] };
}

type Step<K extends string> = { from: number } & { [key in K]: RawQuantity };

export function stepsOf<K extends 'hazard' | 'ratio'>(
  steps: readonly Step<K>[],
  key: K,
  path: Path,
  issues: Issues,
  range: ranges.Range,
): PiecewiseHazard | undefined {
  const rates = steps.map((step, i) => issues.number(step[key], [...path, i, key], range));
  const isRising = risesFromZero(
    steps.map(({ from }) => from),
    path,
    issues,
  );
  if (!isRising || rates.includes(undefined)) return undefined;
  return { starts: steps.map(({ from }) => from), rates: rates as number[] };
}

/** Whether steps start at 0 and increase; if not, adds an issue. */
export function risesFromZero(starts: readonly number[], path: Path, issues: Issues): boolean {
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
  issues.add([...path, wrong, 'from'], `from is ${starts[wrong]}, must be ${must}`);
  return false;
}

/** The piecewise constant hazard through the given survival probabilities; the last rate continues. */
function throughMilestones(
  points: readonly { at: number; share: RawQuantity }[],
  path: Path,
  issues: Issues,
  isList: boolean,
): PiecewiseHazard | undefined {
  const starts = [0];
  const rates: number[] = [];
  let [time, survival] = [0, 1];
  for (const [i, { at, share: raw }] of points.entries()) {
    const place = isList ? [...path, i] : path;
    const after = ranges.range((value) => value > time && value <= ranges.LONGEST, `above ${time}`);
    const t = issues.number(at, [...place, 'at'], i === 0 ? ranges.time : after);
    const must = isList ? `above 0 and at most ${survival}, that before it` : 'above 0 and below 1';
    const holds = (value: number) => value > 0 && (isList ? value <= survival : value < 1);
    const share = issues.number(raw, [...place, 'share'], ranges.range(holds, must));
    if (t === undefined || share === undefined) return undefined;
    rates.push(isList ? ln(survival / share) / (t - time) : hazardOfShare(1 - share, t).rates[0]!);
    if (i < points.length - 1) starts.push(t);
    [time, survival] = [t, share];
  }
  if (rates[rates.length - 1] === 0) {
    issues.add(
      path,
      `survival stays at ${survival} up to the last time, must fall: the hazard between the last two times continues`,
    );
    return undefined;
  }
  return { starts, rates };
}
