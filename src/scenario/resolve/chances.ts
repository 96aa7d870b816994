import { NO, YES } from '../model.ts';
import type { RawCharacteristic, RawMark } from '../schema/model.ts';
import type { RawQuantity } from '../schema/quantity.ts';
import { type Context, complain, type Path } from './context.ts';
import { numberOf } from './quantities.ts';

/** A probability; undefined for `rest`. */
export function chanceOf(context: Context, chance: RawQuantity | 'rest', path: Path): number | undefined {
  return chance === 'rest' ? undefined : numberOf(context, chance, path, 'chance', 'probability');
}

/** Reports chances that do not sum to one, or that leave no rest for the branch that takes it. */
export function checkChances(context: Context, chances: (number | undefined)[], path: Path): void {
  if (chances.length === 0 || chances.some((chance) => Number.isNaN(chance))) return;
  const rests = chances.filter((chance) => chance === undefined).length;
  const sum = chances.reduce((total: number, chance) => total + (chance ?? 0), 0);
  const rounded = () => Number(sum.toPrecision(12));
  if (rests > 1) complain(context, path, `${rests} of the chances are rest, at most one may be`);
  else if (rests === 1 && sum > 1 + 1e-9)
    complain(context, path, `the chances sum to ${rounded()}, must leave a rest: at most 1`);
  else if (rests === 0 && Math.abs(sum - 1) > 1e-9)
    complain(
      context,
      path,
      `the chances sum to ${rounded()}, must sum to 1; give one of them \`rest\` to take what the others leave`,
    );
}

interface Levels {
  levels: string[];
  chances: number[];
}

/** Levels and their probabilities, stated as chance, shares or counts; undefined if none is given. */
export function levelChances(
  context: Context,
  raw: RawCharacteristic | RawMark,
  path: Path,
): Levels | undefined {
  const ways = [raw.chance, raw.shares, raw.counts].filter((way) => way !== undefined).length;
  if (ways > 1)
    complain(
      context,
      path,
      `${path[path.length - 1]} states its chances in more than one way, must have one of chance, shares, counts`,
    );
  if (raw.chance !== undefined) {
    const chance = numberOf(context, raw.chance as RawQuantity, [...path, 'chance'], 'chance', 'probability');
    return { levels: [YES, NO], chances: [chance, 1 - chance] };
  }
  if (raw.shares) {
    const shares = Object.entries(raw.shares);
    const stated = shares.map(([level, share]) =>
      chanceOf(context, share as RawQuantity | 'rest', [...path, 'shares', level]),
    );
    checkChances(context, stated, [...path, 'shares']);
    const rest = 1 - stated.reduce((sum: number, share) => sum + (share ?? 0), 0);
    return { levels: shares.map(([level]) => level), chances: stated.map((share) => share ?? rest) };
  }
  if (raw.counts) {
    const counts = Object.values(raw.counts);
    const sum = counts.reduce((total, count) => total + count, 0);
    if (sum === 0) complain(context, [...path, 'counts'], 'the counts are all 0');
    if (!raw.from && !raw.assumption)
      complain(
        context,
        [...path, 'counts'],
        'the counts have no evidence; name it by from:, or say assumption:',
      );
    return { levels: Object.keys(raw.counts), chances: counts.map((count) => count / sum) };
  }
  return undefined;
}
