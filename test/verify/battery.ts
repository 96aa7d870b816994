import type { Word } from './avalanche.ts';
import type { Direction } from './directions.ts';
import { BLOCK, type Source } from './source.ts';
import type { Outcome, StatisticalTest } from './tests/statistical-test.ts';

/** A line of the results table. */
export interface Check extends Outcome {
  generator: string;
  direction: string;
}

/** The direction of the avalanche. */
export const flipped = (word: Word) => `${word}, a bit flipped`;

/** Runs draws in one direction through some tests, in one pass. @param draws a multiple of BLOCK */
export function testSequence(
  source: Source,
  { name, sequence }: Pick<Direction, 'name' | 'sequence'>,
  chosen: readonly StatisticalTest[],
  draws: number,
): Check[] {
  const counting = chosen.map((test) => test.begin(draws));
  let left = draws;
  for (const block of sequence(source)) {
    for (const counts of counting) counts.take(block);
    left -= BLOCK;
    if (left === 0) break;
  }
  return counting
    .flatMap((counts) => counts.outcomes())
    .map((outcome) => ({ generator: source.name, direction: name, ...outcome }));
}
