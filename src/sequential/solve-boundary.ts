import { ln } from '../math/elementary.ts';
import { normalQuantileOfUpper } from '../math/normal.ts';
import { findRoot } from '../math/roots.ts';
import { chanceAbove, chanceBelow, type Walk } from './brownian-walk.ts';

/** The z for which the probability to be above it at the next look is `target`; Infinity for 0. */
export function boundaryAbove(walk: Walk, information: number, drift: number, target: number): number {
  return boundary((z) => chanceAbove(walk, information, drift, z), target, 1, drift * Math.sqrt(information));
}

/** The z for which the probability to be below it at the next look is `target`; -Infinity for 0. */
export function boundaryBelow(walk: Walk, information: number, drift: number, target: number): number {
  return boundary(
    (z) => chanceBelow(walk, information, drift, z),
    target,
    -1,
    drift * Math.sqrt(information),
  );
}

/**
 * Solves for the boundary with tail probability `target`. The probability to continue and be in the tail is at most
 * that of the normal tail alone, which bounds z on one side. Logarithms make the function nearly a parabola.
 */
function boundary(chance: (z: number) => number, target: number, side: 1 | -1, mean: number): number {
  if (target <= 0) return side * Infinity;
  const goal = ln(target);
  const miss = (z: number) => ln(chance(z)) - goal;
  let far = mean + side * normalQuantileOfUpper(Math.min(target, 0.5));
  // allow for rounding if the bound is met exactly, as at the first look
  far += side * 1e-9 * (1 + Math.abs(far));
  let reach = 0.5;
  let near = far - side * reach;
  while (!(miss(near) > 0)) {
    reach *= 2;
    // too few trials are left to spend the target
    if (reach > 64) return -side * Infinity;
    near = far - side * reach;
  }
  return findRoot(miss, near, far, 1e-14);
}
