// The log-rank test for one stratum.
import { double } from './places';

const TREATED: i32 = 1;

export function logRankZ(times: usize, codes: usize, size: i32, treatedSize: i32): f64 {
  let n = <f64>size;
  let treated = <f64>treatedSize;
  let excess: f64 = 0;
  let variance: f64 = 0;
  const last = size - 1;
  for (let i = 0; i < size; ) {
    let time = load<f64>(double(times, i));
    for (; i < last; i++) {
      const next = load<f64>(double(times, i), 8);
      if (next == time) break;
      time = next;
      const code = <i32>load<u8>(codes + <usize>i);
      const event = <f64>(code >> 1);
      const mine = <f64>(code & TREATED);
      const share = treated / n;
      excess += event * (mine - share);
      variance += event * (share * (1 - share));
      treated -= mine;
      n -= 1;
    }
    // the last patient, or all patients who share a time
    const from = i;
    let d: i32 = 0;
    let mine: i32 = 0;
    let leaving: i32 = 0;
    do {
      const code = <i32>load<u8>(codes + <usize>i);
      d += code >> 1;
      mine += code & (code >> 1);
      leaving += code & TREATED;
      i++;
    } while (i < size && load<f64>(double(times, i)) == time);
    if (d > 0) {
      const share = treated / n;
      const sampled = d > 1 ? (<f64>d * (n - <f64>d)) / (n - 1) : 1;
      excess += <f64>mine - <f64>d * share;
      variance += sampled * (share * (1 - share));
    }
    treated -= <f64>leaving;
    n -= <f64>(i - from);
  }
  return variance > 0 ? -excess / sqrt(variance) : NaN;
}
