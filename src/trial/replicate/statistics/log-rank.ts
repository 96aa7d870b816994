import { type LookData, TREATED } from '../look-data.ts';
import { preparedEventTable } from './event-table.ts';
import { preparedHazardRatio } from './hazard-ratio.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';
import { weightedZ } from './weighted-z.ts';

/**
 * The log-rank test, stratified where there are several strata; the variance is hypergeometric, so ties are allowed for.
 *
 * @returns z NaN where nobody has an event while both arms are at risk; the estimate is Cox's hazard ratio
 *
 * Source: Mantel (1966), Cancer Chemother. Rep. 50; Peto & Peto (1972), J. R. Statist. Soc. A 135.
 */
export function logRank(options: StatisticOptions): PreparedTest {
  const { strata, largest, estimate = true } = options;
  const said = { z: NaN, estimate: NaN };
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio(tableOf);
  const ones = new Float64Array(largest).fill(1);
  const inverses = Float64Array.from({ length: largest + 1 }, (_, n) => 1 / n);
  return (data) => {
    said.z = strata > 1 ? weightedZ(tableOf(data), ones) : logRankZ(data, inverses);
    if (estimate) said.estimate = ratioOf(data).ratio;
    return said;
  };
}

/**
 * The test of one stratum in one pass without branches but for ties, as it is what most trials spend their time on:
 * patients without the event add their term times 0.
 *
 * @param inverses 1 / n
 */
function logRankZ({ size, times, codes, sizes }: LookData, inverses: Float64Array): number {
  let treated = sizes[1];
  let excess = 0; // of events under treatment
  let variance = 0;
  let i = 0;
  while (i < size) {
    const n = size - i;
    if (n > 1 && times[i] === times[i + 1]) {
      // all who share the time, whether event or not, are at risk at it
      const time = times[i];
      let d = 0;
      let mine = 0;
      let leaving = 0;
      for (; i < size && times[i] === time; i++) {
        const code = codes[i]!;
        d += code >> 1;
        mine += code & (code >> 1);
        leaving += code & TREATED;
      }
      excess += mine - (d * treated) / n;
      variance += (d * (n - d) * treated * (n - treated)) / (n * n * (n - 1));
      treated -= leaving;
    } else {
      const code = codes[i]!;
      const event = code >> 1;
      const share = treated * inverses[n]!;
      // a product that is exactly 0 when one arm alone is at risk
      excess += event * ((code & TREATED) - share);
      variance += event * share * ((n - treated) * inverses[n]!);
      treated -= code & TREATED;
      i++;
    }
  }
  return variance > 0 ? -excess / Math.sqrt(variance) : NaN;
}
