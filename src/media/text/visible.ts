/**
 * Invisible characters that terminals obey: C0 and C1 controls except tab and line feed, and characters that change the
 * direction of text.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A text with control characters written out: an escape as `\u001b`.
 *
 * This is JSON's notation, so a JSON text keeps its meaning. Tabs and line ends are unchanged.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A text in one line with control characters, tabs and line ends written out, for table cells and messages. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\r\n?|\n/g, ' ').replaceAll('\t', ' '));
}
