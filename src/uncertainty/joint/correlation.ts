import type { Problem } from '../../language/problem.ts';
import { type Factor, factorise } from '../../math/symmetric.ts';

type Path = Problem['path'];

/** A problem of a stated matrix, with its path below that of the matrix. */
export interface MatrixProblem {
  path: Path;
  message: string;
}

/** A matrix, or its problem. */
export type MatrixRead =
  | { matrix: number[][]; problems?: undefined }
  | { matrix?: undefined; problems: MatrixProblem[] };

/** Largest difference of mirrored entries that is taken as rounding. */
const ROUNDING = 1e-6;

/** A correlation matrix: one number for all pairs, or the whole matrix. @param names of its rows */
export function readCorrelation(stated: number | number[][], names: readonly string[]): MatrixRead {
  const size = names.length;
  if (typeof stated === 'number')
    return checkCorrelation(
      Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : stated))),
      names,
      () => [],
    );
  const wrong = shapeProblems(stated, names);
  for (let i = 0; i < size && wrong.length === 0; i++)
    if (stated[i]![i] !== 1)
      wrong.push({ path: [i, i], message: `${stated[i]![i]} of ${names[i]} with itself, must be 1` });
  return wrong.length > 0 ? { problems: wrong } : checkCorrelation(stated, names, (i, j) => [i, j]);
}

/** A correlation matrix from named pairs; other pairs have correlation 0. */
export function readPairs(
  pairs: readonly (readonly [string, string, number])[],
  names: readonly string[],
): MatrixRead {
  const matrix = names.map((_, i) => names.map((__, j) => Number(i === j)));
  const places = new Map<string, number>();
  const problems: MatrixProblem[] = [];
  pairs.forEach(([one, other, value], index) => {
    const [i, j] = [names.indexOf(one), names.indexOf(other)];
    for (const [at, name] of [
      [i, one],
      [j, other],
    ] as const)
      if (at < 0)
        problems.push({
          path: [index],
          message: `${name} is not among the parameters: ${names.join(', ')}`,
        });
    if (i < 0 || j < 0) return;
    const pair = [Math.max(i, j), Math.min(i, j)].join(' ');
    if (i === j) problems.push({ path: [index], message: `${one} stands on both sides of a pair` });
    else if (places.has(pair))
      problems.push({ path: [index], message: `the pair of ${one} and ${other} stands here twice` });
    places.set(pair, index);
    matrix[i]![j] = value;
    matrix[j]![i] = value;
  });
  if (problems.length > 0) return { problems };
  return checkCorrelation(matrix, names, (i, j) => {
    const index = places.get([i, j].join(' '));
    return index === undefined ? [] : [index];
  });
}

/** A covariance matrix. */
export function readCovariance(stated: number[][], names: readonly string[]): MatrixRead {
  const wrong = shapeProblems(stated, names);
  for (let i = 0; i < names.length && wrong.length === 0; i++)
    if (!(stated[i]![i]! > 0))
      wrong.push({
        path: [i, i],
        message: `the variance of ${names[i]} is ${stated[i]![i]}, must be above 0; hold a number fixed by leaving it out`,
      });
  if (wrong.length > 0) return { problems: wrong };
  const problem = definiteProblem(stated, names, 'covariance');
  return problem ? { problems: [problem] } : { matrix: stated };
}

function checkCorrelation(
  matrix: number[][],
  names: readonly string[],
  placeOf: (row: number, column: number) => Path,
): MatrixRead {
  for (let i = 0; i < names.length; i++)
    for (let j = 0; j < i; j++)
      if (!(Math.abs(matrix[i]![j]!) < 1))
        return {
          problems: [
            {
              path: placeOf(i, j),
              message: `the correlation of ${names[i]} and ${names[j]} is ${matrix[i]![j]}, must lie between -1 and 1, its ends left out; of two numbers that always go together make one a product of the other`,
            },
          ],
        };
  const problem = definiteProblem(matrix, names, 'correlation');
  if (!problem) return { matrix };
  const [row, column] = problem.path as [number, number];
  return { problems: [{ ...problem, path: placeOf(row, column) }] };
}

/** Checks that the matrix has a row and a column for each name, and is symmetric. */
function shapeProblems(matrix: readonly number[][], names: readonly string[]): MatrixProblem[] {
  const size = names.length;
  if (matrix.length !== size)
    return [
      {
        path: [],
        message: `${rowsOf(matrix.length)} for ${size} parameters, must be ${size} of ${size} numbers`,
      },
    ];
  const odd = matrix.findIndex((row) => row.length !== size);
  if (odd >= 0) return [{ path: [odd], message: `${matrix[odd]!.length} numbers in a row, must be ${size}` }];
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const [below, above] = [matrix[i]![j]!, matrix[j]![i]!];
      const unit = Math.sqrt(Math.abs(matrix[i]![i]! * matrix[j]![j]!)) || 1;
      if (Math.abs(below - above) > ROUNDING * unit)
        return [
          {
            path: [i, j],
            message: `${below} of ${names[i]} with ${names[j]}, but ${above} of ${names[j]} with ${names[i]}; both must be the same`,
          },
        ];
    }
  return [];
}

const rowsOf = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`;

/** A pivot below this share of its diagonal entry is taken as 0. */
const SINGULAR = 1e-10;

/** The reason why a symmetric matrix is not positive definite: the first row that contradicts those before it. */
function definiteProblem(
  matrix: number[][],
  names: readonly string[],
  what: 'correlation' | 'covariance',
): MatrixProblem | undefined {
  const factor = factorise(matrix, SINGULAR);
  if (factor.rank === names.length) return undefined;
  const row = names.findIndex((_, i) => factor.entries[i * factor.size + i] === 0);
  const bounds = boundsOf(factor, matrix, row);
  const said = `the ${what} matrix is not positive definite: ${names[row]} cannot go with ${names.slice(0, row).join(', ')} like this`;
  const right = bounds
    ? `; with the others as they are, the ${what} of ${names[row]} and ${names[row - 1]} must lie between ${short(bounds[0])} and ${short(bounds[1])}`
    : '';
  return { path: [row, row - 1], message: `${said}${right}` };
}

/** The limits for the entry beside the diagonal, with all earlier entries unchanged; undefined if no value is possible. */
function boundsOf(
  { size, entries }: Factor,
  matrix: readonly number[][],
  row: number,
): [number, number] | undefined {
  const before = row - 1;
  let rest = matrix[row]![row]!;
  let centre = 0;
  for (let k = 0; k < before; k++) {
    const pivot = entries[k * size + k]!;
    rest -= entries[row * size + k]! ** 2 * pivot;
    centre += entries[row * size + k]! * entries[before * size + k]! * pivot;
  }
  if (!(rest > SINGULAR * matrix[row]![row]!)) return undefined;
  const reach = Math.sqrt(rest * entries[before * size + before]!);
  return [centre - reach, centre + reach];
}

const short = (value: number) => String(Number(value.toPrecision(4)));
