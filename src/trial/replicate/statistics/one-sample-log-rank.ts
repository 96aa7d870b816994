import { checkHazard } from '../../../formulas/piecewise-hazard.ts';
import type { ArmPart } from '../../design.ts';
import { EVENT } from '../look-data.ts';
import type { PreparedTest } from './statistic.ts';

/**
 * The one-sample log-rank test: observed events O against expected events E, the sum of the reference cumulative
 * hazard over all patients' follow-up; z = (E - O) / sqrt(E).
 *
 * The variance is that under the null hypothesis, E, as in the closed form; (O + E) / 2, proposed by Wu (2015), is
 * nearer to normal in small trials.
 *
 * @returns z is NaN if E is 0; without events it is finite. The estimate is the standardised ratio O / E, the hazard
 *   ratio if hazards are proportional to the reference.
 * @throws RangeError if the hazard is invalid
 *
 * Source: Breslow (1975), Int. Stat. Rev. 43; Finkelstein, Muzikansky & Schoenfeld (2003), J. Natl. Cancer Inst. 95;
 * Wu (2015), Pharmaceutical Statistics 14, 26-33.
 */
export function oneSampleLogRank({ hazard, law }: Pick<ArmPart, 'hazard' | 'law'>): PreparedTest {
  checkHazard(hazard, 'the reference hazard');
  if (law) return againstExpected((time) => law.distribution.cumulativeHazard(time));
  const starts = Float64Array.from(hazard.starts);
  const rates = Float64Array.from(hazard.rates);
  const pieces = starts.length;
  let piece = 0;
  let before = 0; // cumulative hazard at the start of the piece
  const start = () => {
    piece = 0;
    before = 0;
  };
  // times come in increasing order: each piece is passed once
  return againstExpected((time) => {
    for (; piece + 1 < pieces && starts[piece + 1]! < time; piece++)
      before += rates[piece]! * (starts[piece + 1]! - starts[piece]!);
    return before + rates[piece]! * (time - starts[piece]!);
  }, start);
}

/**
 * The test for any reference.
 *
 * @param hazardBy cumulative hazard of the reference at a time; for each look, times come in increasing order
 * @param start called before the first time of each look
 */
function againstExpected(hazardBy: (time: number) => number, start: () => void = () => {}): PreparedTest {
  let observed = 0;
  let expected = 0;
  return {
    z({ size, times, codes }) {
      observed = 0;
      expected = 0;
      start();
      for (let i = 0; i < size; i++) {
        expected += hazardBy(times[i]!);
        observed += (codes[i]! & EVENT) >> 1;
      }
      return expected > 0 ? (expected - observed) / Math.sqrt(expected) : NaN;
    },
    estimate: () => (expected > 0 ? observed / expected : NaN),
  };
}
