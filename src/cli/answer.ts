import type { Files } from './output.ts';
import type { Report } from './report.ts';

/** What a command has worked out. How it is handed over is up to `deliver`. */
export interface Answer {
  /** the object that --json prints, in parts */
  json?(): Iterable<string>;
  /** what is printed otherwise: a text for people, which is wrapped and coloured; or parts, which are printed as they are */
  text(): string | Iterable<string> | Promise<string>;
  /** said on stderr once the answer is printed */
  remarks?: string;
  /** said once all is written */
  next?: string;
  /** what goes into the place that the command has named */
  files?(): Files;
  /** what --report and --figures show; made once, and only where it is asked for */
  report?(): Promise<Report>;
  /** where it is not 0, though there is an answer */
  exitCode?: number;
}
