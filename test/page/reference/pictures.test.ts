import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { pngOf } from '../../../src/cli/drawings.ts';
import { asked } from '../../cli/in-process.ts';

/*
 * Pictures as `--figures` draws them, kept to see what a change does to them. They are the same bytes on every machine:
 * the fonts come with the program. UPDATE_PICTURES=1 writes them anew; each change has its line in CHANGELOG.md.
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tutorial = join(root, 'scenarios/illness-death.yaml');
const rectal = join(root, 'scenarios/stage-iv-rectal.yaml');
const size = ['-n', '20000', '--seed', 'pictures'];

/** What is asked, and which of the figures are kept. */
const questions: [string[], string[]][] = [
  [
    ['run', rectal, ...size, '--endpoint', 'OS'],
    ['survival-OS', 'states-study-schedule', 'ways-study-schedule'],
  ],
  [
    ['run', tutorial, ...size],
    ['subgroups-survival-usual-care', 'causes-healthy-survival-usual-care', 'model-diagram'],
  ],
  [
    ['compare', tutorial, ...size, '--strategy', 'prevention'],
    ['differences-survival', 'ratio-over-time-survival'],
  ],
];

/** Small enough to be kept, large enough to be looked at. */
const ZOOM = 0.75;

async function draw(words: string[], name: string): Promise<Buffer> {
  const figures = join(folder, words[0]! + words[1]!.replaceAll(/\W/g, ''));
  if (!existsSync(figures)) {
    const { error } = await asked([...words, '--figures', figures]);
    if (error !== undefined) throw error;
  }
  return Buffer.from(pngOf(readFileSync(join(figures, `${name}.svg`), 'utf8'), ZOOM));
}

const pictures = questions.flatMap(([words, names]) => names.map((name) => [name, words] as const));
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

describe('a picture', () => {
  it.each(pictures)('is what it was, to the byte: %s', async (name, words) => {
    const drawn = await draw(words, name);
    const file = join(here, `${name}.png`);
    if (process.env.UPDATE_PICTURES) writeFileSync(file, drawn);
    expect(existsSync(file), 'UPDATE_PICTURES=1 npx vitest run test/page/reference writes it').toBe(true);
    const kept = readFileSync(file);
    expect(digestOf(drawn), 'UPDATE_PICTURES=1 npx vitest run test/page/reference writes it anew').toBe(
      digestOf(kept),
    );
    expect(kept.length).toBeLessThan(100_000);
  });

  it('has a line in the changelog that tells when it changes', () => {
    const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
    const [, part = ''] = changelog.split('### Pictures that change');
    const told = part.split('\n#')[0]!;
    const lines = pictures.map(([name]) => `${name} ${digestOf(readFileSync(join(here, `${name}.png`)))}`);
    expect(lines.filter((line) => !told.includes(line))).toEqual([]);
  });

  it('is one of those that are drawn', () => {
    const kept = readdirSync(here).filter((name) => name.endsWith('.png'));
    expect(kept.sort()).toEqual(pictures.map(([name]) => `${name}.png`).sort());
  });
});
