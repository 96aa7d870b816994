/**
 * A single hyphen means standard input. yargs would take it for an option without a name, and an option before it for
 * empty, so it passes through yargs as another word: a private-use character that nobody types.
 */
const HYPHEN = '\u{f002d}';
/** Stands before every word after `--`, which is a value even if it looks like an option. */
const VALUE = '\u{f003d}';

export function withoutHyphens(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const own = ownWords(words).map((word) => (word === '-' ? HYPHEN : word));
  return end < 0 ? own : [...own, ...words.slice(end + 1).map((word) => VALUE + word)];
}

/** The words before `--`. */
export function ownWords(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end < 0 ? words : words.slice(0, end);
}

/** Restores hyphens in what yargs parsed, in place. */
export function restoreHyphens(argv: Record<string, unknown>): void {
  const restored = (value: unknown) => {
    if (typeof value === 'string' && value.startsWith(VALUE)) return value.slice(VALUE.length);
    return value === HYPHEN ? '-' : value;
  };
  for (const [key, value] of Object.entries(argv))
    argv[key] = Array.isArray(value) ? value.map(restored) : restored(value);
}

/** Restores hyphens in a message. */
export function withHyphens(message: string): string {
  return message.replaceAll(HYPHEN, '-').replaceAll(VALUE, '');
}
