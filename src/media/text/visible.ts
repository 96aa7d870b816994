/** What a terminal obeys and nobody sees: C0 and C1 controls but tab and line feed, and what turns the direction of text. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A text in which every control character is written out: an escape as `\u001b`.
 *
 * The form is that of JSON, so that a JSON text stays one and means the same. Tabs and line ends stay.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Likewise, in one line: for cells of a table and messages, of which each has a line. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\r\n?|\n/g, ' ').replaceAll('\t', ' '));
}
