/**
 * Exact times at the nodes of a table, computed as quickly as the law allows.
 *
 * A law of a family shares its standard nodes with the other laws of the family and costs one exponential a node. A law
 * whose inverse is found by iteration is evaluated at 12 nodes of each octave only; the logarithm of the time is
 * interpolated between them.
 */
import { MAP_SIZE, MAP_SMALLEST, TABLE_SIDE } from '../../kernel/tables.ts';
import { takeSteps } from '../../math/columns/index.ts';
import { exp, ln, log1p, pow } from '../../math/elementary.ts';
import type { Distribution } from '../distributions/distribution.ts';

/** (1 - cos((2 k + 1) pi / 8)) / 2: the Chebyshev nodes on [0, 1]. */
export const NODES = [0.03806023374435663, 0.3086582838174551, 0.6913417161825449, 0.9619397662556434];

/** Largest value in a table. An infinite value would become NaN in interpolation. */
export const LONGEST = 1e100;
/** Shorter times are not interpolated by their logarithm: they may have been rounded to 0. */
const SHORTEST = 1e-290;

/**
 * A monotone function of a unit exponential, rising or falling: `inverseCumulativeHazard` gives the number (0 or more)
 * for a draw, `cumulativeHazard` the draw for a number.
 */
export type Drawn = Pick<Distribution, 'inverseCumulativeHazard' | 'cumulativeHazard' | 'form' | 'inSteps'>;

/**
 * The nodes of a table of times, 64 in each octave of its index: 16 pieces of four nodes. A node is given by its
 * cumulative hazard, whose inverse is the time.
 */
export interface Grid {
  /** cumulative hazards of the nodes, 64 an octave */
  nodes: Float64Array;
  /** COARSE nodes an octave; computed at first use */
  coarseNodes(): Float64Array;
  /** start, middle and end of each piece; computed at first use */
  checks(): Float64Array;
  /** standard quantiles W of each family at the nodes: see `Distribution` */
  standard: Map<(y: number) => number, Float64Array>;
  /**
   * for each family, the largest spread for which a table is known to be accurate enough; a smaller spread is smoother
   */
  widest: Map<(y: number) => number, number>;
}

/** This many Chebyshev nodes give the logarithm of most times throughout an octave to 1e-10. */
const COARSE_NODES = 12;
/** Two of an octave's 64 nodes where the interpolation error is largest, and the largest relative error accepted. */
const CHECKED = [1, 32];
const TOLERANCE = 1e-9;

/** Positions of the nodes in an octave from 1 to 2. */
const IN_OCTAVE = Float64Array.from({ length: 64 }, (_, i) => 1 + ((i >> 2) + NODES[i & 3]!) / 16);

/** Positions in a piece where the cubic through its nodes has its largest error: both ends and the middle. */
export const CHECKS = [0, 0.5, 1];
const CHECKS_IN_OCTAVE = Float64Array.from(
  { length: 16 * CHECKS.length },
  (_, i) => 1 + (Math.floor(i / CHECKS.length) + CHECKS[i % CHECKS.length]!) / 16,
);

/** cos((2 k + 1) pi / 24), descending: the first half of the Chebyshev nodes on [-1, 1]. */
const HALF_OF_COARSE = [
  0.9914448613738104, 0.9238795325112867, 0.7933533402912352, 0.6087614290087207, 0.38268343236508984,
  0.13052619222005157,
];
const COARSE_IN_OCTAVE = Float64Array.from(
  [...HALF_OF_COARSE, ...HALF_OF_COARSE.toReversed().map((x) => -x)],
  (x) => 1.5 + x / 2,
);

/** @param hazardsAt gives the cumulative hazards at these positions of every octave, from 1 to 2 times its start */
function gridOf(hazardsAt: (places: Float64Array) => Float64Array): Grid {
  let coarse: Float64Array | undefined;
  let checks: Float64Array | undefined;
  return {
    nodes: hazardsAt(IN_OCTAVE),
    coarseNodes: () => {
      coarse ??= hazardsAt(COARSE_IN_OCTAVE);
      return coarse;
    },
    checks: () => {
      checks ??= hazardsAt(CHECKS_IN_OCTAVE);
      return checks;
    },
    standard: new Map(),
    widest: new Map(),
  };
}

/**
 * The grid of a quantile table: both sides, and on each the octaves of the distance to the end of (0, 1).
 *
 * @param kink side 0 covers survival below it, side 1 probability below it
 */
export function quantileGrid(kink = 0.5): Grid {
  const octaves = TABLE_SIDE / 64;
  return gridOf((places) => {
    const count = places.length;
    const hazards = new Float64Array(2 * octaves * count);
    const logs = places.map(ln);
    for (let octave = 0; octave < octaves; octave++) {
      const start = pow(2, octave - 33);
      const survival = ln(2 * (1 - kink) * start);
      const probability = 2 * kink * start;
      for (let k = 0; k < count; k++) {
        // the logarithm of the product, as a sum: so only a few logarithms are computed
        hazards[octave * count + k] = -(survival + logs[k]!);
        hazards[(octaves + octave) * count + k] = -log1p(-probability * places[k]!);
      }
    }
    return hazards;
  });
}

/** The grid of a map: cumulative hazards themselves, over its octaves. */
export function hazardGrid(): Grid {
  const octaves = MAP_SIZE / 64;
  return gridOf((places) => {
    const hazards = new Float64Array(octaves * places.length);
    let start = MAP_SMALLEST;
    for (let at = 0; at < hazards.length; at += places.length) {
      for (let k = 0; k < places.length; k++) hazards[at + k] = start * places[k]!;
      start *= 2;
    }
    return hazards;
  });
}

/** Writes the time of each node, as many as the grid has: the time at which H reaches the node's cumulative hazard. */
export function writeTimes(d: Drawn, grid: Grid, out: Float64Array): void {
  const { nodes } = grid;
  if (d.form.kind === 'family') {
    const { standard, location, spread } = d.form;
    const w = grid.standard.get(standard) ?? nodes.map(standard);
    grid.standard.set(standard, w);
    out.set(w);
    takeSteps(
      [
        { does: 'times', by: spread },
        { does: 'plus', by: location },
        { does: 'exp' },
        { does: 'at-most', by: LONGEST },
      ],
      out,
    );
    return;
  }
  if (d.inSteps) {
    out.set(nodes);
    takeSteps([...d.inSteps.inverse, { does: 'at-most', by: LONGEST }], out);
    return;
  }
  const isIterative = d.form.kind === 'iterative';
  for (let from = 0; from < nodes.length; from += 64) {
    if (isIterative && interpolate(d, grid, from / 64, out, from)) continue;
    for (let i = from; i < from + 64; i++) out[i] = Math.min(d.inverseCumulativeHazard(nodes[i]!), LONGEST);
  }
}

/** Makes cumulative hazards of times. */
export function toHazards(d: Drawn, times: Float64Array): void {
  if (d.inSteps) takeSteps(d.inSteps.hazard, times);
  else for (let i = 0; i < times.length; i++) times[i] = d.cumulativeHazard(times[i]!);
}

/** Row j: Lagrange weights of the coarse nodes' logarithms at node j of an octave; computed at first use. */
let weights: Float64Array | undefined;
const logs = new Float64Array(COARSE_NODES);

/**
 * Writes the times of one octave, interpolated between its coarse nodes, for a law whose inverse is slow.
 *
 * @returns whether the times are accurate enough: not if they leave the range of a double, or have a kink within the
 *   octave
 */
function interpolate(
  d: Drawn,
  { nodes, coarseNodes }: Grid,
  octave: number,
  out: Float64Array,
  offset: number,
): boolean {
  const coarse = coarseNodes();
  for (let k = 0; k < COARSE_NODES; k++) {
    const time = d.inverseCumulativeHazard(coarse[octave * COARSE_NODES + k]!);
    if (!(time > SHORTEST && time < LONGEST)) return false;
    logs[k] = ln(time);
  }
  weights ??= lagrangeWeights();
  for (let j = 0; j < 64; j++) {
    let log = 0;
    for (let k = 0; k < COARSE_NODES; k++) log += weights[j * COARSE_NODES + k]! * logs[k]!;
    out[offset + j] = exp(log);
  }
  return CHECKED.every((j) => {
    const time = d.inverseCumulativeHazard(nodes[octave * 64 + j]!);
    return Math.abs(out[offset + j]! - time) <= TOLERANCE * time;
  });
}

function lagrangeWeights(): Float64Array {
  return Float64Array.from({ length: 64 * COARSE_NODES }, (_, i) => {
    const x = IN_OCTAVE[Math.floor(i / COARSE_NODES)]!;
    const own = COARSE_IN_OCTAVE[i % COARSE_NODES]!;
    return COARSE_IN_OCTAVE.reduce(
      (product, other) => (other === own ? product : (product * (x - other)) / (own - other)),
      1,
    );
  });
}
