import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { reconstructionSchema } from '../../src/answers/reconstruct/schema.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { built } from './built.ts';
import { asked as inProcess } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const curve = write('os.csv', 'time,survival\n1,0.9\n2,0.75\n4,0.6\n7,0.5\n');
const inPercent = write('percent.csv', '\uFEFFmonths;alive\r\n1;90\r\n2;75\r\n4;60\r\n7;50\r\n');
const risk = write('risk.csv', 'time,at_risk\n0,20\n5,11\n');
const typed = ['--at-risk', '0:20,5:11'];

const asked = (...words: string[]) => inProcess(words);

async function answered(...words: string[]) {
  const { out, err, error } = await asked('reconstruct', ...words, '--json');
  expect([error, err]).toEqual([undefined, '']);
  expect(out).toMatch(/^\{.*\}\n$/);
  const written = JSON.parse(out);
  expect(reconstructionSchema.parse(written)).toEqual(written);
  return reconstructionSchema.parse(written);
}

describe('sojourn reconstruct', () => {
  it('prints patients, and to stderr how good they are', async () => {
    const { out, err, error } = await asked('reconstruct', curve, ...typed);
    expect(error).toBeUndefined();
    expect(out).toMatch(/^time,status\n(?:[\d.]+,[01]\n){20}$/);
    expect(err).toMatch(/^20 patients, 9 events, from 4 points of .*os\.csv\nMedian: 7 /);
    expect(err).toContain('\nLargest distance from the points read: 0\nNumbers at risk: 2 of 2 met\n');
  });

  it('writes patients into a file, in a folder that is made, and then tells on stdout', async () => {
    const out = join(folder, 'new', 'ipd.csv');
    const ended = await asked('reconstruct', curve, ...typed, '--out', out, '--label', 'A, B');
    expect(ended.error).toBeUndefined();
    expect(ended.err).toMatch(/^Wrote .*ipd\.csv \(302 bytes\)\n$/);
    expect(ended.out).toMatch(/^A, B: 20 patients/);
    expect(readFileSync(out, 'utf8')).toMatch(/^time,status,arm\n(?:[\d.]+,[01],"A, B"\n){20}$/);
  });

  it('prints one object of JSON, the same from numbers in a file and typed', async () => {
    const one = await answered(curve, ...typed);
    const other = await answered(curve, '--at-risk', risk, '--label', 'A');
    expect(other.patients).toEqual(one.patients);
    expect(one).toMatchObject({ label: null, n: 20, events: 9, provenance: { atRisk: null, events: null } });
    expect(one.provenance.curve).toMatchObject({
      file: curve,
      points: 4,
      time: 'time',
      survival: 'survival',
    });
    expect(one.error.largest).toBeLessThan(0.02);
    expect(other).toMatchObject({ label: 'A', provenance: { atRisk: { file: risk } } });
    expect(other.provenance.curve.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads percentages, semicolons, Windows line ends and columns of other names', async () => {
    const words = ['--time', 'months', '--survival', 'alive', '--percent', '--events', '9'];
    const { patients, provenance } = await answered(inPercent, ...typed, ...words);
    expect(patients).toEqual((await answered(curve, ...typed)).patients);
    expect(provenance).toMatchObject({
      events: 9,
      curve: { percent: true, time: 'months', survival: 'alive' },
    });
  });

  it('finds decimal commas and says so, and takes what it is told of both files', async () => {
    const words = ['--time', 'months', '--survival', 'alive', '--percent'];
    const european = write('european.csv', 'months;alive\n1,0;90,0\n2;75\n4;60\n7;50\n');
    const told = 'Commas were read as decimal commas: 3,5 is three and a half.\n';
    const { out, err } = await asked('reconstruct', european, ...typed, ...words);
    expect(out).toBe((await asked('reconstruct', curve, ...typed)).out);
    expect(err).toContain(told);
    expect((await asked('reconstruct', curve, ...typed)).err).not.toContain('Commas');
    const quoted = write('quoted.csv', 'time,survival\n1,"0,9"\n2,"0,75"\n4,"0,6"\n7,"0,5"\n');
    const quotedRisk = write('quoted-risk.csv', 'time,at_risk\n0,20\n"5,0",11\n');
    const { patients, provenance } = await answered(quoted, '--at-risk', quotedRisk, '--decimal', 'comma');
    expect(patients).toEqual((await answered(curve, ...typed)).patients);
    expect(provenance.curve).toMatchObject({ delimiter: ',', decimal: ',' });
    expect(provenance.atRisk).toMatchObject({ delimiter: ',', decimal: ',' });
    const refused = await asked('reconstruct', curve, ...typed, '--delimiter', 'tab');
    expect(String(refused.error)).toContain('os.csv:1 there is no column "time"; the header has');
  });

  it('prints a scenario with the law, which check finds sound', async () => {
    const { out, err, error } = await asked('reconstruct', curve, ...typed, '--law', 'os', '--unit', 'year');
    expect(error).toBeUndefined();
    expect(err).toMatch(/^20 patients/);
    expect(out).toContain('time: { unit: year, ');
    const checked = await asked('check', write('os.yaml', out));
    expect([checked.error, checked.err]).toEqual([undefined, '']);
    expect(checked.out).toContain('sound: 1 strategy, 2 states');
  });
});

describe('a slip is told, and nothing is written:', () => {
  const bad = write('bad.csv', 'time,survival\n1,0.9\n\nx,0.8\n3,1.5\n');
  const badRisk = write('bad-risk.csv', 'time,at_risk\n0,20\n5,21\n');
  it.each<[string, string[], string]>([
    ['no numbers at risk', [curve], 'reconstruct needs the numbers at risk: --at-risk 0:100,12:80,24:55'],
    ['a cell', [bad, ...typed], `${bad}:4 time is "x", must be a number`],
    [
      'a column',
      [curve, ...typed, '--survival', 'surviva'],
      `${curve}:1 there is no column "surviva"; did you`,
    ],
    ['no file', [join(folder, 'no.csv'), ...typed], 'no.csv: no such file'],
    [
      'no file of numbers',
      [curve, '--at-risk', 'no.csv'],
      'no.csv: no such file; the numbers themselves are',
    ],
    [
      'a file of numbers',
      [curve, '--at-risk', badRisk],
      `${badRisk}:3 at_risk is 21, must be at most the 20`,
    ],
    [
      'typed numbers',
      [curve, '--at-risk', '0:20,5-11'],
      '--at-risk "5-11" must be time:count, such as 12:80',
    ],
    [
      'percentages',
      [inPercent, ...typed, '--time', 'months', '--survival', 'alive'],
      ':2 alive is 90, must be',
    ],
    ['no percentages', [curve, ...typed, '--percent'], ':2 survival is 0.9 and nowhere above 1'],
    ['half an event', [curve, ...typed, '--events', '4.5'], '--events 4.5 must be a whole number of events'],
    [
      'events',
      [curve, ...typed, '--events', '21'],
      '--events 21 are more than the 20 patients at risk at first',
    ],
    ['twice', [curve, ...typed, ...typed], '--at-risk is given more than once'],
    ['a name', [curve, ...typed, '--law', '1st'], '--law 1st must be a name'],
    ['a word of YAML', [curve, ...typed, '--law', 'null'], '--law null must be a name'],
    ['law and JSON', [curve, ...typed, '--law', 'os', '--json'], '--law and --json both print'],
    ['one column', [curve, ...typed, '--survival', 'time'], '--time and --survival are one column, "time"'],
    ['its own input', [curve, ...typed, '--out', curve], 'would overwrite what is read'],
    ['a folder', [curve, ...typed, '--out', folder], 'is a folder, must be a file or nothing'],
  ])('%s', async (_, words, message) => {
    const never = join(folder, 'never.csv');
    const { out, error } = await asked(
      'reconstruct',
      ...words,
      ...(words.includes('--out') ? [] : ['--out', never]),
    );
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toContain(message);
    expect(out).toBe('');
    expect(existsSync(never)).toBe(false);
  });

  it('ends the program with 2', () => {
    const words = [built(), 'reconstruct', bad, ...typed];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`${bad}:4 time is "x", must be a number\n`);
  });
});
