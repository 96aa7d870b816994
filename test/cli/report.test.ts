import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, it } from 'vitest';
import { fileNames } from '../../src/cli/drawings.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { repeatable } from '../../src/cli/repeat.ts';
import { built } from './built.ts';
import { asked } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tutorial = join(root, 'scenarios/illness-death.yaml');
const folder = mkdtempSync(join(tmpdir(), 'sojourn-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

const ask = (...words: string[]) => asked(words);

const data = inFolder('trial.csv');
writeFileSync(
  data,
  `time,status,arm\n${Array.from({ length: 60 }, (_, i) => `${1 + ((i * 17) % 60)},${i % 4 === 0 ? 0 : 1},${i % 2 ? 'A' : 'B'}`).join('\n')}\n`,
);

/** More patients than could be simulated in the time of a test: what is wrong is told before. */
const endless = [tutorial, '-n', '4e9'];

describe.each([
  ['run', endless],
  ['compare', endless],
  ['analyse', [data]],
] as const)('the report of %s', (command, words) => {
  it.each([
    ['out.txt', '--report out.txt must be an HTML file, such as out.txt.html'],
    ['page', '--report page must be an HTML file, such as page.html'],
  ])('must be an HTML file, not “%s”', async (report, message) => {
    const { error, out } = await ask(command, ...words, '--report', report);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(message);
    expect(out).toBe('');
  });

  it('may not be a folder, nor lie below a file', async () => {
    mkdirSync(inFolder('taken.html'), { recursive: true });
    writeFileSync(inFolder('file'), '');
    for (const report of [inFolder('taken.html'), join(inFolder('file'), 'out.html')]) {
      const { error } = await ask(command, ...words, '--report', report);
      expect(error).toBeInstanceOf(UsageError);
      expect((error as Error).message).toMatch(`--report ${report} cannot be written to: `);
    }
  });

  it('and its figures lie where a folder can be', async () => {
    const { error } = await ask(command, ...words, '--figures', data);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(
      `--figures ${data} cannot be written to: ${data} is a file, must be a folder; choose another folder`,
    );
  });

  it.runIf(process.platform === 'linux')('may not lie where no folder can be made', async () => {
    const { error } = await ask(command, ...words, '--report', '/proc/nowhere/out.html');
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toMatch('--report /proc/nowhere/out.html cannot be written to: ');
  });
});

describe('a report', () => {
  it('is told to be wrong with exit code 2 and no stack', async () => {
    const words = [built(), 'run', ...endless, '--report', 'out.txt'];
    const ended = await promisify(execFile)(process.execPath, words, { cwd: root }).catch((error) => error);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^--report out\.txt must be an HTML file.*\n/);
    expect(ended.stderr).not.toMatch(/ at .*:\d+:\d+/);
  });

  it('makes its folder, changes nothing of what is printed and says where the figures are', async () => {
    const words = ['run', tutorial, '-n', '2000'];
    const report = inFolder('a/b/page.html');
    const figures = inFolder('a/figures');
    const plain = await ask(...words, '--json');
    const full = await ask(...words, '--json', '--report', report, '--figures', figures);
    expect([plain.error, full.error]).toEqual([undefined, undefined]);
    const without = (text: string) => text.replaceAll(/"(seconds|patientsPerSecond)":[^,}]*/g, '');
    expect(without(full.out)).toBe(without(plain.out));
    expect(full.err).toMatch(
      /^Wrote .*page\.html \(\d+ kB\)\nWrote .*figures\/: 8 figures, each as SVG and PNG \(\d+ kB\)\n$/,
    );
    expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(readdirSync(inFolder('a'))).toEqual(['b', 'figures']);
  });

  it('is the same bytes for the same question, whatever the time and the number of threads', async () => {
    const pages = [];
    for (const threads of ['1', '2']) {
      const report = inFolder(`threads-${threads}.html`);
      const { error } = await ask('run', tutorial, '-n', '3000', '--threads', threads, '--report', report);
      expect(error).toBeUndefined();
      pages.push(readFileSync(report, 'utf8'));
    }
    expect(pages[0]).toBe(pages[1]);
  });

  it.each([
    ['run', [tutorial, '-n', '3k', '--seed', `it's "a" $seed`, '--at', '5,2', '--strategy', 'all']],
    ['run', [tutorial, '--seed=-5', '--target-mcse', '0.01', '--strategy', 'prevention', 'usual-care']],
    ['compare', [tutorial, '-n', '3000', '--set', 'dies-ill=0.1', '--what-if', 'falls-ill=0.02']],
    ['analyse', [data, '--group', 'arm', '--level', '0.9', '--interval', 'log-log']],
  ])('of %s gives the command that writes it again, to the byte', async (command, words) => {
    const [first, second] = [inFolder('first.html'), inFolder('second.html')];
    const { error } = await ask(command, ...words, '--report', first);
    expect(error).toBeUndefined();
    const page = readFileSync(first, 'utf8');
    const line = parseHTML(page).document.querySelector('#provenance pre code')!.textContent;
    const script = `sojourn() { "$NODE" "$MAIN" "$@"; }\n${line} --report "$SECOND"`;
    await promisify(execFile)('sh', ['-c', script], {
      cwd: root,
      env: { ...process.env, NODE: process.execPath, MAIN: built(), SECOND: second },
    });
    expect(readFileSync(second, 'utf8')).toBe(page);
  });
});

describe('the figures of a report', () => {
  it('are whole SVG files with a font of their own, and PNGs of the same', async () => {
    const figures = inFolder('figures');
    const words = ['--strategy', 'watch-and-wait', '--subgroup', 'clinical-complete-response'];
    const scenario = join(root, 'scenarios/stage-iv-rectal.yaml');
    const { error } = await ask('compare', scenario, '-n', '2000', ...words, '--figures', figures);
    expect(error).toBeUndefined();
    const files = readdirSync(figures);
    const names = files.filter((name) => name.endsWith('.svg')).map((name) => name.slice(0, -4));
    expect(names.length).toBeGreaterThan(10);
    expect(files.length).toBe(2 * names.length);
    for (const name of names) {
      const svg = readFileSync(join(figures, `${name}.svg`), 'utf8');
      expect(openElements(svg), name).toEqual([]);
      expect(svg, name).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*font-family="'DejaVu Sans'/,
      );
      expect(svg, name).not.toMatch(/var\(|<style|<[A-Z]|href/);
      const png = readFileSync(join(figures, `${name}.png`));
      expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const [, width, height] = /viewBox="-16 -16 (\d+) (\d+)"/.exec(svg)!.map(Number);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)], name).toEqual([2 * width!, 2 * height!]);
    }
  });

  it('have names that every disk takes, no two the same', () => {
    const long = 'x'.repeat(300);
    expect(fileNames(['survival:OS', 'survival:os', 'survival-OS', 'a:b/../c"<', long, `${long}y`])).toEqual([
      'survival-OS',
      'survival-os-2',
      'survival-OS-3',
      'a-b-..-c--',
      'x'.repeat(120),
      `${'x'.repeat(120)}-2`,
    ]);
  });

  it('are not written without the page being asked for, nor the page without them', async () => {
    const figures = inFolder('alone');
    const { error } = await ask('analyse', data, '--figures', figures);
    expect(error).toBeUndefined();
    expect(readdirSync(figures)).toEqual(['survival.png', 'survival.svg']);
    expect(existsSync(inFolder('report.html'))).toBe(false);
  });
});

describe('a command line that repeats', () => {
  const command = {
    name: 'run',
    takes: { scenario: {} },
    options: { n: {}, seed: {}, strategy: {}, 'target-mcse': {}, json: {}, set: {} },
  };

  it('tells what was given and what was chosen, as a shell takes it', () => {
    const argv = {
      scenario: 'my file.yaml',
      seed: `a'b`,
      strategy: ['x', 'y z'],
      json: true,
      set: ['p=0.5'],
    };
    expect(repeatable(command, argv, { n: '1e6' })).toBe(
      `sojourn run 'my file.yaml' -n 1e6 --seed 'a'\\''b' --strategy x 'y z' --set p=0.5`,
    );
  });

  it('keeps values that begin with a hyphen from being options', () => {
    expect(repeatable(command, { scenario: 'a.yaml', seed: '-5' })).toBe('sojourn run a.yaml --seed=-5');
  });

  it('leaves the number of patients to the precision that was asked for', () => {
    expect(repeatable(command, { scenario: 'a.yaml', 'target-mcse': '0.01' }, { n: '500' })).toBe(
      'sojourn run a.yaml --target-mcse 0.01',
    );
  });
});

/** Elements that are not closed in order, as XML asks; text between them holds no bare sign. */
function openElements(xml: string): string[] {
  const open: string[] = [];
  for (const [, text, end, name, rest] of xml.matchAll(
    /([^<]*)<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*\s*\/?)>/g,
  )) {
    if (/&(?!(amp|lt|gt|quot|#\d+);)/.test(text! + rest!)) return [text!];
    if (end === '/') {
      if (open.pop() !== name) return [name!];
    } else if (!rest!.endsWith('/')) open.push(name!);
  }
  return open;
}
