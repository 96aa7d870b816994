import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.ts';
import { keysAt } from './read/keys.ts';
import { lostStates } from './read/left-out.ts';
import { parseByParts } from './read/parts.ts';
import { locateIn, type Place } from './read/places.ts';
import { syntaxProblems } from './read/syntax.ts';
import {
  type EvidenceFile,
  evidenceSchema,
  type Scenario,
  scenarioJsonSchema,
  scenarioSchema,
} from './schema/index.ts';

/** A file that was read: its content, what was wrong with its shape, and where everything stands. */
export interface ReadResult {
  /** undefined when the file is no scenario; entries with shape errors are left out */
  scenario?: Scenario;
  /** a file of published figures alone, nothing to simulate */
  evidence?: EvidenceFile;
  problems: Problem[];
  /** names of entries left out for their shape */
  dropped: ReadonlySet<string>;
  /** line and column (from 1) of one of `problems`, by its path object, or of the node at a path of the content */
  locate(path: Problem['path']): Place;
}

/** Files larger than this are not scenarios. */
export const LARGEST_FILE = 1_000_000;
const MOST_ALIASES = 200;

/**
 * Read a scenario from YAML text: syntax and shapes. Names are looked up later, by `resolve`.
 *
 * All that is wrong is reported at once: an entry with an error of its own is left out, and the rest is read on.
 */
export function readScenario(text: string): ReadResult {
  const problems: Problem[] = [];
  const places = new Map<Problem['path'], Place>();
  const add = (message: string, place: Place, path: Problem['path'] = []) => {
    const problem: Problem = { path: [...path], message, severity: 'error' };
    places.set(problem.path, place);
    problems.push(problem);
  };
  const lines = new LineCounter();
  let locate = (_path: Problem['path']): Place => ({ line: 1, column: 1 });
  const result = (found: { scenario?: Scenario; evidence?: EvidenceFile; dropped?: Set<string> } = {}) => ({
    dropped: new Set<string>(),
    ...found,
    problems,
    locate: (path: Problem['path']) => places.get(path) ?? locate(path),
  });
  const failed = (message: string, place: Place = { line: 1, column: 1 }) => {
    add(message, place);
    return result();
  };

  if (text.length > LARGEST_FILE) {
    return failed(
      `the file has ${text.length.toLocaleString('en')} characters, a scenario has at most ${LARGEST_FILE.toLocaleString('en')}`,
    );
  }
  const control = firstControlCharacter(text);
  if (control >= 0)
    return failed(
      'the file is not text: it holds control characters; a scenario is YAML in UTF-8',
      position(text, control),
    );
  let content: unknown;
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
    });
    const syntax = syntaxProblems(document, lines, text);
    for (const { message, place } of syntax.problems) add(message, place);
    if (syntax.fatal) return result();
    content = document.toJS({ maxAliasCount: MOST_ALIASES });
    const isEvidence = isFiguresAlone(content);
    if (content === null || content === undefined)
      return failed('the file is empty; a scenario starts with `scenario: its title`');
    if (typeof content !== 'object' || Array.isArray(content))
      return failed(
        `the file holds ${Array.isArray(content) ? 'a list' : 'one value'}, must be a mapping; a scenario starts with \`scenario: its title\``,
      );
    const parse = <T extends z.ZodType>(schema: T) => {
      const parsed = parseByParts(schema, content as object, (path) => keysAt(scenarioKeys(), path));
      for (const { path, message, ofKey } of parsed.problems)
        add(message, locateIn(document, lines, path, ofKey ? 'key' : 'value'), path);
      for (const { path, message } of lostStates(content as object, parsed.leftOut))
        add(message, locateIn(document, lines, path, 'value'), path);
      locate = (path) => locateIn(document, lines, parsed.inFile(path));
      return parsed;
    };
    if (isEvidence) {
      const { value, dropped } = parse(evidenceSchema);
      return result({ evidence: value, dropped });
    }
    const { value, dropped } = parse(scenarioSchema);
    return result({ scenario: value, dropped });
  } catch (error) {
    if (error instanceof RangeError)
      return failed(
        'lists and mappings lie too deep within each other; a scenario has a dozen levels at most',
      );
    if (error instanceof ReferenceError)
      return failed('aliases unfold to far more than the file holds; write the values out');
    throw error;
  }
}

/** A file of published figures alone has none of what makes a model. */
function isFiguresAlone(content: unknown): boolean {
  if (typeof content !== 'object' || content === null) return false;
  if (['states', 'time', 'start', 'endpoints'].some((key) => key in content)) return false;
  return 'figures' in content || 'identities' in content;
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

let keys: object | undefined;

function scenarioKeys(): object {
  keys ??= scenarioJsonSchema();
  return keys;
}
