import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { checkOut, reasonOf, writeFiles } from '../../src/cli/output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const everything = () => (readdirSync(folder, { recursive: true }) as string[]).sort();

describe('files in a folder', () => {
  it('are written, the folder and those above it made', () => {
    writeFiles(join(folder, 'a', 'b'), { 'one.txt': '1', 'two.txt': '2' });
    expect(everything()).toEqual(['a', 'a/b', 'a/b/one.txt', 'a/b/two.txt']);
    expect(readFileSync(join(folder, 'a', 'b', 'two.txt'), 'utf8')).toBe('2');
  });

  it('replace those of a run before', () => {
    writeFiles(folder, { 'one.txt': '1' });
    writeFiles(folder, { 'one.txt': 'anew' });
    expect(readFileSync(join(folder, 'one.txt'), 'utf8')).toBe('anew');
  });

  it('are written all or none: nothing is left behind, not even a folder', () => {
    const files = { 'one.txt': '1', 'no/such/folder.txt': '2' };
    expect(() => writeFiles(join(folder, 'a', 'b'), files)).toThrow(/^--out .* could not be written: /);
    expect(everything()).toEqual([]);
  });

  it('leave what was there when they cannot be written', () => {
    writeFiles(folder, { 'one.txt': 'old' });
    expect(() => writeFiles(folder, { 'one.txt': 'new', 'no/such/folder.txt': '2' })).toThrow();
    expect(everything()).toEqual(['one.txt']);
    expect(readFileSync(join(folder, 'one.txt'), 'utf8')).toBe('old');
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

  // /proc takes no new folders, and Node never returns from making one there with `recursive`
  it.runIf(process.platform === 'linux')('may not lie where no folder can be made', () => {
    expect(() => checkOut('/proc/nowhere/below')).toThrow(UsageError);
  });

  it('may not have a name too long for the disk', () => {
    expect(() => checkOut(join(folder, 'a'.repeat(300)))).toThrow('the name is too long');
  });
});

describe('what the system has against it', () => {
  it('is told in words', () => {
    expect(reasonOf(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe('the disk is full');
    expect(reasonOf(new Error('something else'))).toBe('something else');
  });
});
