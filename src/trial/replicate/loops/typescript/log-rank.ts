import { type LookData, TREATED } from '../../look-data.ts';

/** For each code, 1 if the patient is treated, or has the event; as doubles for the sums. */
const IS_TREATED = Float64Array.of(0, 1, 0, 1);
const IS_EVENT = Float64Array.of(0, 0, 1, 1);

/**
 * The log-rank test for one stratum in one pass. Most trials spend most of their time here, so there are no branches
 * except for ties: patients without the event add their term times 0.
 */
export function logRankZ({ size, times, codes, sizes }: LookData): number {
  let n = size;
  let treated = sizes[1];
  let excess = 0; // of events on treatment
  let variance = 0;
  const last = size - 1;
  for (let i = 0; i < size; ) {
    for (let time = times[i]!; i < last; i++) {
      const next = times[i + 1]!;
      if (next === time) break;
      time = next;
      const code = codes[i]!;
      const event = IS_EVENT[code]!;
      const isTreated = IS_TREATED[code]!;
      const share = treated / n; // exactly 0 or 1 if only one arm is at risk
      excess += event * (isTreated - share);
      variance += event * (share * (1 - share));
      treated -= isTreated;
      n -= 1;
    }
    // the last patient, or all patients who share a time; all of them are at risk at that time
    const time = times[i]!;
    const from = i;
    let d = 0;
    let treatedEvents = 0;
    let leaving = 0;
    do {
      const code = codes[i]!;
      d += code >> 1;
      treatedEvents += code & (code >> 1);
      leaving += code & TREATED;
      i++;
    } while (i < size && times[i] === time);
    if (d > 0) {
      const share = treated / n;
      const sampled = d > 1 ? (d * (n - d)) / (n - 1) : 1;
      excess += treatedEvents - d * share;
      variance += sampled * (share * (1 - share));
    }
    treated -= leaving;
    n -= i - from;
  }
  return variance > 0 ? -excess / Math.sqrt(variance) : NaN;
}
