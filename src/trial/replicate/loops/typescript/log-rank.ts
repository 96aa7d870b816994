import { type LookData, TREATED } from '../../look-data.ts';

/** By code: whether under treatment, and whether with the event, as the doubles that they are summed with. */
const IS_TREATED = Float64Array.of(0, 1, 0, 1);
const IS_EVENT = Float64Array.of(0, 0, 1, 1);

/**
 * The test of one stratum in one pass without branches but for ties, as it is what most trials spend their time on:
 * patients without the event add their term times 0.
 */
export function logRankZ({ size, times, codes, sizes }: LookData): number {
  let n = size;
  let treated = sizes[1];
  let excess = 0; // of events under treatment
  let variance = 0;
  const last = size - 1;
  for (let i = 0; i < size; ) {
    for (let time = times[i]!; i < last; i++) {
      const next = times[i + 1]!;
      if (next === time) break;
      time = next;
      const code = codes[i]!;
      const event = IS_EVENT[code]!;
      const mine = IS_TREATED[code]!;
      const share = treated / n; // exactly 0 or 1 when one arm alone is at risk
      excess += event * (mine - share);
      variance += event * (share * (1 - share));
      treated -= mine;
      n -= 1;
    }
    // the last patient, or all who share a time: with the event or not, they are at risk at it
    const time = times[i]!;
    const from = i;
    let d = 0;
    let mine = 0;
    let leaving = 0;
    do {
      const code = codes[i]!;
      d += code >> 1;
      mine += code & (code >> 1);
      leaving += code & TREATED;
      i++;
    } while (i < size && times[i] === time);
    if (d > 0) {
      const share = treated / n;
      const sampled = d > 1 ? (d * (n - d)) / (n - 1) : 1;
      excess += mine - d * share;
      variance += sampled * (share * (1 - share));
    }
    treated -= leaving;
    n -= i - from;
  }
  return variance > 0 ? -excess / Math.sqrt(variance) : NaN;
}
