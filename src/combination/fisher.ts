import { exp, ln } from '../math/elementary.ts';
import { findRoot } from '../math/roots.ts';
import { sum } from '../math/sum.ts';

/**
 * Critical values of Fisher's product of p values: the trial claims an effect at the first stage at which the product of all
 * p values so far is at most the critical value.
 *
 * @param spent type I error spent up to each stage, not falling
 * @returns one for each stage; 0 at a stage that spends nothing. A value above that of the stage before means that a product
 *   between them claims an effect at the later stage whatever its data
 * @throws RangeError unless errors rise and lie in (0, 1)
 *
 * @example
 * ```ts
 * import { fisherCriticalValues } from 'sojourn';
 *
 * console.log(fisherCriticalValues([0.0102, 0.025]));
 * // [ 0.0102, 0.003227... ]
 * ```
 *
 * Source: Bauer & Köhne (1994), Biometrics 50, 1029-1041; any number of stages as in Wassmer (1999). Checked in
 * test/known/combination.R.
 */
export function fisherCriticalValues(spent: readonly number[]): number[] {
  checkSpent(spent);
  let density = initial;
  return spent.map((all, k) => {
    const own = all - (spent[k - 1] ?? 0);
    // the first p value alone is its own product
    const bound = own === 0 ? Infinity : density === initial ? -ln(own) : boundOf(density, own);
    const critical = density === initial ? own : exp(-bound);
    density = next(below(density, bound));
    return critical;
  });
}

/**
 * The chance, under no effect, that Fisher's product first falls to its critical value at each stage.
 *
 * @throws RangeError unless critical values lie in [0, 1]
 *
 * @example
 * ```ts
 * import { fisherCrossing } from 'sojourn';
 *
 * console.log(fisherCrossing([0.0102, 0.0038]));
 * // [ 0.010199..., 0.017424... ]
 * ```
 *
 * Source: as `fisherCriticalValues`.
 */
export function fisherCrossing(critical: readonly number[]): number[] {
  const wrong = critical.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong >= 0)
    throw new RangeError(
      `the critical value of stage ${wrong + 1} is ${critical[wrong]}, must lie from 0 to 1`,
    );
  let density = initial;
  return critical.map((value) => {
    const bound = value === 0 ? Infinity : -ln(value);
    const crossed = chanceFrom(density, bound);
    density = next(below(density, bound));
    return crossed;
  });
}

function checkSpent(spent: readonly number[]): void {
  spent.forEach((value, k) => {
    const before = spent[k - 1] ?? 0;
    if (!(value >= before && value < 1))
      throw new RangeError(
        `the error spent up to stage ${k + 1} is ${value}, must be at least ${before} and below 1`,
      );
  });
}

/**
 * S is minus the logarithm of the product: a sum of standard exponential variables. The density of S among trials that go on
 * is exp(-s) times a polynomial on each piece; coefficients are of powers of s - from.
 */
type Density = readonly Piece[];
interface Piece {
  from: number;
  to: number;
  coefficients: readonly number[];
}

const initial: Density = [{ from: 0, to: Infinity, coefficients: [1] }];

/** The trials that go on: S is below the bound. */
function below(density: Density, bound: number): Density {
  return density
    .filter(({ from }) => from < bound)
    .map((piece) => (piece.to > bound ? { ...piece, to: bound } : piece));
}

/** One more exponential variable: the polynomials are integrated, and stay constant beyond the end. */
function next(density: Density): Density {
  const pieces: Piece[] = [];
  let before = 0;
  for (const { from, to, coefficients } of density) {
    const integrated = [before, ...coefficients.map((one, j) => one / (j + 1))];
    pieces.push({ from, to, coefficients: integrated });
    if (to < Infinity) before = polynomialAt(integrated, to - from);
  }
  const end = density.at(-1)?.to ?? 0;
  return end < Infinity ? [...pieces, { from: end, to: Infinity, coefficients: [before] }] : pieces;
}

/** The chance that S is at the bound or above it. */
function chanceFrom(density: Density, bound: number): number {
  return sum(
    density.map(({ from, to, coefficients }) => {
      if (to <= bound) return 0;
      const sums = withDerivatives(coefficients);
      const tail = (x: number) => (x === Infinity ? 0 : exp(-x) * polynomialAt(sums, x));
      return exp(-from) * (tail(Math.max(0, bound - from)) - tail(to - from));
    }),
  );
}

function boundOf(density: Density, chance: number): number {
  const excess = (bound: number) => chanceFrom(density, bound) - chance;
  let high = 8;
  while (excess(high) > 0) high *= 2;
  return findRoot(excess, 0, high, 1e-14);
}

/** p + p' + p'' + ...: minus exp(-x) times it is the integral of exp(-x) p(x). */
function withDerivatives(coefficients: readonly number[]): number[] {
  const sums = [...coefficients];
  for (let j = sums.length - 2; j >= 0; j--) sums[j]! += (j + 1) * sums[j + 1]!;
  return sums;
}

function polynomialAt(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((value, one) => value * x + one, 0);
}
