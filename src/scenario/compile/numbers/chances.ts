import type { Problem } from '../../../language/problem.ts';
import type { Mark, Model, Modifier, State } from '../../model.ts';
import { withOdds, ZERO_OF_CERTAIN } from '../../odds.ts';
import { type Facts, factsOf, fixedRatio } from './ratios.ts';

/** What is drawn by chance: a characteristic, a mark or a decision's branch, by its index in the model. */
export interface Source {
  kind: 'characteristic' | 'mark' | 'decision';
  index: number;
}

/** Chances that depend on what is known of the patient. */
export interface Chances {
  source: Source;
  /** no more than the chances depend on */
  facts: Facts;
}

export type Complain = (path: Problem['path'], message: string) => void;

export function chancesFor(model: Model, source: Source, facts: Facts): Chances {
  return { source, facts: factsOf(ratiosOf(model, source), facts) };
}

function ratiosOf(model: Model, { kind, index }: Source): Modifier[] {
  if (kind === 'mark') return model.marks[index]!.oddsRatios;
  if (kind === 'characteristic') return [];
  return model.states[index]!.branches.flatMap(({ chanceRatios, oddsRatios }) => [
    ...chanceRatios,
    ...oddsRatios,
  ]);
}

/** By level or branch; numeric odds ratios, which differ from patient to patient, are not in them. */
export function chancesOf(model: Model, { source, facts }: Chances, complain: Complain): readonly number[] {
  const { kind, index } = source;
  if (kind === 'decision') return branchChances(model.states[index]!, facts, complain);
  if (kind === 'mark') return markChances(model.marks[index]!, facts, complain);
  const characteristic = model.characteristics[index]!;
  return characteristic.kind === 'levels' ? characteristic.chances : [];
}

/** The name of the random stream that decides. */
export function streamOf(model: Model, { kind, index }: Source): string {
  if (kind === 'decision') return model.states[index]!.stream;
  return (kind === 'mark' ? model.marks : model.characteristics)[index]!.name;
}

/**
 * The chances of a decision's branches for patients with these facts; they sum to one.
 *
 * @param complain told where ratios drive the chances above one, or leave a sum that is not one
 */
function branchChances({ branches }: State, facts: Facts, complain: Complain): number[] {
  const stated = branches.map(({ chance, chanceRatios, oddsRatios, path }) => {
    if (chance === undefined) return undefined;
    const multiplied = chance * fixedRatio(chanceRatios, facts);
    if (multiplied > 1) {
      complain(
        [...path, 'chance-ratio'],
        `the chance becomes ${Number(multiplied.toPrecision(12))}${forWhom(facts)}, must stay at most 1`,
      );
      return 1;
    }
    const ratio = fixedRatio(oddsRatios, facts);
    if (multiplied === 1 && ratio === 0) complain([...path, 'odds-ratio'], ZERO_OF_CERTAIN);
    return withOdds(multiplied, ratio);
  });
  const sum = stated.reduce((total: number, chance) => total + (chance ?? 0), 0);
  const hasRest = stated.includes(undefined);
  if (sum > 1 + 1e-9 || (!hasRest && sum < 1 - 1e-9)) {
    const remedy = hasRest ? 'must leave a rest' : 'with ratios, one branch must be `rest`';
    complain(
      [...branches[0]!.path.slice(0, -1)],
      `the chances sum to ${Number(sum.toPrecision(6))}${forWhom(facts)}, ${remedy}`,
    );
  }
  return stated.map((chance) => chance ?? Math.max(0, 1 - sum));
}

/**
 * The chances of a mark's levels for patients with these facts.
 *
 * @param complain told of ratios without meaning
 */
function markChances({ chances, oddsRatios, path }: Mark, facts: Facts, complain: Complain): number[] {
  if (oddsRatios.length === 0) return chances;
  const ratio = fixedRatio(oddsRatios, facts);
  if (chances[0] === 1 && ratio === 0) complain([...path, 'odds-ratio'], ZERO_OF_CERTAIN);
  const yes = withOdds(chances[0]!, ratio);
  return [yes, 1 - yes];
}

function forWhom(facts: Facts): string {
  const known = [...facts].map(([key, level]) => `${key} ${level}`);
  return known.length === 0 ? '' : ` for patients with ${known.join(', ')}`;
}
