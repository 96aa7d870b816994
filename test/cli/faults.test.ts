import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { built } from './built.ts';
import { asked } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tutorial = join(root, 'scenarios/illness-death.yaml');
const folder = mkdtempSync(join(tmpdir(), 'sojourn-faults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isPosix = process.platform !== 'win32';
const [out, page] = [join(folder, 'out'), join(folder, 'page.html')];
const words = ['run', tutorial, '-n', '2000', '--out', out, '--report', page];

/** The whole program, after something that the shell does first. */
async function ended(before: string, after = '') {
  const command = `${before} exec "$0" "$@" ${after}`;
  return promisify(execFile)('bash', ['-c', command, process.execPath, built(), ...words]).then(
    (streams) => ({ ...streams, code: 0 }),
    (error) => error as { stdout: string; stderr: string; code: number },
  );
}

describe.runIf(isPosix)('where files cannot be written', () => {
  it('the tables are printed all the same, the failure is told, and nothing is left behind', async () => {
    // more than 40 kB a file are refused, as by a quota
    const { stdout, stderr, code } = await ended('ulimit -f 40;');
    expect(stdout).toMatch(/^Illness and death\n.*2,000 patients in [^\n]*fingerprint/s);
    expect(stderr).toBe(
      `sojourn: --out ${out} could not be written: a file may not be so large here\n--report ${page} could not be written: a file may not be so large here\n`,
    );
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(existsSync('/dev/full'))('the files are written though the answer is not', async () => {
    const { stderr, code } = await ended('', '> /dev/full');
    expect(stderr).toContain('sojourn: the answer could not be written: the disk is full\n');
    expect(stderr).toContain(`Wrote ${page} (`);
    expect(code).toBe(1);
    expect(readdirSync(out).sort()).toEqual(['curves.csv', 'proportions.csv', 'result.json', 'targets.csv']);
    rmSync(out, { recursive: true });
    rmSync(page);
  });

  it('a reader that has seen enough is no failure, and files are written', async () => {
    const { stderr, code } = await ended('set -o pipefail;', '--json | head -c 10');
    expect(stderr).toMatch(/^Wrote .*\nWrote .*\n$/);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')).provenance.n).toBe(2000);
    rmSync(out, { recursive: true });
    rmSync(page);
  });
});

describe('a disk that fills', () => {
  const disk = mkdtempSync(join(tmpdir(), 'sojourn-disk-'));
  const isMounted = mounted(disk);
  afterAll(() => {
    if (isMounted) execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  // a small disk of its own is the superuser's to make, and not in every container
  it.runIf(isMounted)('keeps what it had, and is as empty as before', async () => {
    writeFileSync(join(disk, 'result.json'), 'old');
    const { out: printed, error } = await ask('run', tutorial, '-n', '2000', '--out', disk);
    expect(printed).toContain('2,000 patients in');
    expect((error as Error).message).toBe(`--out ${disk} could not be written: the disk is full`);
    expect(error).not.toBeInstanceOf(UsageError);
    expect(readdirSync(disk)).toEqual(['result.json']);
    expect(readFileSync(join(disk, 'result.json'), 'utf8')).toBe('old');
  });
});

function mounted(disk: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const ask = (...line: string[]) => asked(line);

describe('what fails later fails before', () => {
  const scenario = (target: string) => {
    const path = join(folder, 'target.yaml');
    const text = `${readFileSync(tutorial, 'utf8')}\nevidence: { s: { cite: c } }\ntargets:\n  - ${target}\n`;
    writeFileSync(path, text);
    return { path, line: text.split('\n').length - 1 };
  };

  it('a target of more events than patients, of more patients than could be simulated here', async () => {
    const { path, line } = scenario('{ proportion: ill-within-10-years, events: 5, of: 3, from: s }');
    const { error, out } = await ask('run', path, '-n', '4e9');
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(
      `${path}:${line}:48 5 events among 3 patients; at most 3 are possible`,
    );
    expect(out).toBe('');
  });

  it.each([
    ['--out', 'page.html', 'page.html'],
    ['--figures', 'page.html/figures', 'page.html'],
  ])('%s below the file of the page', async (option, name, report) => {
    const at = (one: string) => join(folder, one);
    const { error } = await ask(...['run', tutorial, '-n', '4e9', option, at(name), '--report', at(report)]);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe(
      `${option} ${at(name)} must be another folder: --report ${at(report)} makes a file of that name`,
    );
  });
});
