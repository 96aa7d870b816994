// The event table of one stratum.
import { double } from './places';

const TREATED: i32 = 1;

/** @returns the number of rows, or its bitwise complement if any row has several events */
export function tabulate(
  times: usize,
  codes: usize,
  size: i32,
  treatedSize: i32,
  rowTimes: usize,
  control: usize,
  treated: usize,
  events: usize,
  treatedEvents: usize,
): i32 {
  let mine = treatedSize;
  let others = size - treatedSize;
  let rows: i32 = 0;
  let tied = false;
  for (let i = 0; i < size; ) {
    const time = load<f64>(double(times, i));
    store<f64>(double(rowTimes, rows), time);
    store<f64>(double(control, rows), <f64>others);
    store<f64>(double(treated, rows), <f64>mine);
    if (i + 1 == size || load<f64>(double(times, i + 1)) != time) {
      const code = <i32>load<u8>(codes + <usize>i);
      store<f64>(double(events, rows), 1);
      store<f64>(double(treatedEvents, rows), <f64>(code & TREATED));
      // written for every patient, kept only for events
      rows += code >> 1;
      mine -= code & TREATED;
      others -= ~code & TREATED;
      i++;
      continue;
    }
    let d: i32 = 0;
    let treatedD: i32 = 0;
    for (; i < size && load<f64>(double(times, i)) == time; i++) {
      const code = <i32>load<u8>(codes + <usize>i);
      d += code >> 1;
      treatedD += code & (code >> 1);
      mine -= code & TREATED;
      others -= ~code & TREATED;
    }
    store<f64>(double(events, rows), <f64>d);
    store<f64>(double(treatedEvents, rows), <f64>treatedD);
    rows += i32(d > 0);
    tied = tied || d > 1;
  }
  return tied ? ~rows : rows;
}
