import { ln } from '../../math/elementary.ts';
import type { DecisionCondition, DecisionRule } from '../decision.ts';
import type { TrialTest } from '../design.ts';
import { kindOf } from '../summarise.ts';
import type { Issues, Path } from './problems.ts';
import { type Range, range, ratio } from './ranges.ts';
import type { RawDecisionCondition, RawTrial } from './schema.ts';

/** Reads the rule of decision of a design; undefined if it has none, or an error. */
export function decisionOf(
  { decision, analyses }: RawTrial,
  test: TrialTest,
  issues: Issues,
): DecisionRule | undefined {
  if (!decision) return undefined;
  const before = issues.problems.length;
  const looks = analyses?.length ?? 1;
  const kind = kindOf(test);
  const limits =
    kind === 'hazard ratio' || kind === 'ratio of shares'
      ? ratio
      : kind === 'difference in restricted mean'
        ? anyNumber
        : share;
  const sideOf = (key: 'go' | 'no-go') => {
    const isList = Array.isArray(decision[key]);
    return [decision[key]]
      .flat()
      .flatMap((one, i) => conditionsOf(one, ['decision', key, ...(isList ? [i] : [])], limits, issues));
  };
  const [go, noGo] = [sideOf('go'), sideOf('no-go')];
  const isUnknown =
    test.kind === 'proportion' &&
    (test.null === undefined ? test.by !== 'difference' || test.margin !== 0 : looks > 1);
  if (isUnknown && [...go, ...noGo].some((one) => one.kind === 'truth'))
    issues.add(
      ['decision'],
      'truth is known here of a difference of shares without a margin, or of a single arm with one look; must be estimate or significant',
    );
  const { prior } = decision;
  if (prior && kind === 'share')
    issues.add(
      ['decision', 'prior'],
      'prior is of a ratio or a difference, must be left out: the share has a uniform one',
    );
  const value = prior && issues.number(prior.value, ['decision', 'prior', 'value'], limits);
  const sd = prior && issues.number(prior.sd, ['decision', 'prior', 'sd'], above0);
  if (issues.problems.length > before) return undefined;
  return {
    ...{ go, noGo },
    ...(prior && { prior: { mean: kind === 'hazard ratio' ? ln(value!) : value!, sd: sd! } }),
  };
}

const anyNumber = range(Number.isFinite, 'finite');
const share = range((value) => value > -1 && value < 1, 'between -1 and 1');
const above0 = range((value) => value > 0, 'above 0');
const chance = range((value) => value > 0 && value < 1, 'above 0 and below 1');

function conditionsOf(
  { estimate, truth, probability, significant }: RawDecisionCondition,
  path: Path,
  limits: Range,
  issues: Issues,
): DecisionCondition[] {
  const conditions: DecisionCondition[] = [];
  if (estimate === undefined && truth === undefined && significant === undefined)
    issues.add(
      path,
      'a condition is empty, must be such as { estimate: { below: 0.8 } }, { truth: { below: 0.9 }, probability: 0.8 } or { significant: yes }',
    );
  if ((truth === undefined) !== (probability === undefined))
    issues.add(
      path,
      'truth and probability must stand together: { truth: { below: 0.9 }, probability: 0.8 }',
    );
  const limitOf = (key: 'estimate' | 'truth', given: { below?: number; above?: number }) => {
    const sides = (['below', 'above'] as const).filter((side) => given[side] !== undefined);
    if (sides.length !== 1) {
      issues.add(
        [...path, key],
        `${key} has ${sides.length === 0 ? 'nothing' : 'below and above'}, must have one of them`,
      );
      return undefined;
    }
    const [side] = sides as [(typeof sides)[number]];
    const limit = issues.number(given[side], [...path, key, side], limits);
    return limit === undefined ? undefined : { side, limit };
  };
  if (estimate) {
    const limit = limitOf('estimate', estimate);
    if (limit) conditions.push({ kind: 'estimate', ...limit });
  }
  if (truth && probability !== undefined) {
    const limit = limitOf('truth', truth);
    const least = issues.number(probability, [...path, 'probability'], chance);
    if (limit && least !== undefined) conditions.push({ kind: 'truth', ...limit, least });
  }
  if (significant !== undefined) conditions.push({ kind: 'significant', is: significant });
  return conditions;
}
