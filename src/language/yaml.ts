import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { contentOf } from './content.ts';
import { locator, type Place } from './places.ts';
import type { Problem } from './problem.ts';
import { syntaxProblems } from './syntax.ts';

/** The expected kind of file, for messages. */
export interface YamlKind {
  /** `a scenario` */
  what: string;
  /** how such a file starts: `scenario: its title` */
  start: string;
}

/** A parsed YAML text whose content is a mapping, or its problems. */
export interface YamlFile {
  /** undefined if the content cannot be understood */
  content?: object;
  /** problems of the text itself; there may be content despite them */
  problems: { message: string; place: Place }[];
  /** line and column of the node at a path of the content; with `key` those of its key */
  locate(path: Problem['path'], at?: 'key' | 'value'): Place;
}

/** Most characters of a file. No person writes more. */
export const LARGEST_FILE = 1_000_000;
const TOP: Place = { line: 1, column: 1 };

/** Reads a YAML text: syntax only, no shapes. */
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
      // `contentOf` finds repeated keys
      uniqueKeys: false,
      stringKeys: true,
      prettyErrors: false,
      // one schema for all YAML versions; tags that make values of other types are ignored
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

/** Position of the first control character, other than tabs and line ends; -1 if there is none. */
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
