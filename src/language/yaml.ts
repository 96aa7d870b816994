import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { contentOf } from './content.ts';
import { locator, type Place } from './places.ts';
import type { Problem } from './problem.ts';
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
      // keys given twice are found by `contentOf`
      uniqueKeys: false,
      stringKeys: true,
      prettyErrors: false,
      // one language, whatever version of YAML a file says it is in, without tags that make other things than text
      schema: 'core',
      resolveKnownTags: false,
      merge: false,
    });
    const syntax = syntaxProblems(document, lines, text);
    const locate = locator(document, lines);
    if (syntax.fatal) return { problems: syntax.problems, locate };
    const root = document.contents;
    if (!isMap(root)) {
      const isEmpty = root === null || (root as { value?: unknown }).value === null;
      const holds = isSeq(root) ? 'a list' : 'one value';
      const message = isEmpty
        ? `the file is empty; ${what} starts with \`${start}\``
        : `the file holds ${holds}, must be a mapping; ${what} starts with \`${start}\``;
      return { problems: [...syntax.problems, { message, place: TOP }], locate };
    }
    const { value, problems, fatal } = contentOf(document, lines);
    return {
      content: fatal ? undefined : (value as object),
      problems: [...syntax.problems, ...problems],
      locate,
    };
  } catch (error) {
    if (error instanceof RangeError)
      return failed(`lists and mappings are nested too deeply; ${what} has a dozen levels at most`);
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
