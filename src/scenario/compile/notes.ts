/**
 * What happens to patients between two nodes, in terms of the model. A notebook reads the notes to decide what to count
 * or remember; nobody has to recover their meaning from the compiled graph.
 */
export type Note =
  /** the sojourn in a state ends by a transition; always the first note of an arm */
  | { kind: 'left'; state: string; to: string }
  /** a state in which time is spent is entered */
  | { kind: 'entered'; state: string; atZero: boolean }
  /** a state on a cycle is entered */
  | { kind: 'visited'; state: string }
  /** a clock that measures the time since the last entry into these states restarts */
  | { kind: 'clock started'; states: string[] }
  /** a characteristic or mark is drawn; its level is one of these indices */
  | { kind: 'drawn'; draw: number; levels: number[] }
  /** a branch of a decision is taken */
  | { kind: 'decided'; state: string; branch: number }
  /**
   * an endpoint ends now
   * @property cause index of the event; undefined where the endpoint's definition censors
   * @property cell undefined while the patient's subgroups are not known
   */
  | { kind: 'ended'; endpoint: number; cause: number | undefined; cell: Cell | undefined }
  /** the patient's subgroups become known; `ended` lists the endpoints that ended before */
  | { kind: 'settled'; cell: Cell; ended: { endpoint: number; cause: number | undefined }[] }
  /** nothing more happens to the patient, and this endpoint has not ended */
  | { kind: 'unended'; endpoint: number; cell: Cell }
  /** it becomes known whether the patient, who is in the denominator of a proportion, is in its numerator */
  | { kind: 'proportion'; proportion: number; hit: boolean };

/** A combination of subgroups: one digit for each in order, 1 for members, 0 for others. */
export type Cell = string;

export function cellOf(members: readonly boolean[]): Cell {
  return members.map(Number).join('');
}

export function membersOf(cell: Cell): boolean[] {
  return [...cell].map((digit) => digit === '1');
}
