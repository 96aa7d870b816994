/** Levels of objects and lists that are written piece by piece: strategies, and within them endpoints and subgroups. */
const LEVELS = 3;

/**
 * A value as JSON, piece by piece: together the same text as `JSON.stringify` gives, and a line end. A long answer is
 * never held as one text, which could be longer than texts may be.
 *
 * @param value of plain objects and lists
 * @param indent spaces a level; all on one line unless given
 */
export function* jsonParts(value: unknown, indent = 0): Generator<string> {
  yield* partsOf(value, indent, '', LEVELS);
  yield '\n';
}

function* partsOf(value: unknown, indent: number, margin: string, levels: number): Generator<string> {
  if (levels === 0 || typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value, null, indent);
    // line ends within texts are written as \\n, so that every line end is one between lines
    yield margin === '' ? text : text.replaceAll('\n', `\n${margin}`);
    return;
  }
  const isList = Array.isArray(value);
  // what JSON does not have is left out of objects, and is null in lists
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
