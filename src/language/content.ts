import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter } from 'yaml';
import { placeOf } from './places.ts';
import { cut } from './problem.ts';
import type { SyntaxProblem } from './syntax.ts';

/** Most values of a file. No person writes more, but nested aliases can expand to any number. */
export const MOST_VALUES = 1_000_000;

interface Content {
  /** the content as plain objects, lists and values; an alias shares the value of its anchor */
  value: unknown;
  problems: SyntaxProblem[];
  /** whether the content is too broken to be used */
  fatal: boolean;
}

interface Marked {
  value: unknown;
  values: number;
  /** false while the value is being read: an alias inside it would refer to itself */
  isWhole: boolean;
}

/**
 * Reads the content of a document once from top to bottom, with the problems of its keys and aliases.
 *
 * The YAML library does this too, but takes quadratic time: it compares each key with all before it, and searches each
 * anchor from the top.
 */
export function contentOf(document: Document, lines: LineCounter): Content {
  const problems: SyntaxProblem[] = [];
  const marked = new Map<string, Marked>();
  let values = 0;
  let fatal = false;
  const complain = (message: string, node: { range?: readonly number[] | null } | unknown) => {
    const { range } = node as { range?: readonly number[] | null };
    problems.push({ message, place: placeOf(lines, range?.[0] ?? 0) });
  };
  const fail = (message: string, node: unknown) => {
    complain(message, node);
    fatal = true;
  };

  const read = (node: unknown): unknown => {
    if (isAlias(node)) return repeated(node);
    const before = values++;
    if (isScalar(node)) {
      if (node.anchor !== undefined) marked.set(node.anchor, { value: node.value, values: 1, isWhole: true });
      return node.value;
    }
    const isList = isSeq(node);
    if (!isList && !isMap(node)) return null;
    const value: unknown[] | Record<string, unknown> = isList ? [] : {};
    const mark: Marked = { value, values: 0, isWhole: false };
    if (node.anchor !== undefined) marked.set(node.anchor, mark);
    if (isList) for (const item of node.items) (value as unknown[]).push(read(item));
    else {
      for (const { key, value: of } of node.items) {
        const name = nameOf(key);
        if (name === '__proto__') fail('"__proto__" is no name; a name starts with a letter', key);
        else {
          if (Object.hasOwn(value, name))
            complain(`"${cut(name)}" is given a second time, must be given once`, key);
          (value as Record<string, unknown>)[name] = read(of);
        }
      }
    }
    mark.values = values - before;
    mark.isWhole = true;
    return value;
  };

  const repeated = (alias: { source: string }): unknown => {
    const source = cut(alias.source);
    const anchored = marked.get(alias.source);
    if (!anchored)
      fail(`*${source} repeats what &${source} marks, and nothing before it is marked so`, alias);
    else if (!anchored.isWhole) fail(`*${source} repeats what it stands in; write the value out`, alias);
    else {
      const isFull = values > MOST_VALUES;
      values += anchored.values;
      if (values > MOST_VALUES && !isFull)
        fail(
          `with *${source} the file holds more than ${MOST_VALUES.toLocaleString('en')} values; write fewer aliases of aliases`,
          alias,
        );
      return anchored.value;
    }
    return undefined;
  };

  const value = read(document.contents);
  return { value, problems, fatal };
}

/** The text of a key; keys of other kinds have been reported by the parser. */
function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : isAlias(key) ? `*${key.source}` : key);
}
