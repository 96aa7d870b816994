import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { voiSchema } from '../../src/answers/voi/schema.ts';
import { twoRatiosText } from '../study/voi/two-ratios.ts';
import { asked } from './in-process.ts';

const design = `
trial: The next trial
unit: month
scenario: two-ratios.yaml
arms: { control: control, treatment: treatment }
endpoint: OS
patients: 100
accrual: { duration: 6 }
follow-up: 12
test: log-rank
alpha: 0.025
`;
let folder: string;
const place = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-voi-'));
  writeFileSync(place('two-ratios.yaml'), twoRatiosText);
  writeFileSync(place('trial.yaml'), design);
  writeFileSync(
    place('laws.yaml'),
    design
      .replace('scenario: two-ratios.yaml\n', '')
      .replace('control: control', 'control: { median: 20 }')
      .replace('treatment: treatment', 'treatment: { hazard-ratio: 0.7 }'),
  );
  writeFileSync(place('two-ratios-2.yaml'), `${twoRatiosText}\n# other\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const few = ['--draws', '130', '-n', '400', '--threads', '1'];

describe('voi with a design', () => {
  it('prints what its trial is worth by size, beside its power, and draws within draws', async () => {
    const { out, code } = await asked([
      ...['voi', place('two-ratios.yaml'), '--endpoint', 'OS', ...few, '--json'],
      ...['--design', place('trial.yaml'), '--sizes', '50,400', '--group', 'effect=two'],
      ...['--method', 'two-level', '--outer', '20', '--inner', '4'],
    ]);
    expect(code).toBe(0);
    const { sampleInformation, twoLevel, evpi } = voiSchema.parse(JSON.parse(out));
    expect(sampleInformation!.informs).toEqual(['death', 'effect']);
    expect(sampleInformation!.sizes.map(({ patients }) => patients)).toEqual([50, 400]);
    for (const { evsi } of sampleInformation!.sizes) expect(evsi.value).toBeLessThanOrEqual(evpi.value);
    expect(twoLevel).toEqual([expect.objectContaining({ name: 'effect', numbers: ['effect'], outer: 20 })]);
  });

  it('takes a weighted sum of figures for a net benefit', async () => {
    const { out } = await asked([
      ...['voi', place('two-ratios.yaml'), '--endpoint', 'OS', ...few, '--json'],
      ...['--outcome', '2 * OS RMST(24) - 10 * OS at 12'],
    ]);
    const { outcome, unit } = voiSchema.parse(JSON.parse(out));
    expect([outcome, unit]).toEqual(['2 * OS RMST(24) - 10 * OS at 12', 'time']);
  });

  it.each([
    [['--design', 'laws.yaml'], 'laws.yaml: the arms are plain laws'],
    [['--design', 'trial.yaml', '--sizes', '1.5'], '--sizes 1.5 must be whole numbers of patients'],
    [['--sizes', '100'], '--sizes is of the trial of --design'],
    [['--method', 'two-level'], 'name those to check by --group'],
    [
      ['--method', 'two-level', '--group', 'e=effect', '--inner', '5'],
      '--inner 5 must be an even whole number',
    ],
    [['--group', 'e=nobody'], 'group e: nobody is held fixed (an assumption without a range)'],
    [['--outcome', '2 * OS'], 'outcome OS is not there; choose one of: OS at 12'],
    [['--outcome', 'x * OS median'], '--outcome x * OS median: x * OS median cannot be read'],
  ])('refuses %o', async (words, message) => {
    const own = words.map((word) => (word.endsWith('.yaml') ? place(word) : word));
    const { error } = await asked(['voi', place('two-ratios.yaml'), ...few, ...own]);
    expect((error as Error).name).toBe('UsageError');
    expect((error as Error).message).toContain(message);
  });

  it('refuses too few draws before it draws', async () => {
    const { error } = await asked([
      ...['voi', place('two-ratios.yaml'), '--design', place('trial.yaml'), '--draws', '20'],
    ]);
    expect((error as Error).message).toBe(
      '--draws 20 are too few to tell what a trial is worth, must be at least 124',
    );
  });

  it('refuses a design of another scenario, or of a strategy that is not chosen from, with its place', async () => {
    const refused = async (scenario: string, words: string[]) =>
      ((await asked(['voi', place(scenario), ...few, ...words])).error as Error).message;
    expect(await refused('two-ratios-2.yaml', ['--design', place('trial.yaml')])).toContain(
      'trial.yaml:4:11 scenario is two-ratios.yaml, must be the one that is asked about',
    );
    writeFileSync(place('two-ratios.yaml'), `${twoRatiosText}  third: {}\n`);
    expect(
      await refused('two-ratios.yaml', ['--strategy', 'third', '--design', place('trial.yaml')]),
    ).toContain(
      'trial.yaml:5:38 treatment is strategy "treatment", must be one of those that are chosen from',
    );
  });
});
