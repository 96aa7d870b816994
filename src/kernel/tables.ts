/**
 * The tables that laws are compiled to, and how they are read: the readable twin of the fast loops.
 *
 * There are three kinds, all of plain doubles.
 *
 * A quantile table turns a 32-bit draw x into a time. The draw stands for the survival probability u = (X + 1/2) /
 * 2^32, where X is x as an unsigned number. Side 0 of the table (x >= 0) covers u < 1/2 and is indexed by u; side 1
 * covers the rest and is indexed by 1 - u, so both ends of (0, 1) have the same resolution. A side has 32 octaves of
 * the index, from [2^-33, 2^-32) to [1/4, 1/2); an octave has 16 pieces of equal width; a piece has the four
 * coefficients of c0 + r (c1 + r (c2 + r c3)), where r in [0, 1) is the position within the piece. With z = 2 X + 1
 * (on side 1, z of the complement of X), the octave is the highest set bit of z, the piece the four bits below it,
 * and r the remaining bits.
 *
 * A map turns one double into another: a time into a cumulative hazard, or back. It has 16 cubic pieces in each
 * octave from 2^-40 to 2^12, found from the number's exponent and its four highest mantissa bits.
 *
 * Packed pieces hold a piecewise linear cumulative hazard, read exactly in both directions.
 */

const PIECES_AN_OCTAVE = 16;

/** Doubles on one side of a quantile table: 32 octaves, 16 pieces, 4 coefficients. */
export const TABLE_SIDE = 32 * PIECES_AN_OCTAVE * 4;

/** Doubles in a quantile table. */
export const TABLE_SIZE = 2 * TABLE_SIDE;

/** The first octave of a map starts at 2^MAP_LOWEST; the last one ends at 2^MAP_HIGHEST. */
export const MAP_LOWEST = -40;
const MAP_HIGHEST = 12;

/** Doubles in a map. */
export const MAP_SIZE = (MAP_HIGHEST - MAP_LOWEST) * PIECES_AN_OCTAVE * 4;

/** The range of numbers at which a map is read: 2^-40 to the last double below 2^12. */
export const MAP_SMALLEST = 1 / 1099511627776;
export const MAP_LARGEST = 4096 * (1 - Number.EPSILON / 2);

/**
 * Added to the highest 16 bits of a double (sign, exponent and four mantissa bits), this gives the number of its
 * piece in a map.
 */
export const MAP_BIAS = -(1023 + MAP_LOWEST) * PIECES_AN_OCTAVE;

/**
 * The time of a draw.
 *
 * @param x the draw, a signed 32-bit integer
 */
export function lookUp(table: Float64Array, offset: number, x: number): number {
  const side = x >> 31;
  const z = ((x ^ side) << 1) | 1;
  const zeros = Math.clz32(z);
  const top = z << zeros;
  const piece = ((31 - zeros) << 4) + ((top >>> 27) & 15);
  const r = ((top << 5) >>> 0) / 4294967296;
  return cubic(table, offset + (side & TABLE_SIDE) + piece * 4, r);
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

/**
 * The map's value at a number.
 *
 * @param value clamped to the map's range; NaN is read as its smallest number
 */
export function lookUpMap(table: Float64Array, offset: number, value: number): number {
  double[0] = value > MAP_SMALLEST ? Math.min(value, MAP_LARGEST) : MAP_SMALLEST;
  const piece = (halves[1]! >>> 16) + MAP_BIAS;
  // the other 48 mantissa bits, as the mantissa of a number in [1, 2)
  halves[1] = 0x3ff00000 | ((halves[1]! & 0xffff) << 4) | (halves[0]! >>> 28);
  halves[0] = halves[0]! << 4;
  return cubic(table, offset + piece * 4, double[0]! - 1);
}

/** c0 + r (c1 + r (c2 + r c3)), with coefficients from `at` on. */
export function cubic(table: Float64Array, at: number, r: number): number {
  return table[at]! + r * (table[at + 1]! + r * (table[at + 2]! + r * table[at + 3]!));
}

/**
 * A transformation of draws that moves a kink of the quantile function to the boundary between the two sides of its
 * table: draws below the threshold are stretched over the first half of the 32-bit range, the others over the second
 * half.
 */
export interface Bend {
  /** Unsigned: 2^32 times the survival at the kink. */
  threshold: number;
  /** 2^31 over the number of draws below the threshold, and over the number of the other draws. */
  low: number;
  high: number;
}

/**
 * The bent draw, as a signed 32-bit integer; increasing in the unsigned draw.
 *
 * @param x a 32-bit integer
 */
export function bend(x: number, { threshold, low, high }: Bend): number {
  const draw = x >>> 0;
  if (draw < threshold) return Math.floor((draw + 0.5) * low) | 0;
  return (Math.floor((draw - threshold + 0.5) * high) + 2147483648) | 0;
}

/**
 * Where things are in packed pieces of a cumulative hazard H with `count` points: four numbers, then four columns
 * and two guides. Piece i goes from point i to point i + 1; the last one, count - 1, goes on for ever.
 *
 * | from | how many | what |
 * |---|---|---|
 * | 0 | 1 | count |
 * | 1 | 1 | guide: how many buckets each guide has |
 * | 2 | 1 | guide / sqrt(last hazard): the bucket of y is floor(sqrt(y) times this), at most guide - 1 |
 * | 3 | 1 | guide / sqrt(last time): the same for times |
 * | 4 | count + 1 | times, the first 0; after the last an Infinity that ends every search |
 * | 5 + count | count + 1 | hazards, likewise |
 * | 6 + 2 count | count | slope of H in each piece |
 * | 6 + 3 count | count | slope of the inverse: 0 where H is level, Infinity if H stays level for ever |
 * | 6 + 4 count | guide | for each bucket of y a piece to start the search at, never too far |
 * | 6 + 4 count + guide | guide | for each bucket of times, likewise |
 *
 * The guides have buckets equal in the square root, because a hazard needs its points closest near zero.
 */
export const PIECES_HEADER = 4;

/**
 * H(t).
 *
 * @param time 0 or less, and NaN, give 0
 */
export function hazardOfPieces(packed: Float64Array, offset: number, time: number): number {
  if (!(time > 0)) return 0;
  const t = Math.min(time, Number.MAX_VALUE);
  const count = packed[offset]!;
  const buckets = packed[offset + 1]!;
  const times = offset + PIECES_HEADER;
  const guide = times + 2 + 4 * count + buckets;
  let i = packed[guide + Math.min(buckets - 1, Math.floor(Math.sqrt(t) * packed[offset + 3]!))]!;
  while (packed[times + i + 1]! < t) i++;
  const slope = packed[times + 2 + 2 * count + i]!;
  return packed[times + count + 1 + i]! + (t - packed[times + i]!) * slope;
}

/**
 * The time at which H first reaches a hazard; Infinity if it never does.
 *
 * @param hazard 0 or less, and NaN, give 0
 */
export function inverseOfPieces(packed: Float64Array, offset: number, hazard: number): number {
  if (!(hazard > 0)) return 0;
  // Infinity times a slope of 0 would be NaN
  const y = Math.min(hazard, Number.MAX_VALUE);
  const count = packed[offset]!;
  const buckets = packed[offset + 1]!;
  const times = offset + PIECES_HEADER;
  const hazards = times + count + 1;
  const guide = times + 2 + 4 * count;
  let i = packed[guide + Math.min(buckets - 1, Math.floor(Math.sqrt(y) * packed[offset + 2]!))]!;
  while (packed[hazards + i + 1]! < y) i++;
  const slope = packed[times + 2 + 3 * count + i]!;
  return packed[times + i]! + (y - packed[hazards + i]!) * slope;
}
