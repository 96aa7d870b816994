// Reads packed pieces, one number at a time; src/kernel/tables.ts defines their layout.

/** The largest double: Infinity times a slope of 0 would be NaN. */
const LARGEST: f64 = 1.7976931348623157e308;

export function piecesHazard(pieces: usize, n: i32, values: usize): void {
  const count = <i32>load<f64>(pieces);
  const buckets = load<f64>(pieces, 8);
  const scale = load<f64>(pieces, 24);
  const times = pieces + 32;
  const hazards = times + ((<usize>count + 1) << 3);
  const slopes = hazards + ((<usize>count + 1) << 3);
  const guide = slopes + ((<usize>count) << 4) + ((<usize>buckets) << 3);
  for (let i = 0; i < n; i++) {
    const at = values + ((<usize>i) << 3);
    const t = min(load<f64>(at), LARGEST);
    let hazard: f64 = 0;
    if (t > 0) {
      const piece = find(guide, buckets, times, scale, t);
      hazard = load<f64>(hazards + piece) + (t - load<f64>(times + piece)) * load<f64>(slopes + piece);
    }
    store<f64>(at, hazard);
  }
}

export function piecesTime(pieces: usize, n: i32, values: usize): void {
  const count = <i32>load<f64>(pieces);
  const buckets = load<f64>(pieces, 8);
  const scale = load<f64>(pieces, 16);
  const times = pieces + 32;
  const hazards = times + ((<usize>count + 1) << 3);
  const slopes = hazards + ((2 * <usize>count + 1) << 3);
  const guide = slopes + ((<usize>count) << 3);
  for (let i = 0; i < n; i++) {
    const at = values + ((<usize>i) << 3);
    const y = min(load<f64>(at), LARGEST);
    let time: f64 = 0;
    if (y > 0) {
      const piece = find(guide, buckets, hazards, scale, y);
      time = load<f64>(times + piece) + (y - load<f64>(hazards + piece)) * load<f64>(slopes + piece);
    }
    store<f64>(at, time);
  }
}

/** Offset in its column of the start point of the piece that contains a number above 0. */
// @ts-ignore: decorator
@inline
function find(guide: usize, buckets: f64, points: usize, scale: f64, number: f64): usize {
  const bucket = min(buckets - 1, floor(sqrt(number) * scale));
  let piece = (<usize>load<f64>(guide + ((<usize>bucket) << 3))) << 3;
  while (load<f64>(points + piece, 8) < number) piece += 8;
  return piece;
}
