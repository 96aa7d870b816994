import { checkHazard, type PiecewiseHazard } from '../../../formulas/piecewise-hazard.ts';
import { EVENT } from '../look-data.ts';
import type { PreparedTest } from './statistic.ts';

/**
 * The one-sample log-rank test: events O of all patients against E, the sum of a reference's cumulative hazard over
 * their follow-up; z = (E - O) / sqrt(E).
 *
 * The variance is that of the null, E, as in the closed form beside it; (O + E) / 2, which Wu (2015) proposes, is
 * nearer to its normal limit in small trials.
 *
 * @returns z NaN where nothing is expected; a trial without events has one. The estimate is the standardised ratio O
 *   / E, a hazard ratio where hazards are proportional to the reference
 * @throws RangeError when the hazard is not possible
 *
 * Source: Breslow (1975), Int. Stat. Rev. 43; Finkelstein, Muzikansky & Schoenfeld (2003), J. Natl. Cancer Inst. 95; Wu
 * (2015), Pharmaceutical Statistics 14, 26-33.
 */
export function oneSampleLogRank({ hazard }: { hazard: PiecewiseHazard }): PreparedTest {
  checkHazard(hazard, 'the reference hazard');
  const starts = Float64Array.from(hazard.starts);
  const rates = Float64Array.from(hazard.rates);
  const pieces = starts.length;
  let observed = 0;
  let expected = 0;
  return {
    z({ size, times, codes }) {
      observed = 0;
      expected = 0;
      let piece = 0;
      let before = 0; // cumulative hazard at the start of the piece
      for (let i = 0; i < size; i++) {
        const time = times[i]!;
        for (; piece + 1 < pieces && starts[piece + 1]! < time; piece++)
          before += rates[piece]! * (starts[piece + 1]! - starts[piece]!);
        expected += before + rates[piece]! * (time - starts[piece]!);
        observed += (codes[i]! & EVENT) >> 1;
      }
      return expected > 0 ? (expected - observed) / Math.sqrt(expected) : NaN;
    },
    estimate: () => (expected > 0 ? observed / expected : NaN),
  };
}
