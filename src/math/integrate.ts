/**
 * The integral of a function over a finite interval, by the 15-point Gauss-Kronrod rule; the interval with the
 * largest error is halved. Kinks are handled well, singularities are not.
 *
 * Source: Kronrod (1965); the strategy and the estimate of error of Piessens et al. (1983), QUADPACK, QAG.
 *
 * @param relative target relative error; at least 1e-14
 * @param most largest number of intervals; the best result so far is returned if it is reached
 */
export function integrate(
  f: (x: number) => number,
  from: number,
  to: number,
  relative = 1e-10,
  most = 200,
): number {
  const parts = [panel(f, from, to)];
  for (;;) {
    let total = 0;
    let error = 0;
    let worst = 0;
    for (let i = 0; i < parts.length; i++) {
      total += parts[i]!.value;
      error += parts[i]!.error;
      if (parts[i]!.error > parts[worst]!.error) worst = i;
    }
    if (!(error > Math.max(relative, 1e-14) * Math.abs(total)) || parts.length >= most) return total;
    const { low, high } = parts[worst]!;
    const middle = low + (high - low) / 2;
    parts[worst] = panel(f, low, middle);
    parts.push(panel(f, middle, high));
  }
}

interface Panel {
  low: number;
  high: number;
  value: number;
  error: number;
}

/** Both rules on one interval; the error of the finer rule is well below their difference. */
function panel(f: (x: number) => number, low: number, high: number): Panel {
  const centre = (low + high) / 2;
  const half = (high - low) / 2;
  const middle = f(centre);
  let kronrod = middle * KRONROD[7]!;
  let gauss = middle * GAUSS[3]!;
  let roughness = 0;
  const values = new Float64Array(14);
  for (let i = 0; i < 7; i++) {
    const below = f(centre - half * NODES[i]!);
    const above = f(centre + half * NODES[i]!);
    values[2 * i] = below;
    values[2 * i + 1] = above;
    kronrod += KRONROD[i]! * (below + above);
    if (i % 2 === 1) gauss += GAUSS[(i - 1) / 2]! * (below + above);
  }
  const mean = kronrod / 2;
  for (let i = 0; i < 14; i++) roughness += KRONROD[i >> 1]! * Math.abs(values[i]! - mean);
  roughness = (roughness + KRONROD[7]! * Math.abs(middle - mean)) * Math.abs(half);
  let error = Math.abs((kronrod - gauss) * half);
  if (roughness > 0 && error > 0) {
    const share = (200 * error) / roughness;
    error = roughness * Math.min(1, share * Math.sqrt(share)); // share^1.5
  }
  return { low, high, value: kronrod * half, error };
}

/** Nodes from the end to the centre; every second one belongs to the 7-point rule. */
const NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848,
];
const KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];
