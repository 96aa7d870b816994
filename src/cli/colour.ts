import { styleText } from 'node:util';

/** What a terminal may show in colour. */
type Format = Parameters<typeof styleText>[0];

/**
 * Whether a stream is to have colours: `--no-color` and `--color`, then NO_COLOR and FORCE_COLOR (no-color.org,
 * force-color.org), then whether it is a terminal that can.
 */
export function hasColours(
  stream: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
  words: readonly string[] = process.argv,
): boolean {
  if (words.includes('--no-color') || words.includes('--color=false')) return false;
  if (words.includes('--color') || words.includes('--color=true')) return true;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** A printed answer with its headings, figures that miss and warnings in colour. The words are the same without. */
export function coloured(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, i) => {
      if (isUnderline(lines[i + 1])) return paint(['bold', 'cyan'], line);
      if (isUnderline(line)) return paint('cyan', line);
      if (isRule(line)) return paint('dim', line);
      if (isTitle(lines, i)) return paint('bold', line);
      if (/^(Caveat|With a caveat|Caveats|Beyond |Not simulated|Warning)/.test(line))
        return paint('yellow', line);
      return line
        .replace(/ OUTSIDE$/, () => ` ${paint(['bold', 'red'], 'OUTSIDE')}`)
        .replace(/ inside$/, () => ` ${paint('green', 'inside')}`);
    })
    .join('\n');
}

/** `file.yaml:3:5` at the start of a line. */
export function colouredPlaces(text: string): string {
  return text.replaceAll(/^\S+:\d+:\d+(?=: )/gm, (place) => paint('bold', place));
}

const isUnderline = (line: string | undefined) => line !== undefined && /^={3,}$/.test(line);
const isRule = (line: string | undefined) => line !== undefined && /^-+( {2}-+)*$/.test(line);

/** What a table is of: two lines above its heading. */
function isTitle(lines: readonly string[], i: number): boolean {
  if (lines[i] === '' || lines[i + 1] !== '') return false;
  return [i + 3, i + 4, i + 5].some(
    (k) => isRule(lines[k]) && lines.slice(i + 2, k).every((line) => line !== ''),
  );
}

/** Node would look at the stream once more; that is done. */
function paint(format: Format, text: string): string {
  return text === '' ? text : styleText(format, text, { validateStream: false });
}
