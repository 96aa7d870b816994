/** Number of steps of a curve that looks smooth on a page. */
const STEPS = 60;

/** Times at which every draw's curves are read, from 0 to the horizon; all lie on rows of a grid of whole units or finer. */
export function curveTimes(horizon: number): number[] {
  const step = Math.max(1, Math.round(horizon / STEPS));
  const count = Math.floor(horizon / step);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}
