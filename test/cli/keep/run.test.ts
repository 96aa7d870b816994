/** What a run keeps in a folder: resumed, topped up, cut into shards, merged, damaged, refused; always the same bits. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { built } from '../built.ts';
import { ended } from '../in-process.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'sojourn-keep-'));
afterAll(() => rmSync(place, { recursive: true }));

let folders = 0;
const newFolder = () => join(place, String(++folders));
const scenario = 'scenarios/illness-death.yaml';
const words = (n: number) => ['run', scenario, '--strategy', 'all', '-n', String(n), '--json'];

/** The answer but for what tells of its making. */
function figuresOf(json: string): object {
  const answer = JSON.parse(json);
  const { threads, seconds, patientsPerSecond, ...provenance } = answer.provenance;
  return { ...answer, provenance };
}

async function figures(line: readonly string[]): Promise<object> {
  const { out, err, code } = await ended(line);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return figuresOf(out);
}

const partsOf = (folder: string) =>
  readdirSync(join(folder, 'parts')).map((name) => join(folder, 'parts', name));

/** Numbers that are the same at each run of the test. */
function chances(seed: string): () => number {
  let count = 0;
  return () => createHash('sha256').update(`${seed} ${count++}`).digest().readUInt32LE() / 2 ** 32;
}

describe('a run that is kept', () => {
  it('gives the same answer, again without simulating, and tops up with more patients', async () => {
    const folder = newFolder();
    const [few, many] = [await figures(words(20_000)), await figures(words(50_000))];
    expect(await figures([...words(20_000), '--keep', folder])).toEqual(few);
    const parts = partsOf(folder);
    expect(await figures([...words(20_000), '--keep', folder])).toEqual(few);
    expect(partsOf(folder), 'nothing was done again').toEqual(parts);
    expect(await figures([...words(50_000), '--keep', folder])).toEqual(many);
    const added = partsOf(folder).filter((path) => !parts.includes(path));
    const ranges = added.map((path) => JSON.parse(readFileSync(path, 'utf8').split('\n')[1]!).items);
    expect(ranges.flat().map(({ first, count }) => [first, first + count])).toEqual([
      [20_000, 50_000],
      [20_000, 50_000],
      [20_000, 50_000],
    ]);
  });

  it('names a damaged part, sets it aside and does it again', async () => {
    const folder = newFolder();
    const sound = await figures([...words(5000), '--keep', folder]);
    const [path] = partsOf(folder) as [string];
    const bytes = readFileSync(path);
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(path, bytes);
    const { out, err } = await ended([...words(5000), '--keep', folder]);
    expect(err).toContain(
      `${path} is damaged: its checksum is wrong. It is now in ${join(folder, 'damaged')}`,
    );
    expect(figuresOf(out)).toEqual(sound);
    const [cut] = partsOf(folder) as [string];
    writeFileSync(cut, readFileSync(cut).subarray(0, 40));
    const again = await ended([...words(5000), '--keep', folder]);
    expect(again.err).toContain(`${cut} is damaged: it has 40 bytes only`);
    expect(figuresOf(again.out)).toEqual(sound);
  });

  it('refuses a folder of other work, and says what differs', async () => {
    const folder = newFolder();
    await figures([...words(1000), '--keep', folder]);
    const refused = async (line: readonly string[]) => {
      const { err, code } = await ended([...line, '--keep', folder]);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused([...words(1000), '--seed', '2'])).toBe(
      `${folder} belongs to other work: the seed is 1 there, 2 here. Choose another folder\n`,
    );
    expect(await refused([...words(1000), '--generator', 'philox'])).toContain(
      'the generator is triple32 there, philox here',
    );
    expect(await refused(['run', 'scenarios/benchmark.yaml', '-n', '1000'])).toContain(
      'SHA-256 of the scenario is c0aff69efa8f there,',
    );
    const path = join(folder, 'sojourn-run.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version": "', '"version": "old-'));
    expect(await refused(words(1000))).toContain('the version of sojourn is old-');
    writeFileSync(path, '{');
    expect(await refused(words(1000))).toContain(`${path} cannot be read`);
  });

  it('refuses parts of another run among its own', async () => {
    const [one, other] = [newFolder(), newFolder()];
    await figures([...words(1000), '--keep', one]);
    await figures([...words(1000), '--seed', '2', '--keep', other]);
    renameSync(partsOf(other)[0]!, join(one, 'parts', 'another.part'));
    const { err, code } = await ended([...words(1000), '--keep', one]);
    expect({ err, code }).toEqual({
      err: `${join(one, 'parts', 'another.part')} belongs to other work: the seed is 2 there, 1 here. Choose another folder\n`,
      code: 2,
    });
  });

  it('is the same after kill -9 at random moments', async () => {
    const folder = newFolder();
    const n = 2_000_000;
    const whole = await figures(words(n));
    const chance = chances('moments');
    for (let killed = 0; killed < 4; killed++) {
      const child = spawn(
        process.execPath,
        [built(), ...words(n), '--keep', folder, '--keep-every', '0.02'],
        { cwd: root, stdio: 'ignore' },
      );
      const end = exitOf(child);
      // the program has started when its folder is there
      while (!existsSync(join(folder, 'parts')) && child.exitCode === null) await setTimeout(5);
      while (killed === 0 && partsOf(folder).length === 0 && child.exitCode === null) await setTimeout(5);
      await setTimeout(600 * chance());
      child.kill('SIGKILL');
      await end;
    }
    expect(partsOf(folder).length, 'parts were written before').toBeGreaterThan(0);
    expect(await figures([...words(n), '--keep', folder])).toEqual(whole);
  });

  it('is the same when two processes work in one folder at the same time', async () => {
    const folder = newFolder();
    const n = 400_000;
    const run = () =>
      spawn(process.execPath, [built(), ...words(n), '--keep', folder, '--keep-every', '0'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const both = [run(), run()];
    const outs = await Promise.all(both.map(textOf));
    const expected = await figures(words(n));
    for (const out of outs) expect(figuresOf(out)).toEqual(expected);
    expect(await figures([...words(n), '--keep', folder])).toEqual(expected);
  });
});

describe('shards', () => {
  it.each([1, 4])('of a run, %d of them, merge in any order to the same answer', async (of) => {
    const n = 20_000;
    const whole = await figures(words(n));
    const chance = chances(`shards ${of}`);
    const order = Array.from({ length: of }, (_, i) => ({ index: i + 1, at: chance() })).sort(
      (a, b) => a.at - b.at,
    );
    const three = [newFolder(), newFolder(), newFolder()].slice(0, of);
    for (const [i, { index }] of order.entries()) {
      const folder = three[i % three.length]!;
      const { code, out } = await ended([...words(n), '--keep', folder, '--shard', `${index}/${of}`]);
      expect(code).toBe(0);
      expect(JSON.parse(out).shard).toEqual({ index, of });
    }
    expect(await figures(['merge', ...three, '--json'])).toEqual(whole);
    const into = newFolder();
    expect(await figures(['merge', ...three.toReversed(), '--json', '--into', into])).toEqual(whole);
    expect(partsOf(into).length).toBe(3);
    expect(await figures(['merge', into, '--json'])).toEqual(whole);
    expect(await figures([...words(n), '--keep', into])).toEqual(whole);
  });

  it('that are missing are named, and nothing is printed', async () => {
    const folder = newFolder();
    for (const index of [1, 3, 4]) await ended([...words(10_000), '--keep', folder, '--shard', `${index}/5`]);
    const { out, err, code } = await ended(['merge', folder, '--json']);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toContain(
      'strategy usual-care: patients 2,000 to 3,999, 8,000 to 9,999 are missing, 4,000 of 10,000\n',
    );
    expect(err).toContain('strategy treatment: patients 2,000 to 3,999, 8,000 to 9,999 are missing');
  });

  it('that are there twice are named, and count once', async () => {
    const [one, other] = [newFolder(), newFolder()];
    for (const index of [1, 2]) await ended([...words(10_000), '--keep', one, '--shard', `${index}/2`]);
    await ended([...words(10_000), '--keep', other, '--shard', '2/3']);
    const { out, err } = await ended(['merge', one, other, '--json']);
    expect(err).toContain(
      'strategy usual-care: patients 3,333 to 6,665 are there more than once, and count once\n',
    );
    expect(figuresOf(out)).toEqual(await figures(words(10_000)));
  });

  it('are refused where they make no sense', async () => {
    const refused = async (line: readonly string[]) => (await ended(line)).err;
    expect(await refused([...words(1000), '--shard', '1/2'])).toBe(
      '--shard 1/2 needs a folder for its part of the work; write --keep FOLDER\n',
    );
    for (const shard of ['0/3', '4/3', '3', '1/0', 'a/b'])
      expect(await refused([...words(1000), '--keep', newFolder(), '--shard', shard])).toContain(
        `--shard ${shard} must be a number and how many there are, from 1/`,
      );
    expect(
      await refused([...words(1000), '--keep', newFolder(), '--shard', '1/2', '--target-mcse', '0.01']),
    ).toContain('--shard and --target-mcse exclude each other');
    expect(await refused(['merge', place])).toContain(`${place} has no sojourn-run.json`);
  });
});

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.on('exit', () => resolve()));
}

function textOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout!.on('data', (data) => {
    text += data;
  });
  return new Promise((resolve) => child.on('close', () => resolve(text)));
}
