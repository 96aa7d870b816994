import { variablesAsked } from '../../scenario/asked.ts';
import { askedOf } from '../../scenario/compile/asked.ts';
import { resolvable } from '../../scenario/overrides.ts';
import type { Drawn, Place } from '../../uncertainty/drawn.ts';
import { type Uncertainty, uncertaintyOf } from '../../uncertainty/items.ts';
import { askedOfVariants } from '../variants/asked.ts';
import type { VariantJob } from '../variants/simulate.ts';

/**
 * The uncertainty of a scenario, without numbers that affect no figure asked for: if proportions are not wanted, those of a mark or a
 * characteristic on which nothing depends.
 *
 * @throws OverrideError if the scenario cannot be resolved
 */
export function uncertaintyFor({
  scenario,
  strategies,
  questions,
}: Pick<VariantJob, 'scenario' | 'strategies' | 'questions'>): Uncertainty {
  const all = uncertaintyOf(scenario, strategies);
  if (questions.proportions) return all;
  const asked = askedOfVariants(questions);
  const variables = new Set(
    strategies.flatMap((name) => [...variablesAsked(askedOf(resolvable(scenario, name), asked))]),
  );
  const isNeeded = (path: Place) => {
    const own = path[0] === 'strategies' ? path.slice(2) : path;
    return (own[0] !== 'marks' && own[0] !== 'characteristics') || variables.has(String(own[1]));
  };
  const placesOf = (one: Drawn) => (one.kind === 'number' ? one.places.map(({ path }) => path) : [one.path]);
  return { ...all, drawn: all.drawn.filter((one) => placesOf(one).some(isNeeded)) };
}
