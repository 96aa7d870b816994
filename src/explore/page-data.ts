import type { Described } from './describe.ts';

/** What a page is given, as JSON within the file. */
export interface PageData {
  /** the name of the file, for commands and downloads */
  file: string;
  text: string;
  /** the file of the scenario's posterior, if it names one */
  posterior?: string;
  /** undefined if the text has problems, which the page then shows */
  described?: Described;
  /** whether a server sends the file again when it is saved */
  isServed: boolean;
}
