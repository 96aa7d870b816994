import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { psaJsonSchema, psaSchema } from '../../src/answers/psa/schema.ts';
import { asked } from './in-process.ts';

const file = 'scenarios/stage-iv-rectal.yaml';
const posteriorFile = 'scenarios/stage-iv-rectal-posterior.csv';
const few = [
  'psa',
  file,
  '--strategy',
  'total-neoadjuvant',
  '--endpoint',
  'OS',
  '--draws',
  '12',
  '-n',
  '400',
  '--threads',
  '1',
];

describe('psa', () => {
  it('ships the schema of its JSON', () => {
    expect(JSON.parse(readFileSync('scenarios/psa.schema.json', 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(psaJsonSchema())),
    );
  });

  it('prints what differs with its uncertainty interval, and what was drawn', async () => {
    const { out, code } = await asked(few);
    expect(code).toBe(0);
    expect(out).toContain('Total neoadjuvant therapy less Schedule of the cohort');
    expect(out).toContain('95% uncertainty');
    expect(out).toMatch(/Drawn \d+, fixed \d+, of them \d+ assumptions/);
    for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  });

  it('reaches a precision by a pilot, the same on any number of threads', async () => {
    const words = [
      'psa',
      'scenarios/illness-death.yaml',
      '--strategy',
      'prevention',
      '--endpoint',
      'survival',
    ];
    const target = ['--target-mcse', '0.004', '--outcome', 'survival at 10', '--draws', '300', '-n', '2000'];
    const on = async (threads: string) =>
      psaSchema.parse(JSON.parse((await asked([...words, ...target, '--threads', threads, '--json'])).out));
    const one = await on('1');
    const three = await on('3');
    expect(one.target).toMatchObject({ outcome: 'survival at 10', mcse: 0.004 });
    expect(one.target!.reached).toBeLessThanOrEqual(0.004);
    expect(one.provenance.draws).toBeLessThanOrEqual(300);
    const found = one.comparisons.prevention!.endpoints.survival!.survival.find(({ at }) => at === 10)!;
    expect(found.mcse!).toBeLessThanOrEqual(0.0042);
    expect({ ...three, provenance: one.provenance }).toEqual(one);
  }, 60_000);

  it('prints JSON of its schema, and writes draws', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'psa-'));
    const { out } = await asked([...few, '--json', '--out', join(folder, 'out')]);
    const { provenance, joints } = psaSchema.parse(JSON.parse(out));
    const posterior = readFileSync(posteriorFile, 'utf8').trim().split('\n');
    expect(provenance.posterior).toMatchObject({ file: posteriorFile, rows: posterior.length - 1 });
    expect(joints[0]).toMatchObject({ kind: 'posterior', names: posterior[0]!.split(',') });
    const rows = readFileSync(join(folder, 'out', 'draws.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(rows[0]).toBe('draw,strategy,outcome,value');
    expect(rows).toHaveLength(1 + 12 * (2 * 7 + 1));
    const parameters = readFileSync(join(folder, 'out', 'parameters.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(parameters).toHaveLength(13);
    expect(parameters[0]).toContain('total-neoadjuvant.progression-ratio');
    // the columns of the posterior are whole rows of its file
    const columns = posterior[0]!.split(',').map((name) => parameters[0]!.split(',').indexOf(name));
    const numbers = (row: string, at: readonly number[]) => at.map((i) => Number(row.split(',')[i])).join();
    const inFile = new Set(posterior.slice(1).map((row) => row.split(',').map(Number).join()));
    for (const row of parameters.slice(1)) expect(inFile).toContain(numbers(row, columns));
  });

  it.each([
    [['--draws', '0'], '--draws 0 must be a whole number from 2'],
    [['--draws', '1e12'], '--draws 1e12 must be a whole number'],
    [['--draws', 'many'], '--draws many must be'],
    [['-n', '100'], 'at least 400 patients'],
    [['--strategy', 'total-neoadjuvent'], 'did you mean total-neoadjuvant'],
    [['--strategy', 'study-schedule'], 'is the reference already'],
    [['--tau', '0'], 'must be later'],
  ])('refuses %o', async (words, message) => {
    const { error } = await asked(['psa', file, ...words]);
    expect((error as Error).name).toBe('UsageError');
    expect((error as Error).message.replaceAll('"', '')).toContain(message);
  });
});

describe('check --uncertainty', () => {
  it('prints the law of each number beside its evidence, and what is held', async () => {
    const { out, code } = await asked(['check', file, '--uncertainty']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /toxicity-risk +beta\(50, 178\) +li-2021 +0\.2193 +0\.2193 +0\.027 +0\.1681 to 0\.2751/,
    );
    expect(out).toContain('log-normal(-0.2107,');
    expect(out).toContain('Numbers that are held fixed');
  });
});
