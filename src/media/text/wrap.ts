import stringWidth from 'string-width';

/** Columns of the terminal that printed answers use; a wide character, such as a Chinese one, takes two. */
export const WIDTH = 100;

/**
 * Breaks a line into lines of a width, at spaces; a longer word is broken after its hyphens, or anywhere.
 *
 * @param indent of all lines except the first
 */
export function wrapped(line: string, width: number, indent = ''): string[] {
  if (stringWidth(line) <= width) return [line];
  return filled(
    line.split(' ').flatMap((word) => piecesOf(word, width - stringWidth(indent))),
    width,
    '',
    indent,
  );
}

/**
 * Breaks all lines of a text except table rows, at spaces; list items continue indented. Words are never broken, so
 * that long paths can be copied.
 */
export function wrappedText(text: string, width = WIDTH): string {
  return text
    .split('\n')
    .map((line) => (/\S {2,}\S/.test(line) ? line : wrappedProse(line, width)))
    .join('\n');
}

/** A line with all white space, such as in a name, turned into single spaces. */
export function wrappedProse(line: string, width = WIDTH): string {
  if (stringWidth(line) <= width) return line;
  const [start] = /^ *(?:- )?/.exec(line)!;
  const words = line.slice(start.length).split(' ');
  const indent = ' '.repeat(start.length);
  return filled(
    words.map((text) => ({ text, isRest: false })),
    width,
    start,
    indent,
  ).join('\n');
}

interface Piece {
  text: string;
  /** whether the piece continues a word */
  isRest: boolean;
}

function filled(pieces: readonly Piece[], width: number, start: string, indent: string): string[] {
  const lines: string[] = [];
  let current = start;
  let isEmpty = true;
  for (const { text, isRest } of pieces) {
    const glue = isEmpty || isRest ? '' : ' ';
    if (!isEmpty && stringWidth(current + glue + text) > width) {
      lines.push(current.trimEnd());
      current = indent + text;
    } else current += glue + text;
    isEmpty = false;
  }
  return [...lines, current];
}

/** A word, or the pieces of a word that is longer than a line. */
function piecesOf(word: string, width: number): Piece[] {
  if (stringWidth(word) <= width) return [{ text: word, isRest: false }];
  const parts = word.split(/(?<=-)/).flatMap((part) => {
    const pieces = [''];
    for (const { segment } of new Intl.Segmenter().segment(part)) {
      const last = pieces.length - 1;
      // a piece that is wider than the line has a line of its own
      if (pieces[last] !== '' && stringWidth(pieces[last]! + segment) > width) pieces.push(segment);
      else pieces[last] += segment;
    }
    return pieces;
  });
  return parts.map((text, i) => ({ text, isRest: i > 0 }));
}
