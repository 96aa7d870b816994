import type { TrialTest } from '../../design.ts';
import { binomial } from './binomial.ts';
import { cox } from './cox.ts';
import { flemingHarrington } from './fleming-harrington.ts';
import { logRank } from './log-rank.ts';
import { maxCombo } from './max-combo.ts';
import { milestone } from './milestone.ts';
import { modestlyWeighted } from './modestly-weighted.ts';
import { oneSampleLogRank } from './one-sample-log-rank.ts';
import { rmst } from './rmst.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

type Kind = TrialTest['kind'];
type TestOf<K extends Kind> = Extract<TrialTest, { kind: K }>;

/** Every test of a trial: the test's numbers and what it will meet, to the test ready for looks. */
const TESTS: { [K in Kind]: (test: TestOf<K>, options: StatisticOptions) => PreparedTest } = {
  'log-rank': (_, options) => logRank(options),
  'fleming-harrington': flemingHarrington,
  'modestly-weighted': modestlyWeighted,
  'max-combo': (_, options) => maxCombo(options),
  rmst,
  milestone,
  cox,
  binomial,
  'one-sample-log-rank': oneSampleLogRank,
};

/**
 * The test of a trial, ready for looks at any number of trials. Columns are prepared here, once: a call allocates
 * nothing but for MaxCombo's normal probabilities.
 *
 * @throws RangeError when a number of the test is not possible
 */
export function statisticOf(test: TrialTest, options: StatisticOptions): PreparedTest {
  const prepare = TESTS[test.kind] as (test: TrialTest, options: StatisticOptions) => PreparedTest;
  return prepare(test, options);
}
