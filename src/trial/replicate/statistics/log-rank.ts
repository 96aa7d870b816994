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
  const ratioOf = preparedHazardRatio();
  const ones = new Float64Array(largest).fill(1);
  const inverses = Float64Array.from({ length: largest + 1 }, (_, n) => 1 / n);
  return (data) => {
    if (estimate || strata > 1) {
      const table = tableOf(data);
      if (estimate) said.estimate = ratioOf(table).ratio;
      if (strata > 1) said.z = weightedZ(table, ones);
    }
    if (strata === 1) said.z = logRankZ(data, inverses);
    return said;
  };
}

/** By code: whether under treatment, and whether with the event, as the doubles that they are summed with. */
const IS_TREATED = Float64Array.of(0, 1, 0, 1);
const IS_EVENT = Float64Array.of(0, 0, 1, 1);

/**
 * The test of one stratum in one pass without branches but for ties, as it is what most trials spend their time on:
 * patients without the event add their term times 0.
 *
 * @param inverses 1 / n
 */
function logRankZ({ size, times, codes, sizes }: LookData, inverses: Float64Array): number {
  let n = size;
  let treated = sizes[1];
  let excess = 0; // of events under treatment
  let variance = 0;
  for (let i = 0; i < size; ) {
    const time = times[i]!;
    if (i + 1 === size || times[i + 1]! !== time) {
      const code = codes[i]!;
      const event = IS_EVENT[code]!;
      const mine = IS_TREATED[code]!;
      const inverse = inverses[size - i]!;
      const share = treated * inverse;
      excess += event * (mine - share);
      // a product that is exactly 0 when one arm alone is at risk
      variance += event * share * ((n - treated) * inverse);
      treated -= mine;
      n -= 1;
      i++;
      continue;
    }
    // all who share the time, with the event or not, are at risk at it
    let d = 0;
    let mine = 0;
    let leaving = 0;
    const from = i;
    for (; i < size && times[i] === time; i++) {
      const code = codes[i]!;
      d += code >> 1;
      mine += code & (code >> 1);
      leaving += code & TREATED;
    }
    excess += mine - (d * treated) / n;
    variance += (((d * (n - d)) / (n - 1)) * treated * (n - treated)) / (n * n);
    treated -= leaving;
    n -= i - from;
  }
  return variance > 0 ? -excess / Math.sqrt(variance) : NaN;
}
