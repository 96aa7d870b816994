import { LineCounter, parseDocument } from 'yaml';
import type { Problem } from '../problem.ts';
import { locateIn, type Place } from './places.ts';
import { syntaxProblems } from './syntax.ts';

/** What a file is to be, for messages. */
export interface YamlKind {
  /** `a scenario` */
  what: string;
  /** how one starts: `scenario: its title` */
  start: string;
}

/** A YAML text whose content is a mapping, or what is wrong with it. */
export interface YamlFile {
  /** undefined where nothing can be told of the content */
  content?: object;
  /** what is wrong with the text itself; it may be right enough for there to be a content */
  problems: { message: string; place: Place }[];
  /** line and column of the node at a path of the content; `key` for the place of its key */
  locate(path: Problem['path'], at?: 'key' | 'value'): Place;
}

/** Files larger than this are none that a person has written. */
export const LARGEST_FILE = 1_000_000;
const MOST_ALIASES = 200;
const TOP: Place = { line: 1, column: 1 };

/** Read a YAML text as far as its syntax goes. */
export function readYaml(text: string, { what, start }: YamlKind): YamlFile {
  const failed = (message: string, place: Place = TOP): YamlFile => ({
    problems: [{ message, place }],
    locate: () => TOP,
  });
  if (text.length > LARGEST_FILE) {
    return failed(
      `the file has ${text.length.toLocaleString('en')} characters, ${what} has at most ${LARGEST_FILE.toLocaleString('en')}`,
    );
  }
  const control = firstControlCharacter(text);
  if (control >= 0)
    return failed(
      `the file is not text: it holds control characters; ${what} is YAML in UTF-8`,
      position(text, control),
    );
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
    });
    const { problems, fatal } = syntaxProblems(document, lines, text);
    const locate: YamlFile['locate'] = (path, at) => locateIn(document, lines, path, at);
    if (fatal) return { problems, locate };
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (content === null || content === undefined)
      return failed(`the file is empty; ${what} starts with \`${start}\``);
    if (typeof content !== 'object' || Array.isArray(content))
      return failed(
        `the file holds ${Array.isArray(content) ? 'a list' : 'one value'}, must be a mapping; ${what} starts with \`${start}\``,
      );
    return { content, problems, locate };
  } catch (error) {
    if (error instanceof RangeError)
      return failed(`lists and mappings lie too deep within each other; ${what} has a dozen levels at most`);
    if (error instanceof ReferenceError)
      return failed('aliases unfold to far more than the file holds; write the values out');
    throw error;
  }
}

/** Where a text holds what only binary files hold; -1 where nowhere. Tabs and line ends are text. */
function firstControlCharacter(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 9 || (code > 13 && code < 32)) return i;
  }
  return -1;
}

function position(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1]!.length + 1 };
}
