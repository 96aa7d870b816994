/** A problem in a data file. */
export interface DataProblem {
  /** line from 1; the first line if a row spans several */
  line: number;
  /** name of the column */
  column?: string;
  message: string;
}

/** Most problems that are listed; others are only counted. */
export const MOST_PROBLEMS = 20;

/** Collects the problems of a file: lists the first ones, and counts the others. */
export interface Gathered {
  problems: DataProblem[];
  /** number of problems that are not listed */
  more: number;
  /** @param problem called only if the problem is listed: finding its line may take long */
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
