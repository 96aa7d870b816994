import type { Document, LineCounter, YAMLError } from 'yaml';
import { type Place, placeOf } from './places.ts';
import { cut } from './problem.ts';

/** A problem of the YAML syntax. */
export interface SyntaxProblem {
  message: string;
  place: Place;
}

/** The parser's errors in plain words; `fatal` if the rest of the file cannot be understood. */
export function syntaxProblems(
  document: Document,
  lines: LineCounter,
  text: string,
): { problems: SyntaxProblem[]; fatal: boolean } {
  const errors: YAMLError[] = [...document.errors];
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const others = errors.filter(({ code }) => code !== 'TAB_AS_INDENT');
  // a tab breaks the indentation of all lines after it
  const reported = tabs.length > 0 ? tabs : others;
  const problems = [
    ...reported.map((error) => ({ message: wordsFor(error, text), place: placeOf(lines, error.pos[0]) })),
    ...document.warnings
      .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
      .map(({ pos }) => ({
        message: `the tag ${cut(text.slice(pos[0], pos[1]))} means nothing here, leave it out`,
        place: placeOf(lines, pos[0]),
      })),
  ];
  return reported.length > 0 ? { problems: onePerLine(problems), fatal: true } : { problems, fatal: false };
}

/** One mistake causes several parser errors in its line; only the first is kept. */
function onePerLine(problems: SyntaxProblem[]): SyntaxProblem[] {
  const lines = new Set<number>();
  return problems.filter(({ place }) => !lines.has(place.line) && lines.add(place.line));
}

const needsSpace = 'a key is followed by a colon and a space, as in `start: healthy`';

function wordsFor({ code, message, pos }: YAMLError, text: string): string {
  const rest = restOfLine(text, pos[0]);
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab indents this line, must be spaces';
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
      if (/^[\w.-]+:\S/.test(rest)) return needsSpace;
      return 'a second key stands in this line, must have its own line; quote a text that holds ": "';
    case 'BAD_SCALAR_START':
      return `a text may not start with ${rest[0]}, must be quoted`;
    case 'BLOCK_IN_FLOW':
      return 'a list with - or an indented mapping may not stand within { } or [ ]';
    case 'IMPOSSIBLE':
    case 'RESOURCE_EXHAUSTION':
      return /call stack|depth/i.test(message)
        ? 'lists and mappings are nested too deeply'
        : plainly(message);
    default:
      return plainly(message);
  }
}

/** The parts of a parser error that a message needs. */
const MOST_OF_LINE = 1000;

function restOfLine(text: string, from: number): string {
  return text.slice(from, from + MOST_OF_LINE).split(/[\n\r]/, 1)[0]!;
}

function plainly(message: string): string {
  return `not YAML: ${cut(message[0]!.toLowerCase() + message.slice(1), 300)}`;
}
