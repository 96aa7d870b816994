/** A problem in a file: its path, what is wrong and what would be right. */
export interface Problem {
  /** Keys and indices from the top of the file to the offending node. */
  path: (string | number)[];
  message: string;
  severity: 'error' | 'warning';
}

/** Most characters of a value that a message quotes. */
export const MOST_SHOWN = 60;

/** A text of the file, shortened if it is long. */
export function cut(text: string, most = MOST_SHOWN): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}
