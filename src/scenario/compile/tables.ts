/**
 * Builds the tables of src/kernel/tables.ts from a distribution.
 *
 * A cubic piece interpolates at the four Chebyshev nodes of its interval, which spreads the error evenly over it.
 */
import { type Bend, MAP_SIZE, MAP_SMALLEST, TABLE_SIZE } from '../../kernel/tables.ts';
import { expm1 } from '../../math/elementary.ts';
import type { Distribution } from '../distributions/distribution.ts';
import { BETWEEN, badnessOfTimes, errorOfHazards } from './accuracy.ts';
import {
  CHECKS,
  type Drawn,
  type Grid,
  hazardGrid,
  NODES,
  quantileGrid,
  toHazards,
  writeTimes,
} from './nodes.ts';
import { MODERATE_RATIO, type Need, NO_TIME, ONCE } from './refine.ts';

/** Values at the nodes of the table that is made, before they become coefficients. */
const room = new Float64Array(Math.max(TABLE_SIZE, MAP_SIZE));

/** The values at the nodes of a table, which the next table writes over. */
function valuesAtNodes(table: Float64Array): Float64Array {
  const values = room.subarray(0, table.length);
  values.set(table);
  return values;
}

// worked out when first needed
let smoothGrid: Grid | undefined;
let mapGrid: Grid | undefined;
let timesOfMap: ReturnType<typeof mapTimes> | undefined;

/** Row k: the coefficients, lowest power first, of the cubic that is 1 at node k and 0 at the others. */
const TO_COEFFICIENTS = NODES.map((node, k) => {
  let polynomial = [1];
  NODES.forEach((other, j) => {
    if (j === k) return;
    const next = [0, ...polynomial];
    polynomial.forEach((c, power) => {
      next[power] = next[power]! - other * c;
    });
    polynomial = next.map((c) => c / (node - other));
  });
  return polynomial;
});

/** Turns the values at the four nodes of each piece into the coefficients of the cubic through them. */
function toCubics(out: Float64Array, offset: number, size: number): void {
  const [[p0, p1, p2, p3], [q0, q1, q2, q3], [r0, r1, r2, r3], [s0, s1, s2, s3]] = TO_COEFFICIENTS as Matrix;
  for (let at = offset; at < offset + size; at += 4) {
    const a = out[at]!;
    const b = out[at + 1]!;
    const c = out[at + 2]!;
    const d = out[at + 3]!;
    out[at] = a * p0 + b * q0 + c * r0 + d * s0;
    out[at + 1] = a * p1 + b * q1 + c * r1 + d * s1;
    out[at + 2] = a * p2 + b * q2 + c * r2 + d * s2;
    out[at + 3] = a * p3 + b * q3 + c * r3 + d * s3;
  }
}

type Row = [number, number, number, number];
type Matrix = [Row, Row, Row, Row];

/**
 * Fills a quantile table. Its error in probability is mostly below 2e-8, and grows with the orders of magnitude that the
 * times span: it passes 1e-7 at Weibull shapes below 0.25, log-logistic shapes below 0.5, log-normal sdlog above 4.
 *
 * @param d a proper distribution, smooth or with a kink; draws for one with a kink must be bent by `bendOf(d.kink)`
 * @param out where TABLE_SIZE doubles are written, from `offset` on
 * @param horizon of times after it only that is kept, that they are after it
 * @returns the largest error found, over what is let stand; where it is above 1, `finePieces` serves instead
 */
export function quantileTable(d: Drawn, out: Float64Array, offset: number, horizon = Infinity): number {
  const { form } = d;
  const grid = form.kind === 'kink' ? quantileGrid(form.at) : (smoothGrid ??= quantileGrid());
  const table = out.subarray(offset, offset + TABLE_SIZE);
  const family = form.kind === 'family' ? form : undefined;
  if (family && family.spread <= (grid.widest.get(family.standard) ?? 0)) {
    writeTimes(d, grid, table);
    toCubics(table, 0, table.length);
    return 0;
  }
  const { badness, needsLevel } = fill(d, grid, table, horizon, ONCE);
  if (family && badness <= 1 && !needsLevel) grid.widest.set(family.standard, family.spread);
  return badness;
}

/**
 * Fills a table of times, with level pieces after the horizon if it is not accurate enough without.
 *
 * @returns the largest error, over what is let stand
 */
function fill(
  d: Drawn,
  grid: Grid,
  table: Float64Array,
  horizon: number,
  need: Need,
): { badness: number; needsLevel: boolean } {
  writeTimes(d, grid, table);
  const times = valuesAtNodes(table);
  toCubics(table, 0, table.length);
  const badness = badnessOfTimes(d, grid, table, times, Infinity, need);
  const needsLevel = !(badness <= 1) && horizon < Infinity;
  if (!needsLevel) return { badness, needsLevel };
  level(d, grid, table, times, horizon);
  return { badness: badnessOfTimes(d, grid, table, times, horizon, need), needsLevel };
}

/** Makes pieces level that lie after the horizon: a cubic through times that rise too steeply may turn back before it. */
function level(d: Drawn, grid: Grid, table: Float64Array, times: Float64Array, horizon: number): void {
  const checks = grid.checks();
  const end = d.cumulativeHazard(horizon);
  for (let at = 0; at < table.length; at += 4) {
    const start = (at / 4) * CHECKS.length;
    const begins = Math.min(checks[start]!, checks[start + CHECKS.length - 1]!);
    const soonest = Math.min(times[at]!, times[at + 1]!, times[at + 2]!, times[at + 3]!);
    if (!(begins >= end && soonest > horizon)) continue;
    table.fill(soonest, at, at + 4);
    toCubics(table, at, 4);
  }
}

/**
 * The bend of the draws of a law whose quantile function has a kink.
 *
 * @param kink probability that the time is at most the kink, in (0, 1)
 */
export function bendOf(kink: number): Bend {
  const all = 4294967296;
  const threshold = Math.min(all - 1, Math.max(1, Math.round((1 - kink) * all)));
  return { threshold, low: 2147483648 / threshold, high: 2147483648 / (all - threshold) };
}

/** The largest cumulative hazard in a map; more would swell the cubics next to it. */
export const HIGHEST = 1e3;

/**
 * Fills a map of times to cumulative hazards.
 *
 * @param d a smooth distribution
 * @param out where MAP_SIZE doubles are written, from `offset` on
 * @returns the largest error in survival found between the nodes, or where the map begins; where it is more than
 *   `LARGEST_ERROR`, `finePieces` serves instead
 */
export function hazardMap(d: Distribution, out: Float64Array, offset: number): number {
  const { nodes, checks } = (timesOfMap ??= mapTimes());
  const map = out.subarray(offset, offset + MAP_SIZE);
  map.set(nodes);
  toHazards(d, map);
  for (let i = 0; i < MAP_SIZE; i++) map[i] = Math.min(map[i]!, HIGHEST);
  const hazards = valuesAtNodes(map);
  toCubics(map, 0, MAP_SIZE);
  // what is earlier than the map is taken for its first time
  const before = -expm1(-d.cumulativeHazard(MAP_SMALLEST));
  return Math.max(before, errorOfHazards(d, map, hazards, checks, HIGHEST));
}

/** Times of a map's nodes, and those between them at which it is checked, two a piece. */
function mapTimes(): { nodes: Float64Array; checks: Float64Array } {
  const placed = (places: readonly number[]) => {
    const times = new Float64Array((MAP_SIZE / 4) * places.length);
    let octave = MAP_SMALLEST;
    for (let at = 0; at < times.length; octave *= 2)
      for (let piece = 0; piece < 16; piece++)
        for (const place of places) times[at++] = octave * (1 + piece / 16) + place * (octave / 16);
    return times;
  };
  return { nodes: placed(NODES), checks: placed(BETWEEN) };
}

/**
 * Fills a map of cumulative hazards to times.
 *
 * @param d a smooth proper distribution
 * @param out where MAP_SIZE doubles are written, from `offset` on
 * @param horizon of times after it only that is kept, that they are after it
 * @returns the largest error found, over what is let stand; where it is above 1, `finePieces` serves instead
 */
export function inverseHazardMap(
  d: Distribution,
  out: Float64Array,
  offset: number,
  horizon = Infinity,
  need = ONCE,
): number {
  mapGrid ??= hazardGrid();
  const map = out.subarray(offset, offset + MAP_SIZE);
  // what is lower than the map is taken for its first hazard
  if (need.largestRatio > MODERATE_RATIO && d.inverseCumulativeHazard(MAP_SMALLEST) > NO_TIME)
    return Infinity;
  return fill(d, mapGrid, map, horizon, need).badness;
}
