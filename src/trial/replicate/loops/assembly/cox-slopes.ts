// Derivatives of Cox's partial likelihood without ties.
import { double } from './places';

/** @param slopes three doubles */
export function coxSlopes(
  rows: i32,
  control: usize,
  treated: usize,
  treatedEvents: usize,
  ratio: f64,
  slopes: usize,
): void {
  let score: f64 = 0;
  let information: f64 = 0;
  let change: f64 = 0;
  for (let r = 0; r < rows; r++) {
    const risk = ratio * load<f64>(double(treated, r));
    const share = risk / (risk + load<f64>(double(control, r)));
    const variance = share * (1 - share);
    score += load<f64>(double(treatedEvents, r)) - share;
    information += variance;
    change += variance * (1 - 2 * share);
  }
  store<f64>(slopes, score);
  store<f64>(slopes, information, 8);
  store<f64>(slopes, change, 16);
}
