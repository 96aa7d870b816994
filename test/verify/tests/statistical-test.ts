import type { Tails } from '../p-values.ts';

/** A test of uniformity or independence, by what it counts. */
export interface StatisticalTest {
  name: string;
  /** @param draws how many blocks will bring, all together */
  begin(draws: number): Counting;
}

/** A test on its way. A block has BLOCK draws and is good until `take` returns. */
export interface Counting {
  take(block: Uint32Array): void;
  outcomes(): Outcome[];
}

export interface Outcome {
  /** the test's name, or the test's and what part of it this is */
  test: string;
  /** statistic ~ null distribution, in short */
  equation: string;
  /** how many were looked at */
  draws: number;
  statistic: number;
  tails: Tails;
}
