/** What is kept of parameter draws, trials and calibrations: the same answers, and work that is there is not done again. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ended } from '../in-process.ts';

const place = mkdtempSync(join(tmpdir(), 'sojourn-kept-studies-'));
afterAll(() => rmSync(place, { recursive: true }));
let folders = 0;
const newFolder = () => join(place, String(++folders));

async function figures(line: readonly string[]): Promise<object> {
  const { out, err, code } = await ended([...line, '--json']);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  const answer = JSON.parse(out);
  const { threads, seconds, ...provenance } = answer.provenance;
  return { ...answer, provenance };
}

const design = 'scenarios/trials/three-looks.yaml';
const psa = ['psa', 'scenarios/adjuvant.yaml', '-n', '400', '--threads', '1', '--draws'];
const power = ['power', design, '--replicates'];

describe.each([
  ['draws', psa, 12, 20],
  ['trials', power, 400, 1100],
])('%s', (_, words, few, many) => {
  it('that are kept give the same answer, again and with more of them', async () => {
    const folder = newFolder();
    const expected = await figures([...words, String(few)]);
    expect(await figures([...words, String(few), '--keep', folder])).toEqual(expected);
    const parts = readdirSync(join(folder, 'parts')).sort();
    expect(parts.length).toBeGreaterThan(0);
    expect(await figures([...words, String(few), '--keep', folder])).toEqual(expected);
    expect(readdirSync(join(folder, 'parts')).sort()).toEqual(parts);
    expect(await figures([...words, String(many), '--keep', folder])).toEqual(
      await figures([...words, String(many)]),
    );
  });

  it('in shards merge to the same answer, and what is missing is named', async () => {
    const folder = newFolder();
    const shard = (index: number) =>
      ended([...words, String(many), '--keep', folder, '--shard', `${index}/3`]);
    await shard(3);
    await shard(1);
    const { err, code } = await ended(['merge', folder]);
    expect(code).toBe(1);
    expect(err).toMatch(/: (draws|replicates) [\d,]+ to [\d,]+ are missing, /);
    await shard(2);
    expect(await figures(['merge', folder])).toEqual(await figures([...words, String(many)]));
  });
});

it('a size that is kept is found again without a trial', async () => {
  const folder = newFolder();
  const words = ['size', design, '--replicates', '150'];
  const expected = await figures(words);
  expect(await figures([...words, '--keep', folder])).toEqual(expected);
  const parts = readdirSync(join(folder, 'parts')).sort();
  expect(await figures([...words, '--keep', folder])).toEqual(expected);
  expect(readdirSync(join(folder, 'parts')).sort()).toEqual(parts);
});

it('a calibration that is kept goes on from its evaluations', async () => {
  const folder = newFolder();
  const words = [
    'calibrate',
    'scenarios/calibration.yaml',
    '--threads',
    '1',
    '--map-only',
    '--cohorts',
    '100',
  ];
  const expected = await figures(words);
  expect(await figures([...words, '--keep', folder])).toEqual(expected);
  const parts = readdirSync(join(folder, 'parts')).sort();
  expect(parts.length).toBeGreaterThan(0);
  expect(await figures([...words, '--keep', folder])).toEqual(expected);
  expect(readdirSync(join(folder, 'parts')).sort()).toEqual(parts);
});

it('a folder of draws of other sizes is refused, and so is what has no shards', async () => {
  const folder = newFolder();
  await figures([...psa, '4', '--keep', folder]);
  const { err, code } = await ended([
    'psa',
    'scenarios/adjuvant.yaml',
    '-n',
    '500',
    '--draws',
    '4',
    '--keep',
    folder,
  ]);
  expect({ err, code }).toEqual({
    err: `${folder} belongs to other work: -n is 400 there, 500 here. Choose another folder\n`,
    code: 2,
  });
  const vary = await ended([...power, '100', '--keep', folder, '--vary', 'hazard-ratio=0.6:0.9:3']);
  expect(vary.err).toBe('--keep is of the trials of one design; leave out --vary\n');
});
