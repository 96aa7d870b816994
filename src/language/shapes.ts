import type { z } from 'zod';
import type { Language } from './language.ts';
import { didYouMean } from './names.ts';
import { nearest } from './nearest.ts';
import { cut, MOST_SHOWN, type Problem } from './problem.ts';

type Path = Problem['path'];
type Issue = z.core.$ZodIssue;

/** A problem with the shape of a file's content. */
export interface ShapeProblem {
  path: Path;
  message: string;
  /** the key itself is wrong, not its value */
  ofKey?: boolean;
  /** for an unknown key, the key that was probably meant */
  meant?: string;
  /** a required value is missing */
  missing?: boolean;
}

/**
 * Turns the issues of a schema into plain messages: the value found, what is allowed, and an example if the shape is
 * wrong.
 *
 * @param language what is allowed at each place
 */
export function shapeProblems(
  issues: readonly Issue[],
  content: unknown,
  language: Language,
): ShapeProblem[] {
  const problems = issues.flatMap((issue) => describe(issue, content, language));
  // a misspelt key is one mistake: report the unknown key, not also a missing one
  const meant = new Set(
    problems.flatMap(({ path, meant: key }) =>
      key === undefined ? [] : [[...path.slice(0, -1), key].join('\n')],
    ),
  );
  return problems.filter(({ path, missing }) => !missing || !meant.has(path.join('\n')));
}

function describe(issue: Issue, content: unknown, language: Language): ShapeProblem[] {
  const path = issue.path as Path;
  const value = valueAt(content, path);
  const what = nameOf(path);
  const example = () => {
    const text = language.exampleAt(path);
    return text === undefined ? '' : ` such as ${text}`;
  };
  /** @param hint replaces the example; for an empty value it says how an empty section is written */
  const wrong = (says: string, hint = isOfParts(issue) ? example() : ''): ShapeProblem[] =>
    value === undefined
      ? [{ path, message: `${what} is missing, ${says}${example()}`, missing: true }]
      : [{ path, message: `${what} is ${show(value)}, ${says}${hint}` }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, ownWords(issue), path, value, language));
    case 'invalid_key': {
      const why = issue.issues[0]?.message ?? 'must be a name';
      return [{ path, message: `${quoted(String(path[path.length - 1]))} is no name: ${why}`, ofKey: true }];
    }
    case 'invalid_union': {
      const branch = bestBranch(issue);
      if (branch)
        return branch.flatMap((inner) =>
          describe({ ...inner, path: [...path, ...inner.path] } as Issue, content, language),
        );
      const own = customMessage(issue);
      if (own !== undefined)
        return own.startsWith('must') ? wrong(own, '') : [{ path, message: `${what} ${own}` }];
      const near = typeof value === 'string' ? didYouMean(value, valuesOf(issue)) : '';
      return wrong(`must be ${either(kindsOf(issue))}`, `${valueHint(value, 'string')}${near}` || undefined);
    }
    case 'invalid_type':
      return wrong(`must be ${kindOf(issue.expected)}`, valueHint(value, issue.expected) || undefined);
    case 'invalid_value': {
      const values = issue.values.map(String);
      return wrong(`must be ${either(values)}${typeof value === 'string' ? didYouMean(value, values) : ''}`);
    }
    case 'too_small':
    case 'too_big':
      return wrong(limitOf(issue));
    default:
      return wrong(issue.message.startsWith('must') ? issue.message : `but ${issue.message}`);
  }
}

/** Of several allowed shapes, the one that a value most resembles; undefined if it resembles none. */
function bestBranch(issue: Extract<Issue, { code: 'invalid_union' }>): Issue[] | undefined {
  const alike = issue.errors.filter((branch) => !branch.some(isOtherKind));
  if (alike.length === 0) return undefined;
  const score = (branch: readonly Issue[]) =>
    Math.max(...branch.map(({ path }) => path.length)) - branch.length / 100;
  return alike.reduce((best, branch) => (score(branch) > score(best) ? branch : best));
}

/** Whether a value is of another kind altogether, such as a number instead of a mapping. */
function isOtherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(isOtherKind));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

/** The schema's own message for a value that it refuses, from anywhere in a union. */
function customMessage(issue: Issue): string | undefined {
  if (issue.code !== 'invalid_union') return undefined;
  if (issue.message !== 'Invalid input') return issue.message;
  for (const inner of issue.errors.flat()) {
    const message = inner.path.length === 0 ? customMessage(inner) : undefined;
    if (message !== undefined) return message;
  }
  return undefined;
}

const kinds = new Map([
  ['string', 'text'],
  ['number', 'a finite number'],
  ['int', 'a whole number'],
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['boolean', 'true or false'],
]);

const kindOf = (expected: string): string => kinds.get(expected) ?? expected;

/** Whether the allowed value has parts, so that words alone do not show how to write it. */
function isOfParts(issue: Issue): boolean {
  if (issue.code === 'too_small' || issue.code === 'too_big') return issue.origin === 'array';
  return kindsOf(issue).some((kind) => kind === 'a mapping' || kind === 'a list');
}

function kindsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_union') return [...new Set(issue.errors.flat().flatMap(kindsOf))];
  if (issue.code === 'invalid_type') return [kindOf(issue.expected)];
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

/** The words that are allowed at a place, besides other shapes. */
function valuesOf(issue: Issue): string[] {
  if (issue.code === 'invalid_union') return issue.errors.flat().flatMap(valuesOf);
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

/** a, b or c */
function either(words: readonly string[]): string {
  if (words.length < 2) return words.join();
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

function limitOf(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const [limit, most] = issue.code === 'too_small' ? [issue.minimum, false] : [issue.maximum, true];
  if (issue.origin === 'array')
    return `must have at ${most ? 'most' : 'least'} ${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
  if (issue.origin === 'string') return 'must say something';
  if (Math.abs(Number(limit)) >= Number.MAX_SAFE_INTEGER) return 'is too large a number';
  return `must be ${most ? '<' : '>'}${issue.inclusive ? '=' : ''} ${limit}`;
}

/** The schema's other issues besides an unknown key. */
function ownWords({ message }: Issue): string | undefined {
  return message.startsWith('Unrecognized key') ? undefined : `; ${message}`;
}

/** The most probable mistake behind a value of the wrong kind. */
function valueHint(value: unknown, expected: string): string {
  if (value === null && (expected === 'object' || expected === 'record'))
    return '; write {} for an empty one';
  if (value === null && expected === 'array') return '; write [] for an empty one';
  if (typeof value === 'boolean' && expected === 'string')
    return '; yes and no are words here, true and false are not';
  if (typeof value !== 'string' || (expected !== 'number' && expected !== 'int')) return '';
  const percent = /^([+-]?[\d.]+)\s*%$/.exec(value);
  if (percent) return `; write ${Number((Number(percent[1]) / 100).toPrecision(12))}`;
  if (/^[+-]?\d+,\d+$/.test(value)) return '; decimals are written with a point';
  return value.trim() !== '' && Number.isFinite(Number(value)) ? '; leave out the quotes' : '';
}

/** A message for a key at the wrong place: the key that was probably meant, or where this key belongs. */
function unknownKey(
  key: string,
  says: string | undefined,
  path: Path,
  value: unknown,
  language: Language,
): ShapeProblem {
  const known = language.keysAt(path);
  const isKnown = known.includes(key);
  // { value: 0,05 } is a value of 0 and a key 05
  const isNumber = /^\d+$/.test(key);
  const candidates = says === undefined && !isKnown && !isNumber ? known : [];
  // among equally near ones, prefer those that start alike
  const alike = (name: string) => Number(name[0] !== key[0]);
  const meant = nearest(
    key,
    [...candidates].sort((a, b) => alike(a) - alike(b)),
  );
  const hint = () => {
    if (isNumber) return '; decimals are written with a point, such as 0.05';
    if (meant !== undefined) return didYouMean(key, [meant]);
    if (isKnown) return otherShape(key, value, language.shapesAt(path));
    const home = language.homeOf(key, path);
    if (home !== undefined) return `; it belongs ${home}`;
    return known.length > 0 ? `; known: ${known.join(', ')}` : '';
  };
  const message = `unknown key ${quoted(key)}${says ?? hint()}`;
  return { path: [...path, key], message, ofKey: true, meant };
}

/** A message for a key that belongs to another shape than the other keys. */
function otherShape(key: string, value: unknown, shapes: readonly string[][]): string {
  const given = Object.keys(Object(value)).filter((name) => name !== key);
  const shared = (shape: readonly string[]) => given.filter((name) => shape.includes(name)).length;
  const shape = shapes.filter((keys) => keys.includes(key)).reduce((a, b) => (shared(b) > shared(a) ? b : a));
  const others = given.filter((name) => !shape.includes(name) && shapes.some((keys) => keys.includes(name)));
  return `; it stands in { ${shape.join(', ')} }${others.length > 0 ? `, without ${others.join(', ')}` : ''}`;
}

/** `rate`, `landmarks[1]` */
function nameOf(path: Path): string {
  const last = path[path.length - 1];
  if (typeof last !== 'number') return cut(String(last ?? 'the file'));
  return `${cut(String(path[path.length - 2] ?? ''))}[${last}]`;
}

function show(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? quoted(value) : String(value);
}

const quoted = (text: string): string => cut(JSON.stringify(cut(text, 2 * MOST_SHOWN)));

export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key as string]
        : undefined,
    content,
  );
}
