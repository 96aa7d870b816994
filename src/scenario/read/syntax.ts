import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type YAMLError,
} from 'yaml';
import { type Place, placeOf } from './places.ts';

/** Something wrong with the YAML itself. */
export interface SyntaxProblem {
  message: string;
  place: Place;
}

/** What the parser found, in plain words; `fatal` where the rest of the file cannot be told from it. */
export function syntaxProblems(
  document: Document,
  lines: LineCounter,
  text: string,
): { problems: SyntaxProblem[]; fatal: boolean } {
  const errors: YAMLError[] = [...document.errors];
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const others = errors.filter(({ code }) => code !== 'TAB_AS_INDENT');
  // a tab upsets the indentation of all that follows it
  const told = tabs.length > 0 ? tabs : others;
  const problems = [
    ...told.map((error) => ({ message: wordsFor(error, text), place: placeOf(lines, error.pos[0]) })),
    ...document.warnings
      .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
      .map(({ pos }) => ({
        message: `the tag ${text.slice(pos[0], pos[1])} means nothing here, leave it out`,
        place: placeOf(lines, pos[0]),
      })),
  ];
  if (told.some(({ code }) => code !== 'DUPLICATE_KEY'))
    return { problems: onePerLine(problems), fatal: true };
  const more = misplaced(document, lines);
  return { problems: [...problems, ...more], fatal: more.length > 0 };
}

/** One slip makes the parser stumble several times in its line. */
function onePerLine(problems: SyntaxProblem[]): SyntaxProblem[] {
  return problems.filter(
    ({ place }, i) => problems.findIndex((other) => other.place.line === place.line) === i,
  );
}

/** Aliases of nothing, and a name that JavaScript keeps for itself. */
function misplaced(document: Document, lines: LineCounter): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const anchors = new Set<string>();
  const add = (message: string, offset = 0) => problems.push({ message, place: placeOf(lines, offset) });
  const look = (node: unknown): void => {
    if (isAlias(node)) {
      const { source, range } = node;
      if (!anchors.has(source))
        add(`*${source} repeats what &${source} marks, and nothing before it is marked so`, range?.[0]);
      return;
    }
    if (isNode(node) && node.anchor) anchors.add(node.anchor);
    if (isSeq(node)) node.items.forEach(look);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (isScalar(key) && key.value === '__proto__')
        add('"__proto__" is no name; a name starts with a letter', key.range?.[0]);
      look(key);
      look(value);
    }
  };
  look(document.contents);
  return problems;
}

const needsSpace = 'a key is followed by a colon and a space, as in `start: healthy`';

function wordsFor({ code, message, pos }: YAMLError, text: string): string {
  const found = text.slice(pos[0]).split(/[\n\r]/)[0]!;
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab indents this line, must be spaces';
    case 'DUPLICATE_KEY':
      return `"${/^[^\s:]*/.exec(found)![0]}" is given a second time, must be given once`;
    case 'BAD_INDENT':
      return /^Flow/.test(message)
        ? 'a { or [ before this is not closed, must end with } or ]'
        : 'the line is indented otherwise than those it belongs to, must start in the same column';
    case 'MISSING_CHAR':
      if (/Implicit map key/.test(message)) return needsSpace;
      if (/quote/.test(message)) return 'a quoted text is not closed, must end with the quote it starts with';
      return message.includes(',')
        ? 'entries within { } and [ ] must have commas between them'
        : plainly(message);
    case 'MULTIPLE_DOCS':
      return 'a second document starts here (---), a file must hold one scenario';
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (/^[\w.-]+:\S/.test(found)) return needsSpace;
      return 'a second key stands in this line, must have its own line; quote a text that holds ": "';
    case 'BAD_SCALAR_START':
      return `a text may not start with ${found[0]}, must be quoted`;
    case 'BLOCK_IN_FLOW':
      return 'a list with - or an indented mapping may not stand within { } or [ ]';
    case 'IMPOSSIBLE':
    case 'RESOURCE_EXHAUSTION':
      return /call stack|depth/i.test(message)
        ? 'lists and mappings lie too deep within each other'
        : plainly(message);
    default:
      return plainly(message);
  }
}

function plainly(message: string): string {
  return `not YAML: ${message[0]!.toLowerCase()}${message.slice(1)}`;
}
