/**
 * Quantiles of the gamma distribution with rate 1, from either tail probability or its logarithm.
 *
 * Halley's iteration on the logarithm of the smaller tail as a function of ln x, which is nearly linear in both
 * tails. It starts from the cube of a normal quantile (Wilson & Hilferty 1931) or, in the far tail, from the leading
 * term. A bracket makes a poor start slower, not wrong.
 */
import { exp, expm1, ln, log1p } from './elementary.ts';
import { lnGammaP, lnGammaQ, lnLeading } from './gamma.ts';
import { lnGamma } from './ln-gamma.ts';
import { normalQuantileOfLnUpper } from './normal.ts';

/** The x with P(a, x) = p: 0 at 0, Infinity at 1. */
export function gammaQuantile(a: number, p: number): number {
  return p <= 0.5 ? solve(a, ln(p), 1) : solve(a, log1p(-p), -1);
}

/** The x with ln P(a, x) = lnP. */
export function gammaQuantileOfLnP(a: number, lnP: number): number {
  return lnP <= -Math.LN2 ? solve(a, lnP, 1) : solve(a, ln(-expm1(lnP)), -1);
}

/** The x with ln Q(a, x) = lnQ. */
export function gammaQuantileOfLnQ(a: number, lnQ: number): number {
  return lnQ <= -Math.LN2 ? solve(a, lnQ, -1) : solve(a, ln(-expm1(lnQ)), 1);
}

/** Side 1: solves ln P = target; side -1: ln Q = target. The target is at most ln(1/2), up to rounding. */
function solve(a: number, target: number, side: 1 | -1): number {
  if (Number.isNaN(target) || target > 0) return NaN;
  if (target === -Infinity) return side === 1 ? 0 : Infinity;
  let low = -Infinity;
  let high = Infinity;
  let s = ln(start(a, target, side));
  for (let i = 0; i < 100; i++) {
    const x = exp(s);
    const tail = side === 1 ? lnGammaP(a, x) : lnGammaQ(a, x);
    const error = tail - target;
    if (error * side < 0) low = s;
    else high = s;
    // with g = x f(x) / tail: d ln tail / ds = side g, and dg / ds = g (a - x - side g)
    const g = a * exp(lnLeading(a, x) - tail);
    const newton = (side * error) / g;
    const bend = 0.5 * newton * (a - x - side * g);
    const step = newton / Math.max(0.3, 1 - bend);
    let next = s - step;
    // the iteration is cubic: after a step this small the error is below the precision of a double
    if (Math.abs(step) * (1 + g) < 1e-6) return exp(next);
    if (!(next > low && next < high)) next = midpoint(low, high, s);
    s = next;
  }
  return exp(s);
}

function midpoint(low: number, high: number, s: number): number {
  if (low === -Infinity) return s - 1 - Math.abs(s);
  if (high === Infinity) return s + 1;
  return 0.5 * (low + high);
}

function start(a: number, target: number, side: 1 | -1): number {
  if (side === 1) {
    // P is about x^a / Gamma(a + 1) while x is small
    const x = exp((target + lnGamma(a + 1)) / a);
    if (x < 0.2 * (a + 1)) return Math.max(x, 1e-300);
  }
  const z = -side * normalQuantileOfLnUpper(target);
  const root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  if (root > 0.2 && a > 0.5) return a * root * root * root;
  if (side === 1) return 0.2 * (a + 1);
  // Q is about x^(a - 1) e^-x / Gamma(a) while x is large
  const x = Math.max(1e-3, -target - lnGamma(a));
  return Math.max(1e-3, x + (a - 1) * ln(Math.max(x, 0.5)));
}
