/**
 * A hyphen alone, which names standard input, passes through yargs as another word: yargs takes it for an option
 * without a name, and what it is given to for empty. The character is a private one that no shell types.
 */
const HYPHEN = '\u{f002d}';

export function withoutHyphens(words: readonly string[]): string[] {
  return words.map((word) => (word === '-' ? HYPHEN : word));
}

/** Put hyphens back into what yargs read, in place. */
export function restoreHyphens(argv: Record<string, unknown>): void {
  const restored = (value: unknown) => (value === HYPHEN ? '-' : value);
  for (const [key, value] of Object.entries(argv))
    argv[key] = Array.isArray(value) ? value.map(restored) : restored(value);
}

/** Likewise in a message. */
export function withHyphens(message: string): string {
  return message.replaceAll(HYPHEN, '-');
}
