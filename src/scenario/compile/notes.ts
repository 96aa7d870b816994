/**
 * What happens to patients on their way from one place of the model to the next, in words of the model. Who wants
 * something counted or remembered reads the notes; nobody has to find their meaning again in a compiled graph.
 */
export type Note =
  /** time in a state is over, by the transition to another; always the first note of an arm's way */
  | { kind: 'left'; state: string; to: string }
  /** a state in which time is spent is entered */
  | { kind: 'entered'; state: string; atZero: boolean }
  /** a state that can be entered again is entered */
  | { kind: 'visited'; state: string }
  /** a clock of the model that runs since the last entry into these states starts anew */
  | { kind: 'clock started'; states: string[] }
  /** a characteristic or mark is drawn; its level is one of these, by index */
  | { kind: 'drawn'; draw: number; levels: number[] }
  /** a branch of a decision is taken */
  | { kind: 'decided'; state: string; branch: number }
  /**
   * an endpoint is over, now
   * @property cause index of the event, undefined where the endpoint's definition censors
   * @property cell undefined while it is not known which subgroups the patient is in
   */
  | { kind: 'ended'; endpoint: number; cause: number | undefined; cell: Cell | undefined }
  /** it is known now which subgroups the patient is in, and of endpoints that were over before, how they ended */
  | { kind: 'settled'; cell: Cell; ended: { endpoint: number; cause: number | undefined }[] }
  /** nothing more happens to the patient, and an endpoint is not over */
  | { kind: 'unended'; endpoint: number; cell: Cell }
  /** it is known now whether the patient counts in a proportion, among those that it is of */
  | { kind: 'proportion'; proportion: number; hit: boolean };

/** A combination of subgroups: for each in order, 1 for a member and 0 for others. */
export type Cell = string;

export function cellOf(members: readonly boolean[]): Cell {
  return members.map(Number).join('');
}

export function membersOf(cell: Cell): boolean[] {
  return [...cell].map((digit) => digit === '1');
}
