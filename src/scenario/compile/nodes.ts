/**
 * Times at the nodes of a table: the exact ones, as quickly as the law allows.
 *
 * A law of a family shares its standard nodes with the others, and costs an exponential a node. A law whose inverse is
 * found by iteration is asked at few nodes of each octave, and the logarithm of the time interpolated between them.
 */
import { MAP_SIZE, MAP_SMALLEST, TABLE_SIDE } from '../../kernel/tables.ts';
import { exp, ln, log1p, pow } from '../../math/elementary.ts';
import type { Distribution } from '../distributions/distribution.ts';

/** (1 - cos((2 k + 1) pi / 8)) / 2: the Chebyshev nodes on [0, 1]. */
export const NODES = [0.03806023374435663, 0.3086582838174551, 0.6913417161825449, 0.9619397662556434];

/** Nothing in a table may be infinite, or interpolation would make it NaN. */
export const LONGEST = 1e100;
/** Times below this are not told by their logarithm: they may have been rounded to nothing. */
const SHORTEST = 1e-290;

/**
 * What a unit exponential is turned into, rising or falling with it: `inverseCumulativeHazard` gives the number of a draw,
 * 0 or more, `cumulativeHazard` the draw at which a number is met.
 */
export type Drawn = Pick<Distribution, 'inverseCumulativeHazard' | 'cumulativeHazard' | 'form'>;

/**
 * The nodes of a table of times, 64 in each octave of its index: 16 pieces of four. What stands for a node is the
 * cumulative hazard there, whose inverse is the time.
 */
export interface Grid {
  /** 64 an octave */
  nodes: Float64Array;
  /** FEW an octave; worked out when first asked for */
  fewNodes(): Float64Array;
  /** start, middle and end of each piece; worked out when first asked for */
  checks(): Float64Array;
  /** W of each family at the nodes: see `Distribution` */
  standard: Map<(y: number) => number, Float64Array>;
  /** up to which spread a table of each family is known to be near enough: the smaller, the smoother it is */
  widest: Map<(y: number) => number, number>;
}

/** This many Chebyshev nodes give the logarithm of most times throughout an octave to 1e-10. */
const FEW = 12;
/** Two of an octave's 64 nodes at which the polynomial through the few is furthest off, and how far it may be. */
const CHECKED = [1, 32];
const TOLERANCE = 1e-9;

/** Where the nodes lie in an octave from 1 to 2. */
const IN_OCTAVE = Float64Array.from({ length: 64 }, (_, i) => 1 + ((i >> 2) + NODES[i & 3]!) / 16);

/** Where a cubic through these nodes is furthest off: at the ends of its piece and in the middle. */
export const CHECKS = [0, 0.5, 1];
const CHECKS_IN_OCTAVE = Float64Array.from(
  { length: 16 * CHECKS.length },
  (_, i) => 1 + (Math.floor(i / CHECKS.length) + CHECKS[i % CHECKS.length]!) / 16,
);

/** cos((2 k + 1) pi / 24) from the largest on: the first half of the Chebyshev nodes on [-1, 1]. */
const HALF_OF_FEW = [
  0.9914448613738104, 0.9238795325112867, 0.7933533402912352, 0.6087614290087207, 0.38268343236508984,
  0.13052619222005157,
];
const FEW_IN_OCTAVE = Float64Array.from(
  [...HALF_OF_FEW, ...HALF_OF_FEW.toReversed().map((x) => -x)],
  (x) => 1.5 + x / 2,
);

/** @param hazardsAt the cumulative hazards at these places of every octave, from 1 to 2 times its start */
function gridOf(hazardsAt: (places: Float64Array) => Float64Array): Grid {
  let few: Float64Array | undefined;
  let checks: Float64Array | undefined;
  return {
    nodes: hazardsAt(IN_OCTAVE),
    fewNodes: () => {
      few ??= hazardsAt(FEW_IN_OCTAVE);
      return few;
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
 * The unit exponential over a quantile table: side after side, octave after octave of the distance to the end of (0, 1).
 *
 * @param kink survival below it fills side 0, and probability before it side 1
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
        // the logarithm of a product, as so few logarithms are quick
        hazards[octave * count + k] = -(survival + logs[k]!);
        hazards[(octaves + octave) * count + k] = -log1p(-probability * places[k]!);
      }
    }
    return hazards;
  });
}

/** Hazards as they are, over the octaves of a map. */
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

/** Writes the time of each node: those at which H reaches the grid's hazards. */
export function writeTimes(d: Drawn, grid: Grid, out: Float64Array, offset: number): void {
  const { nodes } = grid;
  if (d.form.kind === 'family') {
    const { standard, location, spread } = d.form;
    const w = grid.standard.get(standard) ?? nodes.map(standard);
    grid.standard.set(standard, w);
    for (let i = 0; i < w.length; i++) out[offset + i] = Math.min(exp(location + spread * w[i]!), LONGEST);
    return;
  }
  const isIterative = d.form.kind === 'iterative';
  for (let from = 0; from < nodes.length; from += 64) {
    if (isIterative && interpolate(d, grid, from / 64, out, offset + from)) continue;
    for (let i = from; i < from + 64; i++)
      out[offset + i] = Math.min(d.inverseCumulativeHazard(nodes[i]!), LONGEST);
  }
}

/** Row j: what the logarithms at the few nodes of an octave weigh at its node j; worked out when first needed. */
let weights: Float64Array | undefined;
const logs = new Float64Array(FEW);

/**
 * Writes the times of an octave from those at few nodes, for a law whose times take long to find.
 *
 * @returns whether that is near enough: not where times leave the range of a double, or turn within the octave
 */
function interpolate(
  d: Drawn,
  { nodes, fewNodes }: Grid,
  octave: number,
  out: Float64Array,
  offset: number,
): boolean {
  const few = fewNodes();
  for (let k = 0; k < FEW; k++) {
    const time = d.inverseCumulativeHazard(few[octave * FEW + k]!);
    if (!(time > SHORTEST && time < LONGEST)) return false;
    logs[k] = ln(time);
  }
  weights ??= lagrangeWeights();
  for (let j = 0; j < 64; j++) {
    let log = 0;
    for (let k = 0; k < FEW; k++) log += weights[j * FEW + k]! * logs[k]!;
    out[offset + j] = exp(log);
  }
  return CHECKED.every((j) => {
    const time = d.inverseCumulativeHazard(nodes[octave * 64 + j]!);
    return Math.abs(out[offset + j]! - time) <= TOLERANCE * time;
  });
}

function lagrangeWeights(): Float64Array {
  return Float64Array.from({ length: 64 * FEW }, (_, i) => {
    const x = IN_OCTAVE[Math.floor(i / FEW)]!;
    const own = FEW_IN_OCTAVE[i % FEW]!;
    return FEW_IN_OCTAVE.reduce(
      (product, other) => (other === own ? product : (product * (x - other)) / (own - other)),
      1,
    );
  });
}
