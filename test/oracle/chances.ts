import type { Branch, Mark, Modifier } from '../../src/scenario/model.ts';
import { levelOf, numberOf, type Patient } from './patient.ts';

/** The product of the ratios that apply to this patient now. */
export function ratioOf(modifiers: Modifier[], patient: Patient): number {
  let product = 1;
  for (const modifier of modifiers) {
    if (modifier.kind === 'levels') {
      const level = levelOf(patient, modifier.variable);
      // a mark that is not yet recorded, or a level that is not named, has no effect
      if (level !== undefined && Object.hasOwn(modifier.ratios, level)) product *= modifier.ratios[level]!;
    } else if (modifier.kind === 'passed') {
      if (modifier.states.some((state) => patient.firstEntry[state] !== undefined)) product *= modifier.ratio;
    } else if (modifier.kind === 'per-unit') {
      const distance = numberOf(patient, modifier.characteristic) - modifier.reference;
      product *= modifier.ratio ** distance;
    } else {
      product *= numberOf(patient, modifier.characteristic);
    }
  }
  return product;
}

export function withOdds(chance: number, oddsRatio: number): number {
  return (chance * oddsRatio) / (1 - chance + chance * oddsRatio);
}

/** The first item whose cumulative chance exceeds u; rounding error goes to the last item. */
export function choose<T>(items: T[], chances: number[], u: number): T {
  let sum = 0;
  for (let i = 0; i < items.length - 1; i++) {
    sum += chances[i]!;
    if (u < sum) return items[i]!;
  }
  return items.at(-1)!;
}

/**
 * Chances of a decision's branches for this patient.
 *
 * @throws RangeError if they do not sum to one, or if `rest` is modified
 */
export function branchChances(branches: Branch[], patient: Patient): number[] {
  const given = branches.map(({ chance, chanceRatios, oddsRatios }) => {
    if (chance === undefined) return undefined;
    const multiplied = chance * ratioOf(chanceRatios, patient);
    if (multiplied > 1) throw new RangeError(`a chance becomes ${multiplied}, must be at most 1`);
    return withOdds(multiplied, ratioOf(oddsRatios, patient));
  });
  const sum = given.reduce((total: number, chance) => total + (chance ?? 0), 0);
  const hasRest = given.includes(undefined);
  const wrong = hasRest ? sum > 1 + 1e-9 : Math.abs(sum - 1) > 1e-9;
  if (wrong) throw new RangeError(`the chances sum to ${sum} for this patient, must be 1`);
  const modified = (branch: Branch) => branch.chanceRatios.length + branch.oddsRatios.length > 0;
  if (branches.some((branch) => branch.chance === undefined && modified(branch)))
    throw new RangeError('ratios on the rest have no meaning');
  return given.map((chance) => chance ?? 1 - sum);
}

export function markChances(mark: Mark, patient: Patient): number[] {
  if (mark.oddsRatios.length === 0) return mark.chances;
  const yes = withOdds(mark.chances[0]!, ratioOf(mark.oddsRatios, patient));
  return [yes, 1 - yes];
}
