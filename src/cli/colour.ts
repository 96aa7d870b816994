import { styleText } from 'node:util';

/** The parts of printed texts that terminals may show in colour. */
type Format = Parameters<typeof styleText>[0];

/**
 * Whether to colour a stream: decided by `--no-color` and `--color`, then by NO_COLOR and FORCE_COLOR (no-color.org,
 * force-color.org), then by whether the stream is a terminal with colours.
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

/** A printed answer with headings, missed targets and warnings in colour. The words stay the same. */
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

/** The title of a table: two lines above its rule. */
function isTitle(lines: readonly string[], i: number): boolean {
  if (lines[i] === '' || lines[i + 1] !== '') return false;
  return [i + 3, i + 4, i + 5].some(
    (k) => isRule(lines[k]) && lines.slice(i + 2, k).every((line) => line !== ''),
  );
}

/** keeps Node from checking the stream again */
function paint(format: Format, text: string): string {
  return text === '' ? text : styleText(format, text, { validateStream: false });
}
