/**
 * A single hyphen means standard input. yargs would take it for an option without a name, and an option before it for
 * empty, so it passes through yargs as another word: a private-use character that nobody types.
 */
const HYPHEN = '\u{f002d}';

export function withoutHyphens(words: readonly string[]): string[] {
  return words.map((word) => (word === '-' ? HYPHEN : word));
}

/** Restores hyphens in what yargs parsed, in place. */
export function restoreHyphens(argv: Record<string, unknown>): void {
  const restored = (value: unknown) => (value === HYPHEN ? '-' : value);
  for (const [key, value] of Object.entries(argv))
    argv[key] = Array.isArray(value) ? value.map(restored) : restored(value);
}

/** Restores hyphens in a message. */
export function withHyphens(message: string): string {
  return message.replaceAll(HYPHEN, '-');
}
