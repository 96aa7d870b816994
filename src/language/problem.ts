/** Something wrong or doubtful in a file: where it stands, what is wrong and what would be right. */
export interface Problem {
  /** Keys and indices from the top of the file to the offending node. */
  path: (string | number)[];
  message: string;
  severity: 'error' | 'warning';
}

/** So much of a value is told: enough to find it. */
export const MOST_SHOWN = 60;

/** A text of the file, cut where it is longer than anybody reads. */
export function cut(text: string, most = MOST_SHOWN): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}
