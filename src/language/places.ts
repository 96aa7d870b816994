import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Problem } from './problem.ts';

type Path = Problem['path'];

/** A place in a text; line and column count from 1. */
export interface Place {
  line: number;
  column: number;
}

export function placeOf(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/**
 * Finds the places of nodes in a document. The place of a mapping or list is that of its key; the place of something
 * missing is that of its parent.
 *
 * @returns the place of a path; with `key` the place of the key, even if the value is on the same line
 */
export function locator(document: Document, lines: LineCounter): (path: Path, at?: 'key' | 'value') => Place {
  const keys = new WeakMap<YAMLMap, Map<string, Pair>>();
  return (path, at = 'value') => {
    let offset = document.contents?.range?.[0] ?? 0;
    let node: unknown = document.contents;
    for (const [depth, key] of path.entries()) {
      if (isAlias(node)) node = node.resolve(document);
      let next: unknown;
      if (isMap(node)) {
        const pair = pairsOf(node, keys).get(String(key));
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
  };
}

/** Pairs by key; of a repeated key the last one. */
function pairsOf(map: YAMLMap, known: WeakMap<YAMLMap, Map<string, Pair>>): Map<string, Pair> {
  const cached = known.get(map);
  if (cached) return cached;
  const pairs = new Map(
    map.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]),
  );
  known.set(map, pairs);
  return pairs;
}

/** Whether a value is written in the text: in `dead:` it has length 0. */
function isWritten(node: unknown): node is { range?: [number, number, number] | null } {
  if (isAlias(node)) return true;
  return isScalar(node) && node.range !== undefined && node.range !== null && node.range[1] > node.range[0];
}
