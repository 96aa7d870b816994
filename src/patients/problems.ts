/** Something wrong with a file of data. */
export interface DataProblem {
  /** from 1; the first of the row, where a row goes over several */
  line: number;
  /** column's name */
  column?: string;
  message: string;
}

/** At most this many problems are printed; the others are only counted. */
export const MOST_PROBLEMS = 20;

/** What is wrong with a file: the first of it, and how much more there is. */
export interface Gathered {
  problems: DataProblem[];
  /** how many were counted and are not in `problems` */
  more: number;
  /** @param problem asked for only where it is told: its line may take long to find */
  add(problem: () => DataProblem): void;
}

export function gathering(): Gathered {
  const gathered: Gathered = {
    problems: [],
    more: 0,
    add(problem) {
      if (gathered.problems.length < MOST_PROBLEMS) gathered.problems.push(problem());
      else gathered.more++;
    },
  };
  return gathered;
}
