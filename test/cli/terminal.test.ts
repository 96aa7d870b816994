import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { table } from '../../src/media/text/table.ts';
import { visible } from '../../src/media/text/visible.ts';
import { asked } from './in-process.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const folder = mkdtempSync(join(tmpdir(), 'sojourn-terminal-'));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** An escape sequence, a C1 control, a bell and an override of direction, as YAML writes them. */
const evil = '\\e[31m \\x9b2J \\a \\u202E';
const scenario = `scenario: "T${evil}"
time: { unit: month, origin: "o${evil}", horizon: 12, landmarks: [6], rmst: [12] }
start: a
states:
  a: { title: "a${evil}", transitions: [{ to: d, law: exponential, rate: { value: 0.1, assumption: "x${evil}" } }] }
  d: { title: "d${evil}" }
endpoints: { OS: { title: "OS${evil}", event: d } }
proportions: { p: { title: "p${evil}\\nnew line", if: { reached: d, by: 6 } } }
strategies: { ref: { title: "s${evil}", caveat: "c${evil}" }, b: { title: "b${evil}" } }
`;

it('texts of a file reach the terminal with every control character written out', async () => {
  const path = fileOf('evil.yaml', scenario);
  const wrong = fileOf('wrong.yaml', scenario.replace('start: a', `start: "a${evil}"`));
  const data = fileOf('evil.csv', 'time,status,arm\n1,1,a\u001b[2J\n2,0,b\n3,1,b\n4,1,a\u001b[2J\n');
  const runs = [
    await asked(['run', path, '-n', '1000']),
    await asked(['run', path, '-n', '1000', '--json']),
    await asked(['run', path, '-n', '1000', '--strategy', 'x\u001b[31m']),
    await asked(['compare', path, '-n', '1000']),
    await asked(['check', wrong]),
    await asked(['analyse', data, '--time', 'time', '--status', 'status', '--group', 'arm']),
  ];
  for (const { out, err } of runs) {
    expect(out).not.toMatch(obeyed);
    expect(err).not.toMatch(obeyed);
  }
  expect(runs[0]!.out).toContain('T\\u001b[31m \\u009b2J \\u0007 \\u202e');
  expect(JSON.parse(runs[1]!.out).provenance.scenario.title).toBe('T\u001b[31m \u009b2J \u0007 \u202e');
  expect(runs[5]!.out).toContain('a\\u001b[2J');
});

it('what is written out measures as it is shown, and a name stays in its row', () => {
  const lines = table(
    [{ heading: 'name\u001b', align: 'left' }, { heading: 'n' }],
    [
      ['a\u001b[1m\nb', '1'],
      ['longer than all of it', '22'],
    ],
  ).split('\n');
  expect(lines).toEqual([
    'name\\u001b              n',
    '---------------------  --',
    'a\\u001b[1m b            1',
    'longer than all of it  22',
  ]);
});

it('leaves tabs, line ends and all that is read as text', () => {
  const text = 'a\tb\n中文 é 👩‍🔬 "quoted" \\u001b\n';
  expect(visible(text)).toBe(text);
  expect(visible('\r\u0000\u007f\u2028\ufeff')).toBe('\\u000d\\u0000\\u007f\\u2028\\ufeff');
});

it('one file alone writes to stdout and stderr', () => {
  const source = fileURLToPath(new URL('../../src/cli', import.meta.url));
  const files = readdirSync(source, { recursive: true }).map(String);
  const writing = files.filter((file) => {
    if (!file.endsWith('.ts')) return false;
    const text = readFileSync(join(source, file), 'utf8');
    return /std(out|err)\.write\(|console\.|writeSync\([12],/.test(text);
  });
  expect(writing).toEqual(['terminal.ts']);
});
