import { isMap, isNode, isScalar, parseDocument } from 'yaml';

/** Another number for an entry that states one. */
export interface NewNumber {
  path: readonly (string | number)[];
  value: number;
  /** the ground of the number, if the entry stated the old one in another way, such as by counts */
  ground: string;
}

/**
 * The text with other numbers in it; comments, anchors and layout are kept.
 *
 * An entry with `value` or `ratio` gets the number there; an entry that states its number in another way is replaced.
 *
 * @param text YAML without errors
 */
export function withNumbers(text: string, numbers: readonly NewNumber[]): string {
  const document = parseDocument(text, { uniqueKeys: false });
  const edits = numbers.flatMap(({ path, value, ground }) => {
    const entry = document.getIn(path, true);
    const number = isMap(entry)
      ? ['value', 'ratio'].map((key) => entry.get(key, true)).find((node) => isScalar(node))
      : entry;
    const node = number ?? entry;
    if (!isNode(node) || !node.range) return [];
    const [from, to] = node.range;
    const written = isScalar(node)
      ? String(value)
      : `{ value: ${value}, assumption: ${JSON.stringify(ground)} }`;
    return [{ from, to, written }];
  });
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce(
      (now, { from, to, written }) =>
        now.slice(0, from) + lineEnded(written, now.slice(from, to)) + now.slice(to),
      text,
    );
}

/** A block mapping ends with its line: what replaces it must too. */
function lineEnded(written: string, old: string): string {
  return old.endsWith('\n') ? `${written}\n` : written;
}
