/** What a two-stage trial of one arm must tell apart, by the share of patients who respond. */
export interface TwoStageQuestion {
  /** a share that is not worth going on for */
  p0: number;
  /** a share that is */
  p1: number;
  /** largest chance to go on with p0 */
  alpha: number;
  /** least chance to go on with p1 */
  power: number;
}

/**
 * A two-stage trial: stops after n1 patients if at most r1 respond; otherwise n patients in all are treated, and the treatment is
 * not gone on with if at most r of them respond.
 */
export interface TwoStageDesign {
  n1: number;
  r1: number;
  n: number;
  r: number;
  /** chances to go on with p0, and with p1 */
  alpha: number;
  power: number;
  /** with p0: the chance to stop after the first stage, and the mean number of patients */
  stopsEarly: number;
  expected: number;
}

/** Trials of more patients than this are not searched. */
const MOST_PATIENTS = 200;

/**
 * Simon's two-stage designs by exact enumeration: the optimal one has the smallest mean number of patients with p0, the minimax
 * one the smallest number of patients, and of those the smallest mean.
 *
 * @throws RangeError unless 0 < p0 < p1 < 1, alpha is in (0, 0.5) and power in (alpha, 1), and if no design of at most 200
 *   patients has them
 *
 * @example
 * ```ts
 * import { simonDesigns } from 'sojourn';
 *
 * const { optimal, minimax } = simonDesigns({ p0: 0.1, p1: 0.3, alpha: 0.05, power: 0.9 });
 * console.log(`${optimal.r1}/${optimal.n1} ${optimal.r}/${optimal.n}`, `${minimax.r1}/${minimax.n1} ${minimax.r}/${minimax.n}`);
 * // 2/18 6/35 2/22 6/33
 * ```
 *
 * Source: Simon (1989), Controlled Clinical Trials 10, 1-10.
 */
export function simonDesigns(question: TwoStageQuestion): {
  optimal: TwoStageDesign;
  minimax: TwoStageDesign;
} {
  check(question);
  const { p0, p1 } = question;
  const ofNull = binomials(p0);
  const ofEffect = binomials(p1);
  let optimal: TwoStageDesign | undefined;
  let minimax: TwoStageDesign | undefined;
  for (let n = 2; n <= MOST_PATIENTS; n++) {
    // with n patients the mean is above that of the first stage which stops as often as the power leaves
    let isPossible = false;
    for (let n1 = 1; n1 < n; n1++) {
      const least = n1 + (1 - mostStops(question, n1, ofNull, ofEffect)) * (n - n1);
      if (optimal && least >= optimal.expected) continue;
      isPossible = true;
      const best = bestOf(question, n, n1, ofNull, ofEffect);
      if (!best) continue;
      if (!minimax || (best.n === minimax.n && best.expected < minimax.expected)) minimax = best;
      if (!optimal || best.expected < optimal.expected) optimal = best;
    }
    // the mean only grows with n
    if (!isPossible) break;
  }
  if (!optimal || !minimax)
    throw new RangeError(
      `no two-stage design of at most ${MOST_PATIENTS} patients tells ${p0} from ${p1} with alpha ${question.alpha} and power ${question.power}`,
    );
  return { optimal, minimax };
}

/** The largest chance with p0 to stop after n1 patients, of those that leave the power with p1. */
function mostStops({ power }: TwoStageQuestion, n1: number, ofNull: Binomials, ofEffect: Binomials): number {
  let r1 = -1;
  while (r1 + 1 < n1 && ofEffect.atMost(n1, r1 + 1) <= 1 - power) r1++;
  return ofNull.atMost(n1, r1);
}

/** The design of n patients, n1 of them first, that has alpha and power and the smallest mean. */
function bestOf(
  { alpha, power }: TwoStageQuestion,
  n: number,
  n1: number,
  ofNull: Binomials,
  ofEffect: Binomials,
): TwoStageDesign | undefined {
  let best: TwoStageDesign | undefined;
  for (let r1 = 0; r1 < n1; r1++) {
    // with p1 the trial must not stop early more often than the power leaves
    if (ofEffect.atMost(n1, r1) > 1 - power) break;
    const stopsEarly = ofNull.atMost(n1, r1);
    const expected = n1 + (1 - stopsEarly) * (n - n1);
    if (best && expected >= best.expected) continue;
    // the smallest r with alpha has the largest power
    for (let r = r1; r < n; r++) {
      const error = goesOn(ofNull, n1, r1, n, r);
      if (error > alpha) continue;
      const own = goesOn(ofEffect, n1, r1, n, r);
      if (own >= power) best = { ...{ n1, r1, n, r, alpha: error, power: own, stopsEarly, expected } };
      break;
    }
  }
  return best;
}

/** The chance of more than r1 responses of n1 and of more than r of n. */
function goesOn(of: Binomials, n1: number, r1: number, n: number, r: number): number {
  let chance = 0;
  for (let x = r1 + 1; x <= n1; x++) chance += of.at(n1, x) * (1 - of.atMost(n - n1, r - x));
  return chance;
}

/** Binomial probabilities of one share. */
interface Binomials {
  /** of exactly x of n */
  at(n: number, x: number): number;
  /** of at most x of n */
  atMost(n: number, x: number): number;
}

function binomials(p: number): Binomials {
  /** by n: the chance of each number, from Pascal's triangle */
  const rows: Float64Array[] = [Float64Array.of(1)];
  const sums: Float64Array[] = [Float64Array.of(1)];
  const upTo = (n: number) => {
    while (rows.length <= n) {
      const before = rows[rows.length - 1]!;
      const row = Float64Array.from(
        { length: before.length + 1 },
        (_, x) => (1 - p) * (before[x] ?? 0) + p * (before[x - 1] ?? 0),
      );
      let sum = 0;
      rows.push(row);
      sums.push(row.map((one) => (sum += one)));
    }
  };
  return {
    at(n, x) {
      upTo(n);
      return rows[n]![x]!;
    },
    atMost(n, x) {
      if (x < 0) return 0;
      upTo(n);
      return x >= n ? 1 : sums[n]![x]!;
    },
  };
}

function check({ p0, p1, alpha, power }: TwoStageQuestion): void {
  if (!(p0 > 0 && p0 < p1 && p1 < 1))
    throw new RangeError(`p0 is ${p0} and p1 is ${p1}, must be above 0, p0 below p1, and p1 below 1`);
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha is ${alpha}, must be above 0 and below 0.5`);
  if (!(power > alpha && power < 1))
    throw new RangeError(`power is ${power}, must be above alpha, ${alpha}, and below 1`);
}
