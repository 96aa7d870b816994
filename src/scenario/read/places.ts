import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type LineCounter } from 'yaml';
import type { Problem } from '../problem.ts';

type Path = Problem['path'];

/** A place in a text, line and column from 1. */
export interface Place {
  line: number;
  column: number;
}

export function placeOf(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/**
 * Where the node at a path stands: the place of a value; of a mapping or list that of its key; of what is missing that
 * of what should hold it.
 *
 * @param at `key` for the place of the key even where the value is on the same line
 */
export function locateIn(
  document: Document,
  lines: LineCounter,
  path: Path,
  at: 'key' | 'value' = 'value',
): Place {
  let offset = document.contents?.range?.[0] ?? 0;
  let node: unknown = document.contents;
  for (const [depth, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.findLast(
        (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : item.key) === String(key),
      );
      if (!pair) break;
      next = pair.value;
      const ofKey = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      const ofValue = isWritten(next) ? next.range?.[0] : undefined;
      const wantsKey = at === 'key' && depth === path.length - 1;
      offset = (wantsKey ? ofKey : undefined) ?? ofValue ?? ofKey ?? offset;
    } else if (isSeq(node)) {
      next = node.items[key as number];
      offset = (isNode(next) ? next.range?.[0] : undefined) ?? offset;
    } else break;
    node = next;
  }
  return placeOf(lines, offset);
}

/** A value that stands in the text: `dead:` has one of no length. */
function isWritten(node: unknown): node is { range?: [number, number, number] | null } {
  if (isAlias(node)) return true;
  return isScalar(node) && node.range !== undefined && node.range !== null && node.range[1] > node.range[0];
}
