import { unknownName } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import { normalCdf, normalQuantile } from '../../math/normal.ts';
import { outsideOf } from '../../scenario/resolve/quantities.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { RawParameter } from '../../scenario/schema/quantity.ts';
import type { UncertaintyLaw } from '../../uncertainty/law.ts';
import { namedNumbers } from '../../uncertainty/numbers.ts';
import { estimateOf } from '../../uncertainty/rule.ts';
import { rules } from '../../uncertainty/rules/index.ts';
import { usesOf } from '../../uncertainty/use.ts';

/** A parameter that the calibration may change. */
export interface FreeParameter {
  /** its name in the scenario: `death-rate`, or `tnt.death-rate` for a parameter of a strategy */
  name: string;
  strategy: string | undefined;
  parameter: string;
  prior: UncertaintyLaw;
  /** value in the file, at which the search begins */
  value: number;
}

/**
 * The parameters that `calibrate` frees, with their priors.
 *
 * @returns the parameters, and problems with their paths: unknown or derived parameters, priors with impossible values
 */
export function freeParameters(scenario: Scenario): { free: FreeParameter[]; problems: Problem[] } {
  const numbers = namedNumbers(scenario);
  const uses = usesOf(scenario, Object.keys(scenario.strategies));
  const problems: Problem[] = [];
  const free = Object.entries(scenario.calibrate?.parameters ?? {}).flatMap(
    ([name, given]): FreeParameter[] => {
      const wrong = (message: string) => {
        problems.push({ path: ['calibrate', 'parameters', name], message, severity: 'error' });
        return [];
      };
      const number = numbers.get(name);
      if (!number) return wrong(unknownName('parameter', name, [...numbers.keys()]));
      if (number.isDerived) return wrong(`${name} follows from other numbers; free those instead`);
      const isAsked = uses.isAsked(number.path);
      if (!isAsked) return wrong(`nothing in the model depends on ${name}; leave it out`);
      const value = estimateOf(number.figure);
      if (value === undefined) return wrong(`${name} has no value to begin with`);
      const prior = priorOf(number.figure, given, uses.useOf(number.path, number.figure));
      if (!prior)
        return wrong(
          `${name} has neither counts nor an interval to make a prior of; state one, such as { range: [${value / 2}, ${value * 2}] }`,
        );
      const domains = [...uses.domainsOf(number.path)];
      // the limits of the values that a prior can give
      for (const end of [prior.quantile(1e-9), prior.quantile(1 - 1e-9)]) {
        const must = domains.map((domain) => outsideOf(domain, end)).find((words) => words !== undefined);
        if (must !== undefined) return wrong(`the prior of ${name} reaches ${end.toPrecision(3)}, ${must}`);
      }
      const { path } = number;
      const strategy = path[0] === 'strategies' ? String(path[1]) : undefined;
      return [{ name, strategy, parameter: String(path.at(-1)), prior, value }];
    },
  );
  return { free, problems };
}

/**
 * A stated prior takes precedence over the evidence. The interval of a calibrated number is no prior: it comes from the same
 * targets.
 */
function priorOf(
  figure: RawParameter,
  given: Pick<RawParameter, 'distribution' | 'range' | 'quantiles'>,
  use: Parameters<(typeof rules)[number]['lawOf']>[1],
): UncertaintyLaw | undefined {
  const isStated = Object.keys(given).length > 0;
  if (!isStated && figure.calibrated !== undefined && !figure.distribution) return undefined;
  const asked = isStated ? { value: figure.value ?? figure.ratio, ...given } : figure;
  return rules.map((rule) => rule.lawOf(asked as RawParameter, use)).find((law) => law !== undefined);
}

/** The values of the parameters at some scores; each score has a standard normal prior. */
export function valuesOfScores(free: readonly FreeParameter[], scores: ArrayLike<number>): number[] {
  return free.map(({ prior }, k) => prior.quantile(inside(normalCdf(scores[k]!))));
}

/** The score of a value, by bisection of the quantile function: laws have no distribution function. */
export function scoreOfValue({ prior }: FreeParameter, value: number): number {
  let [lower, upper] = [1e-9, 1 - 1e-9];
  for (let i = 0; i < 60; i++) {
    const middle = (lower + upper) / 2;
    if (prior.quantile(middle) < value) lower = middle;
    else upper = middle;
  }
  return normalQuantile((lower + upper) / 2);
}

/** Scores are limited to this many prior standard deviations. */
const inside = (p: number) => Math.min(1 - 1e-9, Math.max(1e-9, p));
