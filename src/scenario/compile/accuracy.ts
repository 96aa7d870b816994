/**
 * How near a table is to its law, measured between its nodes.
 *
 * Where few patients come, no law needs to be asked: a value between those of the nodes on both sides is near enough, since
 * the truth is between them too.
 */
import { cubic } from '../../kernel/tables.ts';
import { exp } from '../../math/elementary.ts';
import { CHECKS, type Drawn, type Grid, toHazards } from './nodes.ts';
import { type Need, weightOf } from './refine.ts';

/** Pieces in an octave of a table. */
const PIECES = 16;
/** How far a check is from the nodes on both sides at most, over the change of the hazard in the whole octave. */
const FURTHEST = 0.0175;
/** For each of `CHECKS`, the node before it, counted from the first of its piece; the next node is after it. */
const NODE_BEFORE = [-1, 1, 3];

const values = new Float64Array(4096);
const truths = new Float64Array(4096);

/**
 * The error of a table of times at the ends and in the middle of its pieces, in survival over what is let stand: at most 1 if it
 * is at most 1 everywhere, else any that is more.
 *
 * @param nodes the exact times of the table's nodes
 * @param horizon of times after it only that matters, that they are after it
 */
export function badnessOfTimes(
  d: Drawn,
  grid: Grid,
  table: Float64Array,
  nodes: Float64Array,
  horizon: number,
  need: Need,
): number {
  const checks = grid.checks();
  const hazardAtHorizon = d.cumulativeHazard(horizon);
  const isRare = rareOctaves(grid, checks, need);
  const weightless = weightOf(0, 0, need);
  const pieces = checks.length / CHECKS.length;
  let worst = 0;
  for (const k of d.form.kind === 'iterative' ? [1] : CHECKS.keys()) {
    const r = CHECKS[k]!;
    let count = 0;
    for (let piece = 0; piece < pieces; piece++) {
      const time = cubic(table, 4 * piece, r);
      const y = checks[piece * CHECKS.length + k]!;
      if (time > horizon && y >= hazardAtHorizon) continue;
      if (isRare[Math.floor(piece / PIECES)] && isBetween(time, nodes, piece, k)) continue;
      values[count] = time;
      truths[count++] = y;
    }
    const hazards = values.subarray(0, count);
    toHazards(d, hazards);
    for (let i = 0; i < count; i++) {
      const error = Math.abs(hazards[i]! - truths[i]!);
      // the weight is largest where nothing has happened yet
      if (error * weightless <= Math.max(1, worst)) continue;
      const badness = error * weightOf(Math.min(hazards[i]!, truths[i]!), 0, need);
      if (!(badness <= worst)) worst = badness;
      if (Number.isNaN(worst)) return Infinity;
    }
    // off at one position is off
    if (worst > 1) return worst;
  }
  return worst;
}

/** Of each grid: the octaves that are rare for the need that was asked for last. */
const rare = new WeakMap<Grid, { need: Need; octaves: boolean[] }>();

/** The octaves in which every time between those of the nodes on both sides is near enough. */
function rareOctaves(grid: Grid, checks: Float64Array, need: Need): boolean[] {
  const known = rare.get(grid);
  if (known?.need.latest === need.latest && known.need.largestRatio === need.largestRatio)
    return known.octaves;
  const length = PIECES * CHECKS.length;
  const octaves = Array.from({ length: checks.length / length }, (_, octave) => {
    const [from, to] = [checks[octave * length]!, checks[(octave + 1) * length - 1]!];
    return FURTHEST * Math.abs(to - from) * weightOf(Math.min(from, to), 0, need) <= 1;
  });
  rare.set(grid, { need: { ...need }, octaves });
  return octaves;
}

/** Whether a time at a check is between those of the nodes on both sides, if both are in the same octave. */
function isBetween(time: number, nodes: Float64Array, piece: number, check: number): boolean {
  const place = piece % PIECES;
  if ((check === 0 && place === 0) || (check === CHECKS.length - 1 && place === PIECES - 1)) return false;
  const before = nodes[4 * piece + NODE_BEFORE[check]!]!;
  const after = nodes[4 * piece + NODE_BEFORE[check]! + 1]!;
  return before <= after ? before <= time && time <= after : after <= time && time <= before;
}

/** Where a map of hazards is checked: at the start of its pieces and in the middle, where it is furthest off. */
export const BETWEEN = [0, 0.5];
/** Largest error in survival of a map of hazards; a steeper law gets fine pieces instead. */
export const LARGEST_ERROR = 5e-8;
/** Of those with so large a hazard nobody is left. */
const NOBODY = 60;

/**
 * The largest error in survival of a map of times to hazards. Where it is at most `LARGEST_ERROR`, it may not be the largest.
 *
 * @param hazards the exact ones of its nodes, at most `highest`
 * @param times of the checks, two a piece
 */
export function errorOfHazards(
  d: Drawn,
  map: Float64Array,
  hazards: Float64Array,
  times: Float64Array,
  highest: number,
): number {
  let count = 0;
  for (let i = 0; i < times.length; i++) {
    const value = cubic(map, 4 * (i >> 1), BETWEEN[i & 1]!);
    // the nodes on both sides; H rises from 0 on
    const low = i === 0 ? 0 : hazards[2 * i - 1]!;
    const high = hazards[2 * i]!;
    if (low <= value && value <= high && (high - low <= LARGEST_ERROR || low > NOBODY)) continue;
    values[count] = value;
    truths[count++] = times[i]!;
  }
  const found = truths.subarray(0, count);
  toHazards(d, found);
  let worst = 0;
  // from the last octave to the first: what matters most lies late
  for (let i = count - 1; i >= 0; i--) {
    const value = values[i]!;
    const truth = Math.min(found[i]!, highest);
    // survival is off by as much in proportion to itself, and never by more
    const error = Math.abs(value - truth);
    if (error <= worst) continue;
    const inSurvival = error * exp(-Math.min(value, truth));
    if (!(inSurvival <= worst)) worst = inSurvival;
  }
  return worst;
}
