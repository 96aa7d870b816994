/** The folder itself: many shards in any order, parts put together, and disks that fail. */
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Disk } from '../../../src/cli/keep/disk.ts';
import type { Identity } from '../../../src/cli/keep/identity.ts';
import { mergedFolders } from '../../../src/cli/keep/merged.ts';
import { RunFolder } from '../../../src/cli/keep/run-folder.ts';
import { fingerprint } from '../../../src/fingerprint.ts';
import { endOf, shareOf } from '../../../src/parts/ranges.ts';
import { chunksOf } from '../../../src/run/chunks.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { keepingExecutor } from '../../../src/run/keeping.ts';
import { jobOf, simulate } from '../../../src/run/simulate.ts';
import { planOf } from '../../workers/plans.ts';

const place = mkdtempSync(join(tmpdir(), 'sojourn-folder-'));
afterAll(() => rmSync(place, { recursive: true }));

const plan = planOf('reversible');
const belongs: Identity = {
  ...{ format: 1, version: '1', command: 'run', seed: 's', generator: 'triple32' },
  ...{ inputs: {}, options: {} },
};
const n = 50_000;
const whole = async () => fingerprint([await simulate(plan, { seed: 's', n, executor: inlineExecutor() })]);

function opened(
  folder: string,
  { every = Number.POSITIVE_INFINITY, disk }: { every?: number; disk?: Disk } = {},
) {
  const kept = new RunFolder({ folder, belongs, argv: {}, every, disk });
  return { kept, executor: keepingExecutor(inlineExecutor(), kept, () => 'patients of a test') };
}

const simulated = async (folder: string, options?: Parameters<typeof opened>[1]) => {
  const { kept, executor } = opened(folder, options);
  const tally = await simulate(plan, { seed: 's', n, executor });
  kept.finish();
  return fingerprint([tally]);
};

const partsOf = (folder: string) => readdirSync(join(folder, 'parts'));

describe('a hundred shards', () => {
  it('in an order of their own, into three folders, merge to the bits of one process', async () => {
    const folders = [0, 1, 2].map((k) => join(place, `shards-${k}`));
    for (let i = 0; i < 100; i++) {
      const index = ((i * 37) % 100) + 1;
      const { kept, executor } = opened(folders[i % 3]!);
      const share = shareOf({ first: 0, count: n }, { index, of: 100 });
      await executor.run(jobOf(plan, { seed: 's' }), chunksOf(share.first, endOf(share), 1), () => {});
      kept.finish();
    }
    const merged = mergedFolders(folders);
    const tally = await simulate(plan, {
      ...{ seed: 's', n },
      executor: keepingExecutor(
        { ...inlineExecutor(), run: () => Promise.reject(new Error('not all is there')) },
        merged,
        () => '',
      ),
    });
    expect(fingerprint([tally])).toBe(await whole());
  });

  it('in one folder become few files', async () => {
    const folder = join(place, 'many');
    for (let index = 1; index <= 70; index++) {
      const { kept, executor } = opened(folder);
      const share = shareOf({ first: 0, count: n }, { index, of: 70 });
      await executor.run(jobOf(plan, { seed: 's' }), chunksOf(share.first, endOf(share), 1), () => {});
      kept.finish();
    }
    expect(partsOf(folder).length).toBeLessThan(10);
    expect(await simulated(folder)).toBe(await whole());
  });
});

const real: Disk = { openSync, writeSync, fsyncSync, closeSync, renameSync };

/** A disk whose calls of one kind fail from the k-th on. */
function failing(call: keyof Disk, code: string, from: number): Disk {
  let calls = 0;
  const act = real[call] as (...words: unknown[]) => unknown;
  const failOrAct = (...words: unknown[]) => {
    if (++calls >= from) throw Object.assign(new Error(code), { code });
    return act(...words);
  };
  return { ...real, [call]: failOrAct };
}

describe('a disk that fails', () => {
  const faults: [keyof Disk, string, string][] = [
    ['openSync', 'EACCES', 'permission denied'],
    ['openSync', 'ENOENT', 'no folder can be made there'],
    ['writeSync', 'ENOSPC', 'the disk is full'],
    ['fsyncSync', 'EIO', 'the disk fails'],
    ['renameSync', 'EIO', 'the disk fails'],
  ];
  it.each(faults)('at %s with %s: a clear error, and what is kept is sound', async (call, code, reason) => {
    const folder = join(place, `${call}-${code}`);
    // the first writes the manifest
    await expect(simulated(folder, { disk: failing(call, code, 2), every: 0 })).rejects.toThrow(
      `--keep ${folder} could not be written: ${reason}. What is kept there is sound: the same command goes on from it`,
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect(partsOf(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect(await simulated(folder)).toBe(await whole());
  });

  it('that writes a few bytes at a time is written to whole', async () => {
    const folder = join(place, 'short');
    const write = (file: number, bytes: Uint8Array, at: number) =>
      writeSync(file, bytes, at, Math.min(1000, bytes.length - at));
    const disk = { ...real, writeSync: write as Disk['writeSync'] };
    expect(await simulated(folder, { disk })).toBe(await whole());
    expect(await simulated(folder)).toBe(await whole());
    expect(partsOf(folder).length).toBe(1);
  });

  it('whose folder is removed meanwhile is told of', async () => {
    const folder = join(place, 'removed');
    const { kept, executor } = opened(folder);
    await simulate(plan, { seed: 's', n, executor });
    rmSync(folder, { recursive: true });
    expect(() => kept.finish()).toThrow(`--keep ${folder} could not be written: `);
  });
});
