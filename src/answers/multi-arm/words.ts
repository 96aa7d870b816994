import { plain } from '../../media/numbers.ts';
import type { Selection } from '../../trial/multi-arm/design.ts';
import { listed } from '../trial/words.ts';

/** `the best arm`, `the 2 best arms with a hazard ratio below 0.9` */
export function selectionWords({ best, within, zAbove, ratioBelow }: Selection): string {
  const which =
    best === undefined
      ? 'the arms'
      : best === 1
        ? 'the arm with the largest z'
        : `the ${best} arms with the largest z`;
  const conditions = [
    ...(within === undefined ? [] : [`z at most ${plain(within)} below the largest`]),
    ...(zAbove === undefined ? [] : [`z above ${plain(zAbove)}`]),
    ...(ratioBelow === undefined ? [] : [`an estimated hazard ratio below ${plain(ratioBelow)}`]),
  ];
  return conditions.length === 0 ? which : `${which} with ${listed(conditions)}`;
}
