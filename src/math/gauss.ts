import { exp } from './elementary.ts';

/** Nodes of a rule, increasing, and their weights. */
export interface Rule {
  nodes: Float64Array;
  weights: Float64Array;
}

/**
 * Gauss-Legendre: the integral of f over (-1, 1) is about the sum of weight times f(node).
 *
 * Source: Golub & Welsch (1969), Math. Comp. 23; the nodes by Newton's method on Legendre's recurrence.
 */
export function gaussLegendre(n: number): Rule {
  const rule = { nodes: new Float64Array(n), weights: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    // between two neighbouring extremes of Chebyshev's polynomial
    let x = -cosine((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      let [before, now] = [1, x];
      for (let k = 2; k <= n; k++) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k];
      slope = (n * (x * now - before)) / (x * x - 1);
      const move = now / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    rule.nodes[i] = x;
    rule.weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

/**
 * Gauss-Hermite for a standard normal variable: the mean of f is about the sum of weight times f(node).
 *
 * Source: as `gaussLegendre`; each node starts from the ones before it, those of the largest first.
 */
export function gaussHermite(n: number): Rule {
  const rule = { nodes: new Float64Array(n), weights: new Float64Array(n) };
  const value = (x: number): [now: number, before: number] => {
    // orthonormal polynomials times the root of the density: they neither overflow nor vanish
    let [before, now] = [0, exp((-x * x) / 4)];
    for (let k = 1; k <= n; k++) [before, now] = [now, (x * now - Math.sqrt(k - 1) * before) / Math.sqrt(k)];
    return [now, before];
  };
  // all roots lie within 2 sqrt(n); they are further apart than a step
  const most = 2 * Math.sqrt(n) + 1;
  const step = 1 / (4 * Math.sqrt(n));
  let found = 0;
  let left = -most;
  let sign = value(left)[0];
  for (let x = -most + step; found < n; x += step) {
    const own = value(x)[0];
    if (own === 0 || sign * own < 0) {
      let [low, high] = [left, x];
      for (let k = 0; k < 80 && high - low > 1e-16; k++) {
        const middle = low + (high - low) / 2;
        if (value(middle)[0] * sign > 0) low = middle;
        else high = middle;
      }
      const node = low + (high - low) / 2;
      const [, before] = value(node);
      rule.nodes[found] = node;
      rule.weights[found] = exp((-node * node) / 2) / (n * before * before);
      found++;
    }
    left = x;
    sign = own;
  }
  return rule;
}

/** Good enough to start Newton's method from: the first terms of its series about a quarter turn. */
function cosine(angle: number): number {
  const x = Math.PI / 2 - angle;
  const w = x * x;
  return x * (1 - (w / 6) * (1 - (w / 20) * (1 - (w / 42) * (1 - w / 72))));
}
