/** Something wrong or doubtful in a file: where it stands, what is wrong and what would be right. */
export interface Problem {
  /** Keys and indices from the top of the file to the offending node. */
  path: (string | number)[];
  message: string;
  severity: 'error' | 'warning';
}
