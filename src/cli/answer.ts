import type { Files } from './output.ts';
import type { Report } from './report.ts';

/** The answer of a command. `deliver` prints and writes it. */
export interface Answer {
  /** the object that --json prints, in parts */
  json?(): Iterable<string>;
  /** printed without --json: a string is wrapped and coloured; parts are printed unchanged */
  text(): string | Iterable<string> | Promise<string>;
  /** printed on stderr after the answer */
  remarks?: string;
  /** printed after all files are written */
  next?: string;
  /** the files for the place that the command named */
  files?(): Files;
  /** the content of --report and --figures; called once, and only if either is asked for */
  report?(): Promise<Report>;
  /** exit code, if it is not 0 despite the answer */
  exitCode?: number;
}
