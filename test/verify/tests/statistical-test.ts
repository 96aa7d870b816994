import type { Tails } from '../p-values.ts';

/** A test of uniformity or independence. */
export interface StatisticalTest {
  name: string;
  /** @param draws total number of draws that blocks will bring */
  begin(draws: number): Counting;
}

/** A running test. A block has BLOCK draws and is valid until `take` returns. */
export interface Counting {
  take(block: Uint32Array): void;
  outcomes(): Outcome[];
}

export interface Outcome {
  /** the test's name, with the name of the part if it has several */
  test: string;
  /** statistic ~ null distribution, in short */
  equation: string;
  /** number of observations */
  draws: number;
  statistic: number;
  tails: Tails;
}
