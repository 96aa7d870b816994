import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from 'yaml';
import type { z } from 'zod';
import { didYouMean } from './nearest.ts';
import type { Problem } from './problem.ts';
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
  /** line and column (from 1) of the node at a path */
  locate(path: Problem['path']): { line: number; column: number };
}

/** Files larger than this are not scenarios. */
export const LARGEST_FILE = 5_000_000;
const MOST_ALIASES = 200;

/**
 * Read a scenario from YAML text: syntax and shapes. Names are looked up later, by `resolve`.
 *
 * All that is wrong is reported at once: an entry with an error of its own is left out, and the rest is read on.
 */
export function readScenario(text: string): ReadResult {
  const lines = new LineCounter();
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
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true });
  const locate = (path: Problem['path']) => locateIn(document, lines, path);
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => syntaxProblem(error, lines));
    return {
      problems: problems.map(({ problem }) => problem),
      dropped: new Set(),
      locate: (path) => problems.find(({ problem }) => problem.path === path)?.at ?? locate(path),
    };
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    return failed(`aliases unfold to too much (${(error as Error).message}); write the values out`);
  }
  if (content === null || content === undefined)
    return failed('the file is empty; a scenario starts with `scenario: its title`');
  if (typeof content !== 'object' || Array.isArray(content))
    return failed('is not a mapping; a scenario starts with `scenario: its title`');
  if (!('states' in content) && ('figures' in content || 'identities' in content)) {
    const { value, problems, dropped } = parseByParts(evidenceSchema, content);
    return { evidence: value, problems, dropped, locate };
  }
  const { value, problems, dropped } = parseByParts(scenarioSchema, content);
  return { scenario: value, problems, dropped, locate };

  function failed(message: string, at = { line: 1, column: 1 }): ReadResult {
    return { problems: [{ path: [], message, severity: 'error' }], dropped: new Set(), locate: () => at };
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

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1]!.length + 1 };
}

function syntaxProblem(error: { message: string; pos: [number, number]; code: string }, lines: LineCounter) {
  const { line, col } = lines.linePos(error.pos[0]);
  // the parser's message goes on with the place and an excerpt, which the caller prints in its own way
  const message = error.message.split(' at line ')[0]!.replace(/:$/, '');
  const hint = error.code === 'TAB_AS_INDENT' ? '; indent with spaces' : '';
  const problem: Problem = { path: ['syntax', line, col], message: `${message}${hint}`, severity: 'error' };
  return { problem, at: { line, column: col } };
}

/** Parse, leave out what has errors, and parse again, until the rest is right or nothing is left. */
function parseByParts<T extends z.ZodType>(
  schema: T,
  content: object,
): { value?: z.infer<T>; problems: Problem[]; dropped: Set<string> } {
  const problems: Problem[] = [];
  const dropped = new Set<string>();
  const rest = structuredClone(content) as Record<string, unknown>;
  for (;;) {
    const result = schema.safeParse(rest);
    if (result.success) return { value: result.data, problems, dropped };
    let removed = false;
    // the last entry of a list first, so that the places of the others stay right
    for (const issue of [...result.error.issues].reverse()) {
      const found = describe(issue, rest);
      problems.unshift(...found);
      for (const { path } of found) removed = drop(rest, path, dropped) || removed;
    }
    if (!removed) return { problems, dropped };
  }
}

type Issue = z.core.$ZodIssue;

/** A zod issue in this house's words. */
function describe(issue: Issue, content: unknown): Problem[] {
  const path = issue.path as Problem['path'];
  const problem = (message: string, at = path): Problem => ({ path: at, message, severity: 'error' });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem(`unknown key "${key}"${didYouMean(key, knownKeys())}`, [...path, key]),
    );
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === 'Invalid input') {
    const closest = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
    return closest.flatMap((inner) =>
      describe({ ...inner, path: [...path, ...inner.path] } as Issue, content),
    );
  }
  const value = valueAt(content, path);
  if (issue.code === 'invalid_type') {
    if (value === undefined)
      return [problem(`${String(path[path.length - 1])} is missing${whatIs(issue.expected)}`)];
    return [problem(`${show(value)} must be ${article(issue.expected)}`)];
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return [
      problem(
        `${show(value)} is not one of ${values.join(', ')}${typeof value === 'string' ? didYouMean(value, values) : ''}`,
      ),
    ];
  }
  if (issue.code === 'too_small')
    return [problem(`${show(value)} must be ${issue.inclusive ? '>=' : '>'} ${issue.minimum}`)];
  if (issue.code === 'too_big')
    return [problem(`${show(value)} must be ${issue.inclusive ? '<=' : '<'} ${issue.maximum}`)];
  return [
    problem(
      value === undefined || typeof value === 'object' ? issue.message : `${show(value)}: ${issue.message}`,
    ),
  ];
}

function depth(issues: readonly Issue[]): number {
  return Math.max(
    ...issues.map(
      (issue) => issue.path.length + (issue.code === 'invalid_type' && issue.path.length === 0 ? -1 : 0),
    ),
  );
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a finite number',
  int: 'a whole number',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  tuple: 'a list of two',
  boolean: 'true or false',
};

function article(expected: string): string {
  return kinds[expected] ?? expected;
}

function whatIs(expected: string): string {
  return kinds[expected] ? `, must be ${kinds[expected]}` : '';
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text === undefined ? 'nothing' : text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAt(content: unknown, path: Problem['path']): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key as string],
    content,
  );
}

/** Leave out the entry that a path leads into: of a map or list one level below the top, or the unknown key itself. */
function drop(content: Record<string, unknown>, path: Problem['path'], dropped: Set<string>): boolean {
  const levels = Math.min(path.length, path[0] === 'strategies' ? 4 : 2);
  if (levels === 0) return false;
  const holder = valueAt(content, path.slice(0, levels - 1)) as
    | Record<string, unknown>
    | unknown[]
    | undefined;
  const key = path[levels - 1]!;
  if (holder === undefined || holder === null || typeof holder !== 'object') return false;
  if (Array.isArray(holder)) {
    if (holder[key as number] === undefined) return false;
    holder.splice(key as number, 1);
  } else {
    if (!Object.hasOwn(holder, key)) return false;
    delete holder[key as string];
    dropped.add(String(key));
  }
  return true;
}

let keys: Set<string> | undefined;

/** Every key that the language has anywhere. */
function knownKeys(): Set<string> {
  if (keys) return keys;
  keys = new Set();
  const open: unknown[] = [scenarioJsonSchema()];
  while (open.length > 0) {
    const node = open.pop();
    if (node === null || typeof node !== 'object') continue;
    const { properties } = node as { properties?: object };
    if (properties) for (const key of Object.keys(properties)) keys.add(key);
    open.push(...Object.values(node));
  }
  return keys;
}

/** The value's place; of a mapping or list the place of its key; of what is missing the place of what should hold it. */
function locateIn(
  document: Document,
  lines: LineCounter,
  path: Problem['path'],
): { line: number; column: number } {
  let offset = document.contents?.range?.[0] ?? 0;
  let node: unknown = document.contents;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : item.key) === String(key),
      );
      if (!pair) break;
      next = pair.value;
      offset =
        (isScalar(next) || isAlias(next) ? next.range?.[0] : undefined) ??
        (isNode(pair.key) ? pair.key.range?.[0] : undefined) ??
        offset;
    } else if (isSeq(node)) {
      next = node.items[key as number];
      offset = (isNode(next) ? next.range?.[0] : undefined) ?? offset;
    } else break;
    node = next;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
