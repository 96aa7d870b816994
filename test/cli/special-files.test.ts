/** What is no plain file, or may not be opened, as input and as output: read where it can be, else told before any work. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { readScenarioFile } from '../../src/cli/scenario-file.ts';
import { built } from './built.ts';
import { asked } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scenario = join(root, 'scenarios/benchmark.yaml');
const folder = mkdtempSync(join(tmpdir(), 'sojourn-special-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const pipe = (name: string) => {
  execFileSync('sh', ['-c', 'mkfifo "$0"', at(name)]);
  return at(name);
};

const isPosix = process.platform !== 'win32';

/** The whole program, as a user who owns nothing where the tests run as the superuser, whom no mode keeps out. */
function outsider(...words: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const options = {
    cwd: root,
    ...(process.getuid?.() === 0 && { uid: 65534, gid: 65534 }),
  };
  return promisify(execFile)(process.execPath, [built(), ...words], options).then(
    (streams) => ({ ...streams, code: 0 }),
    (error) => error,
  );
}

async function refusalOf(...words: string[]): Promise<string> {
  const { out, error } = await asked(words);
  expect(out).toBe('');
  expect(error).toBeInstanceOf(UsageError);
  return (error as Error).message;
}

describe.runIf(isPosix)('as input', () => {
  it('a pipe is read to its end', () => {
    const path = pipe('in.yaml');
    spawn('sh', ['-c', 'cat "$0" > "$1"', scenario, path]);
    const { checked, hash } = readScenarioFile(path);
    expect(checked.errors).toEqual([]);
    expect(hash).toBe(readScenarioFile(scenario).hash);
  });

  it('a folder and an empty device are told', async () => {
    for (const command of ['run', 'compare', 'power', 'analyse'])
      expect(await refusalOf(command, folder)).toContain(`${folder} is a directory, must be a `);
    expect(readScenarioFile('/dev/null').checked.errors[0]!.message).toContain('the file is empty');
  });

  it('a file that may not be read is told, and one in a folder that may not be entered', async () => {
    chmodSync(folder, 0o755);
    mkdirSync(at('shut'));
    const paths = [at('closed.yaml'), at('shut/in.yaml')];
    for (const path of paths) cpSync(scenario, path);
    chmodSync(at('closed.yaml'), 0);
    chmodSync(at('shut'), 0);
    const { stdout, stderr, code } = await outsider('check', ...paths, scenario);
    chmodSync(at('shut'), 0o755);
    expect(stderr).toBe(paths.map((path) => `${path} cannot be read: permission denied\n`).join(''));
    expect(stdout).toContain('benchmark.yaml: sound');
    expect(code).toBe(2);
  });
});

describe.runIf(isPosix)('as output', () => {
  const run = ['run', scenario, '-n', '4e9'];

  it.each([
    ['--report', 'page.html', 'its page.html is a device or a pipe, must be a file or nothing'],
    ['--out', 'out', `${at('out')} is a file, must be a folder`],
    ['--figures', 'figures', `${at('figures')} is a file, must be a folder`],
  ])('a pipe is told before any work, and stays: %s', async (option, name, why) => {
    const path = pipe(name);
    expect(await refusalOf(...run, option, path)).toBe(
      `${option} ${path} cannot be written to: ${why}; choose another folder`,
    );
    expect(lstatSync(path).isFIFO()).toBe(true);
    rmSync(path);
  });

  it('a pipe in the place of one of the files of a folder, likewise', async () => {
    mkdirSync(at('some'));
    const path = pipe('some/curves.csv');
    expect(await refusalOf(...run, '--out', at('some'))).toContain('its curves.csv is a device or a pipe');
    expect(readdirSync(at('some'))).toEqual(['curves.csv']);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  it('a device is told, and stays', async () => {
    expect(await refusalOf(...run, '--out', '/dev/null')).toContain('/dev/null is a file, must be a folder');
    expect(await refusalOf(...run, '--report', '/dev/null')).toContain('must be an HTML file');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('a folder in the place of a file is told', async () => {
    mkdirSync(at('page.html'));
    expect(await refusalOf(...run, '--report', at('page.html'))).toContain('its page.html is a folder');
    rmSync(at('page.html'), { recursive: true });
  });

  it('a folder that may not be written to is told before any work', async () => {
    chmodSync(folder, 0o755);
    mkdirSync(at('kept'));
    writeFileSync(at('kept/result.json'), 'old');
    chmodSync(at('kept'), 0o555);
    for (const words of [
      ['--out', at('kept')],
      ['--report', at('kept/new/page.html')],
    ]) {
      const { stdout, stderr, code } = await outsider(...run, ...words);
      expect([stdout, stderr, code]).toEqual([
        '',
        `${words.join(' ')} cannot be written to: permission denied; choose another folder\n`,
        2,
      ]);
    }
    expect(readdirSync(at('kept'))).toEqual(['result.json']);
    chmodSync(at('kept'), 0o755);
  });
});
