/** Parts of output that differ between runs or machines. */
const VARIES: [RegExp, string][] = [
  [/\b\d[\d.,]* ?(ms|s|seconds)\b/g, '# s'],
  [/\b\d[\d.,]* (million |thousand )?a second\b/g, '# a second'],
  [/\b\d+ threads?\b/g, '# threads'],
  [/\b\d[\d.,]* [kM]B\b/g, '# kB'],
];

const plain = (line: string) =>
  VARIES.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), line.trimEnd());

/**
 * Compares a block of a document with the output of its command. The block's lines must occur in order and without a
 * gap, except where a line of dots leaves some out. It may begin and end anywhere.
 *
 * @returns the line that was not found, with the printed line in its place
 */
export function differenceFrom(printed: string, block: string): string | undefined {
  const lines = printed.split('\n').map(plain);
  let from = 0;
  for (const piece of block.trimEnd().split(/^\.\.\.\n?/m)) {
    const wanted = piece.split('\n').map(plain);
    if (wanted.at(-1) === '') wanted.pop();
    if (wanted.length === 0) continue;
    const equal = lines.map((_, at) =>
      at < from ? -1 : wanted.findIndex((line, i) => line !== lines[at + i]),
    );
    const found = lines.findIndex((_, at) => at >= from && equal[at] === -1);
    if (found < 0) {
      // where most of the piece was found
      const longest = Math.max(...equal);
      const at = equal.indexOf(longest);
      return `"${wanted[longest < 0 ? 0 : longest]}" is not printed; there stands "${lines[at + longest]}"`;
    }
    from = found + wanted.length;
  }
  return undefined;
}
