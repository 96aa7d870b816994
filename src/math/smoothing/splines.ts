import { FewRowsError } from './few-rows.ts';
import { type Penalty, penalisedRegression, type Smoother } from './penalised.ts';
import { centred, type Ranked, ranked } from './ranks.ts';

/** Number of equal intervals of each column's ranks. */
const INTERVALS = 6;
const DEGREE = 3;
/** Functions of one column: all B-splines but the last, which depends on the others, and the column's normal scores. */
const OWN = INTERVALS + DEGREE;
/** Highest degree of the polynomials of two columns whose products model their interaction, penalised by degree. */
const POLYNOMIALS = 3;
/** With fewer rows for each coefficient, an interaction is only the product of normal scores. */
const ROWS_FOR_PAIRS = 10;
/** Likewise with more columns: the time grows with the sixth power of their number. */
const MOST_FOR_PAIRS = 4;
/** Fewest rows for each coefficient. */
const LEAST_ROWS = 4;

/**
 * Regression on penalised cubic B-splines (P-splines) of the columns' ranks, with products of polynomials for each
 * pair of up to four columns, of more with the product of their normal scores. The penalties, on second differences of each column's coefficients and on the pairs, minimise
 * generalised cross-validation.
 *
 * Ranks make the distribution of a column irrelevant; constant columns are left out. Interactions of three or more
 * columns are not modelled. Everything that depends on the columns alone is computed once for several responses.
 *
 * @param columns explanatory columns
 * @param rows length of each column, and of a response
 * @throws FewRowsError for fewer than 4 rows for each coefficient
 *
 * Source: Eilers & Marx (1996), Statistical Science 11:89; Wood (2017), Generalized Additive Models, section 5.6.3.
 */
export function splineSmoother(columns: readonly Float64Array[], rows: number): Smoother {
  const basis = ranked(columns);
  const count = basis.length;
  const pairs = basis.flatMap((a, i) => basis.slice(i + 1).map((b) => [a, b] as const));
  const widthWith = (perPair: number) => widthOf(count, perPair);
  const most = 1 + POLYNOMIALS ** 2;
  const isRich = count <= MOST_FOR_PAIRS && rows >= ROWS_FOR_PAIRS * widthWith(most);
  const width = widthWith(isRich ? most : 1);
  if (rows < LEAST_ROWS * width) throw new FewRowsError(rows, `${width} coefficients`, LEAST_ROWS * width);
  const design = [...basis.flatMap(ownColumns), ...pairs.flatMap((pair) => pairColumns(pair, isRich))];
  const penalties = basis.map((_, k) => ownPenalty(k * OWN));
  if (pairs.length > 0) penalties.push(pairPenalty(count * OWN, pairs.length, isRich));
  return penalisedRegression(design.map(centred), penalties, rows);
}

/** Number of coefficients: a constant, the columns and their pairs. */
function widthOf(columns: number, perPair: number): number {
  return 1 + columns * OWN + ((columns * (columns - 1)) / 2) * perPair;
}

/** Smallest number of rows for a number of columns. */
export function leastRows(columns: number): number {
  return LEAST_ROWS * widthOf(columns, 1);
}

function ownColumns({ ranks, scores }: Ranked): Float64Array[] {
  return [...basisOf(ranks).slice(0, -1), scores];
}

/** Interaction columns of a pair: the product of normal scores, and products of polynomials of the ranks. */
function pairColumns([a, b]: readonly [Ranked, Ranked], isRich: boolean): Float64Array[] {
  const products = [a.scores.map((value, r) => value * b.scores[r]!)];
  if (!isRich) return products;
  const [first, second] = [a, b].map(({ ranks }) => legendre(ranks)) as [Float64Array[], Float64Array[]];
  for (const one of first)
    for (const other of second) products.push(one.map((value, r) => value * other[r]!));
  return products;
}

/** Legendre polynomials of degree 1 to 3 on (0, 1). */
function legendre(ranks: Float64Array): Float64Array[] {
  const x = ranks.map((rank) => 2 * rank - 1);
  return [
    x,
    x.map((value) => (3 * value * value - 1) / 2),
    x.map((value) => (5 * value ** 3 - 3 * value) / 2),
  ];
}

/**
 * Second differences of the coefficients, with 0 after the last; the normal scores are penalised like a straight
 * line.
 */
function ownPenalty(first: number): Penalty {
  const size = OWN - 1;
  const matrix = new Float64Array(size * size);
  for (let k = 0; k <= size - 2; k++) {
    const terms = [1, -2, 1].map((weight, j) => ({ at: k + j, weight })).filter(({ at }) => at < size);
    for (const a of terms) for (const b of terms) matrix[a.at * size + b.at]! += a.weight * b.weight;
  }
  return { columns: Array.from({ length: size }, (_, k) => first + k), matrix };
}

/** A ridge penalty that increases with the degree of the product, as curvature does. */
function pairPenalty(first: number, pairs: number, isRich: boolean): Penalty {
  const degrees = isRich
    ? Array.from({ length: POLYNOMIALS }, (_, a) =>
        Array.from({ length: POLYNOMIALS }, (_, b) => (a + 1 + b + 1) ** 4),
      ).flat()
    : [];
  const diagonal = Array.from({ length: pairs }, () => [1, ...degrees]).flat();
  const size = diagonal.length;
  const matrix = new Float64Array(size * size);
  diagonal.forEach((value, k) => {
    matrix[k * size + k] = value;
  });
  return { columns: diagonal.map((_, k) => first + k), matrix };
}

/** Cubic B-splines on equal intervals of (0, 1), by de Boor's recursion. */
function basisOf(ranks: Float64Array): Float64Array[] {
  const count = INTERVALS + DEGREE;
  const knot = (i: number) => (i - DEGREE) / INTERVALS;
  const functions = Array.from({ length: count }, () => new Float64Array(ranks.length));
  ranks.forEach((x, r) => {
    const interval = Math.min(INTERVALS - 1, Math.floor(x * INTERVALS)) + DEGREE;
    let values = [1];
    for (let degree = 1; degree <= DEGREE; degree++) {
      const next = new Array<number>(degree + 1).fill(0);
      values.forEach((value, k) => {
        const i = interval - degree + 1 + k;
        const share = (x - knot(i)) / (knot(i + degree) - knot(i));
        next[k]! += value * (1 - share);
        next[k + 1]! += value * share;
      });
      values = next;
    }
    values.forEach((value, k) => {
      functions[interval - DEGREE + k]![r] = value;
    });
  });
  return functions;
}
