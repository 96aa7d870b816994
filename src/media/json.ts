/** Levels of nesting that are written piece by piece: strategies, and within them endpoints and subgroups. */
const LEVELS = 3;

/**
 * JSON in pieces, which together equal the text of `JSON.stringify` and a line end. A long answer need not fit into one
 * string.
 *
 * @param value made of plain objects and lists
 * @param indent spaces for each level; one line without indentation unless given
 */
export function* jsonParts(value: unknown, indent = 0): Generator<string> {
  yield* partsOf(value, indent, '', LEVELS);
  yield '\n';
}

function* partsOf(value: unknown, indent: number, margin: string, levels: number): Generator<string> {
  if (levels === 0 || typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value, null, indent);
    // line ends within strings are escaped as \\n, so every real line end separates lines
    yield margin === '' ? text : text.replaceAll('\n', `\n${margin}`);
    return;
  }
  const isList = Array.isArray(value);
  // values that JSON cannot hold are left out of objects, and become null in lists
  const entries = isList
    ? value.map((one: unknown) => ['', one ?? null] as const)
    : Object.entries(value)
        .filter(([, one]) => one !== undefined && typeof one !== 'function')
        .map(([key, one]) => [`${JSON.stringify(key)}:${indent > 0 ? ' ' : ''}`, one] as const);
  const inner = margin + ' '.repeat(indent);
  const [open, close] = isList ? '[]' : '{}';
  yield open!;
  for (const [i, [key, one]] of entries.entries()) {
    yield `${i > 0 ? ',' : ''}${indent > 0 ? `\n${inner}` : ''}${key}`;
    yield* partsOf(one, indent, inner, levels - 1);
  }
  yield `${entries.length > 0 && indent > 0 ? `\n${margin}` : ''}${close}`;
}
