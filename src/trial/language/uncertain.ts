import type { Problem } from '../../language/problem.ts';
import { ln } from '../../math/elementary.ts';
import type { RawParameter } from '../../scenario/schema/quantity.ts';
import { evenNumbers } from '../../uncertainty/even.ts';
import { intervalOf, type UncertaintyLaw } from '../../uncertainty/law.ts';
import { logNormal } from '../../uncertainty/laws/log-normal.ts';
import type { Use } from '../../uncertainty/rule.ts';
import { rules } from '../../uncertainty/rules/index.ts';
import { numbersIn, withNumber } from './numbers.ts';
import type { RawQuantity, RawTrial } from './schema.ts';

type Stated = Exclude<RawQuantity, number>;
type Path = Problem['path'];

/** An uncertain number of a design. */
export interface UncertainNumber {
  /** its path in the file, such as `arms.treatment.hazard-ratio` */
  name: string;
  path: Path;
  value: number;
  /** its distribution; for a ratio with `noEffect`, the distribution given an effect */
  law: UncertaintyLaw;
  /** probability that a ratio is exactly 1 (no effect) */
  noEffect: number;
}

const RATIOS = ['hazard-ratio', 'time-ratio', 'ratio'];
const PROBABILITIES = ['share', 'cure', 'response'];
/** Parameters of laws that may be negative. */
const REAL = ['meanlog', 'location', 'mean'];
const EVIDENCE_KEYS = ['interval', 'range', 'quantiles', 'distribution'] as const;

/** The uncertain numbers of a design, in the order of the file, and problems with their evidence. */
export function uncertainNumbers(raw: RawTrial): { numbers: UncertainNumber[]; problems: Problem[] } {
  const numbers: UncertainNumber[] = [];
  const problems: Problem[] = [];
  const all = numbersIn(raw);
  // the evidence of strategies is in their scenario
  for (const place of ['arms', 'strata', 'dropout'])
    for (const { path, stated } of all) {
      if (path[0] !== place || typeof stated === 'number') continue;
      const read = uncertainNumber(stated, path);
      if (read !== undefined) ('law' in read ? numbers : problems).push(read as UncertainNumber & Problem);
    }
  return { numbers, problems };
}

function uncertainNumber(stated: Stated, path: Path): UncertainNumber | Problem | undefined {
  const { value, interval, heterogeneity, 'no-effect': noEffect = 0 } = stated;
  // a step's number stands under its own key: hazard-ratio[1].ratio
  const key = String(path.findLast((step) => typeof step === 'string'));
  const isRatio = RATIOS.includes(key);
  const evidence = EVIDENCE_KEYS.find((name) => stated[name] !== undefined);
  const problem = (at: string, message: string): Problem => ({
    path: [...path, at],
    message,
    severity: 'error',
  });
  if (heterogeneity !== undefined && !(isRatio && interval))
    return problem(
      'heterogeneity',
      'heterogeneity is between trials of a ratio, must stand beside its interval',
    );
  if (stated['no-effect'] !== undefined && !isRatio)
    return problem('no-effect', `no-effect is of a ratio, must be left out: ${key} is none`);
  if (evidence === undefined)
    return stated['no-effect'] === undefined
      ? undefined
      : problem('no-effect', 'no-effect needs the distribution of an effect, such as interval: [0.6, 0.9]');
  if (interval && !(interval[0] < value && value < interval[1]))
    return problem('interval', `${interval[0]} to ${interval[1]} does not hold the value ${value}`);
  const law =
    heterogeneity === undefined ? lawOf(stated, useOf(key, isRatio), isRatio) : spread(stated, heterogeneity);
  if (!law)
    return problem(
      evidence,
      `no distribution follows from this ${evidence} of ${key}, must have one of range, quantiles or distribution`,
    );
  const [low, high] = intervalOf(law);
  const most = PROBABILITIES.includes(key) ? 1 : Infinity;
  if (!REAL.includes(key) && !(low >= 0 && high <= most))
    return problem(
      evidence,
      `the 95% interval of this ${law.name} law, ${shown(low)} to ${shown(high)}, goes beyond where ${key} may lie: ${most === 1 ? 'it must be from 0 to 1' : 'it must be above 0'}`,
    );
  if (evidence === 'range' && !(stated.range![0] <= value && value <= stated.range![1]))
    return problem('range', `${stated.range![0]} to ${stated.range![1]} does not hold the value ${value}`);
  return { name: path.join('.'), path, value, law, noEffect };
}

const shown = (end: number) => Number(end.toPrecision(4));

function useOf(key: string, isRatio: boolean): Use {
  if (PROBABILITIES.includes(key)) return 'probability';
  return isRatio || !REAL.includes(key) ? 'positive' : 'real';
}

function lawOf(stated: Stated, use: Use, isRatio: boolean): UncertaintyLaw | undefined {
  const { value, interval, level, range, quantiles, distribution } = stated;
  const figure = {
    ...(isRatio ? { ratio: value } : { value }),
    ...(interval && { interval }),
    ...(level !== undefined && { level }),
    ...(range && { range }),
    ...(quantiles && { quantiles }),
    ...(distribution && { distribution }),
  } as RawParameter;
  for (const rule of rules) {
    const law = rule.lawOf(figure, use);
    if (law) return law;
  }
  return undefined;
}

/** The law of a ratio from another trial: its standard error plus the heterogeneity between trials. */
function spread(stated: Stated, heterogeneity: number): UncertaintyLaw | undefined {
  const own = lawOf(stated, 'positive', true);
  if (own?.name !== 'log-normal') return undefined;
  const { sdlog } = own.parameters;
  return logNormal(ln(stated.value), Math.sqrt(sdlog! * sdlog! + heterogeneity * heterogeneity));
}

/** Draws of the uncertain numbers of a design. */
export interface DesignDraws {
  valuesOf(draw: number): number[];
  /** the design with these values instead of its own */
  rawWith(values: readonly number[]): RawTrial;
}

/** Draws of the numbers. Each value depends only on the seed, the path of the number in the file, and the draw. */
export function designDraws(raw: RawTrial, numbers: readonly UncertainNumber[], seed: string): DesignDraws {
  const even = evenNumbers(seed);
  const streams = numbers.map(({ name }) => ({
    value: even(`number ${name}`),
    effect: even(`effect ${name}`),
  }));
  return {
    valuesOf: (draw) =>
      numbers.map(({ law, noEffect }, i) =>
        noEffect > 0 && streams[i]!.effect(draw, 0) < noEffect ? 1 : law.quantile(streams[i]!.value(draw, 0)),
      ),
    rawWith: (values) => numbers.reduce((all, { path }, i) => withNumber(all, path, values[i]!), raw),
  };
}
