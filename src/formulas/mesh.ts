/** Quadrature nodes and weights over an interval, and integrals from its start to each node. */
export interface Mesh {
  /** increasing */
  nodes: Float64Array;
  weights: Float64Array;
  /** the integral of a function, given by its values at the nodes, from the start to each node */
  cumulative: (values: ArrayLike<number>) => Float64Array;
}

const ROOT_15 = 3.872983346207417;
/**
 * Gauss-Legendre with three nodes on [0, 1], and the integrals of the interpolating parabola up to each node (Butcher
 * 1964).
 */
const PLACES = [0.5 - ROOT_15 / 10, 0.5, 0.5 + ROOT_15 / 10];
const SHARES = [5 / 18, 4 / 9, 5 / 18];
const UP_TO = [
  [5 / 36, 2 / 9 - ROOT_15 / 15, 5 / 36 - ROOT_15 / 30],
  [5 / 36 + ROOT_15 / 24, 2 / 9, 5 / 36 - ROOT_15 / 24],
  [5 / 36 + ROOT_15 / 30, 2 / 9 + ROOT_15 / 15, 5 / 36],
];

/**
 * A mesh from 0 to `end` whose steps do not cross a cut. For functions that are smooth between the cuts, the error of
 * an integral is of sixth order in the step, of a cumulative integral fourth order: about 1e-10 with 500 steps.
 *
 * @param cuts in any order; those outside (0, end) are ignored
 */
export function meshOf(cuts: readonly number[], end: number, steps = 500): Mesh {
  const corners = [0, ...cuts.filter((cut) => cut > 0 && cut < end), end].sort((a, b) => a - b);
  const starts: number[] = [];
  const lengths: number[] = [];
  for (let i = 1; i < corners.length; i++) {
    const gap = corners[i]! - corners[i - 1]!;
    const count = Math.ceil((steps * gap) / end);
    for (let j = 0; j < count; j++) {
      // quadratic spacing in the first stretch: a weight like sqrt(1 - S) is steep at 0
      const [from, to] =
        i === 1
          ? [(j / count) * (j / count), ((j + 1) / count) * ((j + 1) / count)]
          : [j / count, (j + 1) / count];
      starts.push(corners[i - 1]! + gap * from);
      lengths.push(gap * (to - from));
    }
  }
  const size = 3 * starts.length;
  return {
    nodes: Float64Array.from(
      { length: size },
      (_, i) => starts[(i / 3) | 0]! + lengths[(i / 3) | 0]! * PLACES[i % 3]!,
    ),
    weights: Float64Array.from({ length: size }, (_, i) => lengths[(i / 3) | 0]! * SHARES[i % 3]!),
    cumulative: (values) => {
      const sums = new Float64Array(size);
      let before = 0;
      lengths.forEach((length, step) => {
        const at = 3 * step;
        let whole = 0;
        for (let i = 0; i < 3; i++) {
          let part = 0;
          for (let j = 0; j < 3; j++) part += UP_TO[i]![j]! * values[at + j]!;
          sums[at + i] = before + length * part;
          whole += SHARES[i]! * values[at + i]!;
        }
        before += length * whole;
      });
      return sums;
    },
  };
}

/** The integral over the whole mesh. */
export function total({ weights }: Mesh, values: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * values(i);
  return sum;
}
