import type { TrialTest } from '../../design.ts';
import { logRank } from './log-rank.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

export type { PreparedTest, StatisticOptions } from './statistic.ts';

export function statisticOf(test: TrialTest, options: StatisticOptions): PreparedTest {
  if (test.kind === 'log-rank') return logRank(options);
  throw new RangeError(`there is no test ${test.kind}`);
}
