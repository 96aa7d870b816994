import stringWidth from 'string-width';

/** Columns of a terminal that printed answers keep to; a wide character, such as a Chinese one, takes two. */
export const WIDTH = 100;

/**
 * A line in lines of a width at most, broken at spaces; a word that is longer is broken after its hyphens, or anywhere.
 *
 * @param indent of all lines but the first
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
 * Every line of a text that is no row of a table, broken at spaces; items of a list go on further in. Words stay whole,
 * however long: a path is there to be copied.
 */
export function wrappedText(text: string, width = WIDTH): string {
  return text
    .split('\n')
    .map((line) => (/\S {2,}\S/.test(line) ? line : wrappedProse(line, width)))
    .join('\n');
}

/** One line of words, whatever blanks a name in it has. */
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
  /** whether it goes on a word */
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

/** A word, or the pieces of one that is longer than a line. */
function piecesOf(word: string, width: number): Piece[] {
  if (stringWidth(word) <= width) return [{ text: word, isRest: false }];
  const parts = word.split(/(?<=-)/).flatMap((part) => {
    const pieces = [''];
    for (const { segment } of new Intl.Segmenter().segment(part)) {
      const last = pieces.length - 1;
      // what is wider than the line stands in one of its own
      if (pieces[last] !== '' && stringWidth(pieces[last]! + segment) > width) pieces.push(segment);
      else pieces[last] += segment;
    }
    return pieces;
  });
  return parts.map((text, i) => ({ text, isRest: i > 0 }));
}
