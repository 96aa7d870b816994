import type { TrialTest } from '../../design.ts';
import { binomial } from './binomial.ts';
import { cox } from './cox.ts';
import { flemingHarrington } from './fleming-harrington.ts';
import { logRank } from './log-rank.ts';
import { maxCombo } from './max-combo.ts';
import { maxComboOfWeights } from './max-combo-of-weights.ts';
import { milestone } from './milestone.ts';
import { modestlyWeighted } from './modestly-weighted.ts';
import { oneSampleLogRank } from './one-sample-log-rank.ts';
import { proportion } from './proportion.ts';
import { rmst } from './rmst.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

type Kind = TrialTest['kind'];
type TestOf<K extends Kind> = Extract<TrialTest, { kind: K }>;

/** All tests of a trial: each function prepares its test for looks. */
const TESTS: { [K in Kind]: (test: TestOf<K>, options: StatisticOptions) => PreparedTest } = {
  'log-rank': (_, options) => logRank(options),
  'fleming-harrington': flemingHarrington,
  'modestly-weighted': modestlyWeighted,
  'max-combo': ({ weights }, options) => (weights ? maxComboOfWeights(weights, options) : maxCombo(options)),
  rmst,
  milestone,
  cox,
  binomial,
  proportion,
  'one-sample-log-rank': oneSampleLogRank,
};

/**
 * The test of a trial, prepared for looks at any number of trials. All columns are allocated here; a call allocates
 * nothing, except for MaxCombo's normal probabilities.
 *
 * @throws RangeError if a number of the test is out of range
 */
export function statisticOf(test: TrialTest, options: StatisticOptions): PreparedTest {
  const prepare = TESTS[test.kind] as (test: TrialTest, options: StatisticOptions) => PreparedTest;
  return prepare(test, options);
}
