import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { withLock } from '../../src/cli/folder-lock.ts';
import { OutFiles } from '../../src/cli/out-files.ts';
import { checkOut, isWithin, reasonOf, writeFiles } from '../../src/cli/output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const everything = () => (readdirSync(folder, { recursive: true }) as string[]).sort();
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const isPosix = process.platform !== 'win32';

describe('files in a folder', () => {
  it('are written, the folder and those above it made', () => {
    writeFiles(join(folder, 'a', 'b'), { 'one.txt': '1', 'two.txt': '2' });
    expect(everything()).toEqual(['a', 'a/b', 'a/b/one.txt', 'a/b/two.txt']);
    expect(text('a/b/two.txt')).toBe('2');
  });

  it('are told with their sizes', () => {
    const files = { 'one.txt': 'x', 'two.csv': 'y'.repeat(12_345) };
    expect(writeFiles(folder, files)).toBe(`Wrote ${folder}/: one.txt (1 byte), two.csv (12 kB)`);
    const many = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.txt`, 'z'.repeat(1000)]));
    expect(writeFiles(folder, many)).toBe(`Wrote ${folder}/: 8 files (8.0 kB)`);
    const given = join(folder, 'page.html');
    expect(writeFiles(folder, { 'page.html': 'é' }, { option: '--report', given })).toBe(
      `Wrote ${given} (2 bytes)`,
    );
  });

  it('are written part by part', () => {
    const out = new OutFiles(folder);
    for (let i = 0; i < 40_000; i++) out.write('rows.csv', `row ${i}\n`);
    out.write('picture', Uint8Array.of(1, 2));
    out.write('picture', Uint8Array.of(3));
    expect(everything().every((name) => name.endsWith('.partial'))).toBe(true);
    const rows = Array.from({ length: 40_000 }, (_, i) => `row ${i}\n`).join('');
    expect(out.commit()).toEqual([
      { name: 'rows.csv', bytes: rows.length },
      { name: 'picture', bytes: 3 },
    ]);
    expect(everything()).toEqual(['picture', 'rows.csv']);
    expect(text('rows.csv')).toBe(rows);
    expect([...readFileSync(join(folder, 'picture'))]).toEqual([1, 2, 3]);
  });

  it('replace those of a run before', () => {
    writeFiles(folder, { 'one.txt': '1' });
    writeFiles(folder, { 'one.txt': 'anew' });
    expect(text('one.txt')).toBe('anew');
  });

  it('are written all or none: nothing is left behind, not even a folder', () => {
    const files = { 'one.txt': '1', 'no/such/folder.txt': '2' };
    expect(() => writeFiles(join(folder, 'a', 'b'), files)).toThrow(/^--out .* could not be written: /);
    expect(everything()).toEqual([]);
  });

  it('leave what was there when they cannot be written', () => {
    writeFiles(folder, { 'one.txt': 'old' });
    // the last of them cannot be put into place: what was put there before goes back
    mkdirSync(join(folder, 'two.txt'));
    expect(() => writeFiles(folder, { 'new.txt': 'new', 'one.txt': 'new', 'two.txt': '2' })).toThrow(
      `--out ${folder} could not be written: ${join(folder, 'two.txt')} is a folder, must be a file or nothing`,
    );
    expect(everything()).toEqual(['one.txt', 'two.txt']);
    expect(text('one.txt')).toBe('old');
  });

  it('are taken away again when the work is given up', () => {
    const out = new OutFiles(join(folder, 'a'));
    out.write('one.txt', 'x');
    out.discard();
    expect(everything()).toEqual([]);
  });

  it.runIf(isPosix)('keep the mode of a file that they replace, and its other names their content', () => {
    const path = join(folder, 'one.txt');
    writeFileSync(path, 'old');
    linkSync(path, join(folder, 'other name'));
    for (const mode of [0o600, 0o664, 0o444]) {
      chmodSync(path, mode);
      writeFiles(folder, { 'one.txt': 'new' });
      expect(statSync(path).mode & 0o777).toBe(mode);
    }
    expect(text('other name')).toBe('old');
  });

  it.runIf(isPosix)('replace a link, and never write through one', () => {
    writeFileSync(join(folder, 'precious'), 'precious');
    symlinkSync(join(folder, 'precious'), join(folder, 'one.txt'));
    writeFiles(folder, { 'one.txt': 'new' });
    expect(lstatSync(join(folder, 'one.txt')).isFile()).toBe(true);
    expect(text('precious')).toBe('precious');
  });

  it('have names that nobody can guess before they are in place', () => {
    const names = [0, 1].map(() => {
      const out = new OutFiles(folder);
      out.write('one.txt', 'x');
      const [name] = everything();
      out.discard();
      return name;
    });
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^\.sojourn-[0-9a-f]{18}\.partial$/);
  });

  it.runIf(process.platform === 'linux')('may not replace a device', () => {
    expect(() => writeFiles('/dev', { null: 'x' })).toThrow(/is a device or a pipe|permission denied/);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('a lock on a folder', () => {
  const lock = () => join(folder, '.sojourn.lock');

  it('is there while something is done, and gone when that fails', () => {
    expect(withLock(folder, () => existsSync(lock()))).toBe(true);
    expect(() =>
      withLock(folder, () => {
        throw new Error('odd');
      }),
    ).toThrow('odd');
    expect(everything()).toEqual([]);
  });

  it('of a living process is waited for, then told', () => {
    writeFileSync(lock(), `${process.pid} ${hostname()} abc\n`);
    expect(() => withLock(folder, () => 1, 60)).toThrow(
      `another process is writing there (${process.pid} ${hostname()} abc); if there is none, remove ${lock()}`,
    );
    expect(everything()).toEqual(['.sojourn.lock']);
  });

  it('of another machine is not removed', () => {
    writeFileSync(lock(), '1 some-other-machine abc\n');
    expect(() => withLock(folder, () => 1, 60)).toThrow('some-other-machine');
  });

  it('of a process that has died is removed', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const pid = child.pid!;
    await new Promise((resolve) => child.on('exit', resolve));
    writeFileSync(lock(), `${pid} ${hostname()} abc\n`);
    expect(withLock(folder, () => 'done', 1000)).toBe('done');
    expect(everything()).toEqual([]);
  });
});

describe('two processes that write to one folder', () => {
  it('leave the files of one of them, never a mixture', async () => {
    const module = fileURLToPath(new URL('../../src/cli/output.ts', import.meta.url));
    const names = Array.from({ length: 20 }, (_, i) => `${i}.txt`);
    const program = `
      const { writeFiles } = await import(${JSON.stringify(module)});
      const [who] = process.argv.slice(1);
      for (let k = 0; k < 15; k++)
        writeFiles(${JSON.stringify(folder)}, Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, who + k])));
    `;
    const write = (who: string) =>
      new Promise((resolve) => {
        const words = ['--import', 'tsx', '--input-type=module', '-e', program, who];
        spawn(process.execPath, words, { stdio: 'inherit' }).on('exit', resolve);
      });
    let isOver = false;
    const ended = Promise.all(['a', 'b', 'c'].map(write)).finally(() => {
      isOver = true;
    });
    // while nobody moves files, they are all of one process
    let looks = 0;
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (!existsSync(join(folder, '19.txt'))) continue;
      looks++;
      expect(withLock(folder, () => new Set(names.map(text))).size).toBe(1);
    }
    expect(await ended).toEqual([0, 0, 0]);
    expect(looks).toBeGreaterThan(0);
    expect(everything()).toEqual([...names].sort());
    expect(new Set(names.map(text)).size).toBe(1);
  });
});

describe('a folder to write to', () => {
  it('is tried without leaving a trace', () => {
    checkOut(join(folder, 'a', 'b'));
    checkOut(folder);
    expect(everything()).toEqual([]);
  });

  it('may not be a file, nor lie below one', () => {
    writeFileSync(join(folder, 'file'), '');
    for (const path of [join(folder, 'file'), join(folder, 'file', 'below')]) {
      expect(() => checkOut(path, ['one.txt'])).toThrow(UsageError);
      expect(() => checkOut(path, ['one.txt'])).toThrow(
        `--out ${path} cannot be written to: ${join(folder, 'file')} is a file, must be a folder; choose another folder`,
      );
    }
  });

  it('may not hold folders of the names that are to be written', () => {
    mkdirSync(join(folder, 'curves.csv'));
    expect(() => checkOut(folder, ['curves.csv'])).toThrow('its curves.csv is a folder, must be a file');
  });

  it.runIf(process.platform === 'linux')('may not hold devices of these names', () => {
    expect(() => checkOut('/dev', ['null'])).toThrow(UsageError);
  });

  // /proc takes no new folders, and Node never returns from making one there with `recursive`
  it.runIf(process.platform === 'linux')('may not lie where no folder can be made', () => {
    expect(() => checkOut('/proc/nowhere/below')).toThrow(UsageError);
  });

  it('may not have a name too long for the disk', () => {
    expect(() => checkOut(join(folder, 'a'.repeat(300)))).toThrow('the name is too long');
  });

  it('does not lie below a file that is to be written', () => {
    expect(isWithin('a/b', 'a')).toBe(true);
    expect(isWithin('a', './a/')).toBe(true);
    expect(isWithin('ab', 'a')).toBe(false);
    expect(isWithin('/a', '/')).toBe(true);
  });
});

describe('what the system has against it', () => {
  it('is told in words', () => {
    expect(reasonOf(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe('the disk is full');
    expect(reasonOf(new Error('something else'))).toBe('something else');
  });
});
