import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/card/card.ts';
import { quickWork } from '../../src/card/work.ts';
import { answerOf } from '../../src/cli/commands/bench.ts';
import { engines } from '../../src/kernel/primitives/index.ts';
import { built } from './built.ts';
import { ended } from './in-process.ts';
import { withoutProgress } from './progress-lines.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = engines.filter(({ works }) => works()).map(({ name }) => name);

function sojourn(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [built(), ...words], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (code) => resolve({ code, out, err: withoutProgress(err) }));
  });
}

describe('sojourn bench', () => {
  it('measures every engine, finds the fingerprints expected, and prints a text to paste', async () => {
    const { code, out, err } = await sojourn('bench', '--quick', '--card', '--threads', '2');
    expect([code, err]).toEqual([0, '']);
    const rows = out.split('\n').filter((line) => /^(stage-iv-rectal|benchmark) +[\d,]+ /.test(line));
    expect(rows).toHaveLength(2 * 2 * here.length);
    for (const { scenario, fingerprint } of quickWork.pieces)
      expect(
        out.split('\n').filter((line) => line.startsWith(scenario) && line.endsWith(fingerprint)),
      ).toHaveLength(2 * here.length);
    const text = out.split('To paste:\n\n')[1]!.trimEnd().split('\n');
    expect(text.length).toBeLessThanOrEqual(12);
    expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text.at(-1)).toBe('fingerprints as expected: the same work as on every machine');
  });

  it.each<[string, string[], string]>([
    ['no number of threads', ['--threads', 'two'], '--threads two must be a whole number from 1 to 1024\n'],
    ['no value', ['--threads'], '--threads has no value\nsojourn bench --help shows what it takes.\n'],
    ['threads twice', ['--threads', '1', '--threads', '2'], '--threads is given more than once'],
    ['a value where none is taken', ['--quick=very'], '--quick=very: write --quick, it takes no value\n'],
    ['a card as JSON', ['--card', '--json'], '--card is for people and --json for programs'],
    ['a misspelt option', ['--qick'], 'there is no option --qick; did you mean "--quick"?\n'],
    ['a scenario', ['scenarios/laws.yaml'], '"scenarios/laws.yaml" is one argument too many\n'],
  ])('refuses what it cannot do, at once: %s', async (_, words, message) => {
    const { code, out, err } = await ended(['bench', ...words]);
    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('work that was not the work expected', () => {
  const card: Card = {
    program: 'sojourn',
    place: {
      version: '1.2.3',
      date: '2030-01-02',
      processor: 'A processor',
      threads: 1,
      memoryGiB: 1,
      platform: 'linux x64',
      runtime: 'Node',
    },
    quick: false,
    seed: '1',
    repeats: 1,
    rows: [
      {
        scenario: 'benchmark',
        strategy: 'reference',
        engine: 'typescript',
        threads: 1,
        patients: 1e6,
        chunks: 4,
        seconds: [1],
        fingerprint: 'cccccccccccccccc',
        expected: 'aaaaaaaaaaaaaaaa',
        speed: { median: 1e6, least: 1e6, most: 1e6 },
      },
    ],
    small: [
      {
        scenario: 'benchmark',
        engine: 'typescript',
        patients: 600,
        cohorts: 1,
        microseconds: [1],
        fingerprint: 'bbbbbbbbbbbbbbbb',
        expected: 'bbbbbbbbbbbbbbbb',
        spread: { median: 1, least: 1, most: 1 },
      },
    ],
    same: false,
  };

  it('is told in the tables, in the text and as an error', () => {
    const { text, remarks, exitCode } = answerOf(card, true);
    const out = [...(text() as Iterable<string>)].join('');
    expect(out).toContain('FINGERPRINTS DIFFER from those expected: this machine got other counts');
    expect(out).toContain('FINGERPRINTS DIFFER from those expected: NOT the same work');
    expect(exitCode).toBe(1);
    expect(remarks).toMatch(
      /^sojourn: the work was not the work expected\nbenchmark, typescript, 1 thread: fingerprint cccccccccccccccc, expected aaaaaaaaaaaaaaaa\n/,
    );
  });

  it('is told to programs too', () => {
    const { json, remarks } = answerOf(card, false);
    const out = [...json!()].join('');
    expect(out).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(out)).toEqual(card);
    expect(remarks).toContain('expected aaaaaaaaaaaaaaaa');
  });
});
