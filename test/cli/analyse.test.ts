import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { analysisJsonSchema, analysisSchema } from '../../src/answers/analyse/schema.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { built } from './built.ts';
import { asked } from './in-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sojourn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
// R's survival::aml
const aml = write(
  'aml.csv',
  `time,status,x,site
9,1,Maintained,1\n13,1,Maintained,2\n13,0,Maintained,1\n18,1,Maintained,2\n23,1,Maintained,1\n28,0,Maintained,2
31,1,Maintained,1\n34,1,Maintained,2\n45,0,Maintained,1\n48,1,Maintained,2\n161,0,Maintained,1
5,1,Nonmaintained,1\n5,1,Nonmaintained,2\n8,1,Nonmaintained,1\n8,1,Nonmaintained,2\n12,1,Nonmaintained,1
16,0,Nonmaintained,2\n23,1,Nonmaintained,1\n27,1,Nonmaintained,2\n30,1,Nonmaintained,1\n33,1,Nonmaintained,2
43,1,Nonmaintained,1\n45,1,Nonmaintained,2
`,
);

/** What the command prints. @throws what it throws */
async function printed(...words: string[]): Promise<string> {
  const { out, error } = await asked(['analyse', ...words]);
  if (error) throw error;
  return out;
}

describe('sojourn analyse', () => {
  it('prints one JSON object that the schema describes', async () => {
    const text = await printed(aml, '--group', 'x', '--weights', '0,1', '--at', '12,24', '--json');
    const result = analysisSchema.parse(JSON.parse(text));
    expect(result.provenance.data).toMatchObject({ file: aml, rows: 23 });
    expect(Object.keys(result.groups)).toEqual(['Maintained', 'Nonmaintained']);
    expect(Object.keys(result.tests)).toEqual(['logRank', 'flemingHarrington(0,1)', 'maxCombo']);
    // R: survdiff 3.396389, p 0.0653; survfit medians 31 and 23; coxph coef 0.91553
    expect(result.tests.logRank!.statistic).toBeCloseTo(3.3963886989776, 10);
    expect(result.groups.Maintained!.median.value).toBe(31);
    expect(result.groups.Nonmaintained!.median).toMatchObject({ value: 23, log: { lower: 8, upper: null } });
    expect(result.cox!.efron).toMatchObject([
      { group: 'Nonmaintained', coef: expect.closeTo(0.9155325750147734, 10) },
    ]);
  });

  it('prints tables and curves as R does, each interval named', async () => {
    const text = await printed(aml, '--group', 'x');
    expect(text).toMatch(
      /^.*aml\.csv: 23 patients, time time, status status\nEvent: 1 \(18\)\. Censored: 0 \(5\)\.\n\nMedian \(95% CI by transformation: plain, log, log-log\)\n/,
    );
    expect(text).toMatch(/group +n +events +median +plain +log +log-log\n/);
    expect(text).toMatch(/Maintained +11 +7 +31 +/);
    expect(text).toMatch(/log-rank +3\.3964 +1 +0\.0653\n/);
    expect(text).toMatch(/Nonmaintained over Maintained +Efron +2\.4981 /);
    expect(text.match(/^ +0?1?┤|┤/gm)!.length).toBeGreaterThan(4);
  });

  it('analyses one group, strata, other intervals, other levels', async () => {
    const one = analysisSchema.parse(JSON.parse(await printed(aml, '--json', '--interval', 'plain')));
    expect(one).toMatchObject({ tests: {}, cox: null, rmst: null, interval: 'plain' });
    expect(Object.keys(one.groups)).toEqual(['all']);
    const words = [aml, '--group', 'x', '--strata', 'site', '--level', '0.9', '--json'];
    const stratified = analysisSchema.parse(JSON.parse(await printed(...words)));
    expect(stratified.level).toBe(0.9);
    expect(stratified.provenance.columns.strata).toBe('site');
    expect(stratified.tests.logRank!.statistic).not.toBeCloseTo(3.3963886, 3);
  });

  it('takes any line ends, separators and a byte-order mark, to the same figures', async () => {
    const text = 'time;status;x\r\n5;1;a\r\n7;0;a\r\n3;1;"b; c"\r\n9;1;"b; c"\r\n';
    const plain = write('plain.csv', text.replaceAll('\r', '').replaceAll('"', '').replaceAll('b; c', 'b c'));
    const strange = write('strange.csv', `\uFEFF${text}`);
    const a = JSON.parse(await printed(plain, '--group', 'x', '--json'));
    const b = JSON.parse((await printed(strange, '--group', 'x', '--json')).replaceAll('b; c', 'b c'));
    expect(b.tests).toEqual(a.tests);
    expect(b.cox).toEqual(a.cox);
  });

  it('reads CDISC’s ADTTE, says so, and puts the reference first', async () => {
    const adtte = join(root, 'docs/survival/adtte.csv');
    const words = [adtte, '--where', 'PARAMCD=OS', '--group', 'TRT01P', '--reference', 'Placebo'];
    const text = await printed(...words);
    expect(text).toContain("CNSR was read as CDISC's censoring flag: 0 is an event");
    expect(text).toContain('\nOnly rows with PARAMCD=OS: 60 of 120.\n');
    // R: coxph(Surv(AVAL, CNSR == 0) ~ arm), 0.6785888
    expect(text).toMatch(/Drug X over Placebo +Efron +0\.67859 /);
    const result = analysisSchema.parse(JSON.parse(await printed(...words, '--json')));
    expect(result.order).toEqual(['Placebo', 'Drug X']);
    expect(result.provenance.reading).toMatchObject({ isCnsr: true, rows: 120 });
  });

  it('ties near times and says so, unless they are to be left apart', async () => {
    const near = write('near.csv', 'time,status\n0.3,1\n0.30000000000000004,1\n1,1\n');
    expect(await printed(near)).toContain(
      '1 time differs from another by rounding only and was tied with it',
    );
    expect(await printed(near, '--exact-times')).not.toContain('rounding');
  });

  it('keeps to 100 columns above its tables, whatever blanks the values have', async () => {
    const value = (word: string) => `${word} of  the disease, as told`;
    const values = ['dead', 'lost', 'alive', 'moved'].map(value);
    const text = ['time,how  it ended', ...values.map((one, i) => `${i + 1},"${one}"`)].join('\n');
    const words = [write('with  blanks.csv', text), '--status', 'how  it ended', '--event', value('dead')];
    const lines = (await printed(...words)).split('\n\n')[0]!.split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines.slice(1)) expect(line.length).toBeLessThanOrEqual(100);
    expect(lines.join(' ')).toContain(`Censored: ${values[2]} (1), ${values[1]} (1), ${values[3]} (1).`);
  });

  it('has a schema', () => {
    expect(analysisJsonSchema()).toMatchObject({ title: 'sojourn analysis', type: 'object' });
  });
});

describe('sojourn analyse refuses', () => {
  it.each<[string, string[], string]>([
    ['no such file', ['nothing.csv'], 'nothing.csv: no such file'],
    ['a wrong column', [aml, '--group', 'xx'], 'there is no column "xx"; did you mean "x"?'],
    [
      'a restriction too late',
      [aml, '--tau', '162'],
      '--tau 162 must be above 0 and at most the latest time, 161',
    ],
    ['one weight', [aml, '--weights', '1'], '--weights 1 must be rho,gamma, both >= 0, such as 0,1'],
    ['a negative weight', [aml, '--weights=-1,0'], '--weights -1,0 must be rho,gamma'],
    ['a level in percent', [aml, '--level', '95'], '--level 95 must be between 0 and 1'],
    ['a time after all', [aml, '--at', '12,200'], '"200" must be a time from 0 to the horizon 161'],
    ['two groups columns', [aml, '--group', 'x', '--group', 'site'], '--group is given more than once'],
    ['a status of words', [aml, '--status', 'x'], 'aml.csv:2 x is "Maintained", must be 0 (censored)'],
    [
      'a reference without groups',
      [aml, '--reference', 'a'],
      '--reference a is one of the groups of --group',
    ],
    [
      'an unknown reference',
      [aml, '--group', 'x', '--reference', 'maintained'],
      'did you mean "Maintained"?',
    ],
    [
      'a condition without a value',
      [aml, '--where', 'x'],
      '--where x must be COLUMN=VALUE, such as PARAMCD=OS',
    ],
    ['an empty file', [write('empty.csv', '')], 'empty.csv:1 the file is empty'],
  ])('%s', async (_, words, message) => {
    await expect(printed(...words)).rejects.toThrow(message);
    await expect(printed(...words)).rejects.toThrow(UsageError);
  });

  it('with exit code 2, one message, and nothing on standard output', () => {
    const bin = [built(), 'analyse'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...bin, aml, '--time', 'tmie'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      `${aml}:1 there is no column "tmie"; did you mean "time"?\n`,
    ]);
    expect(execFileSync(process.execPath, [...bin, aml], { cwd: root, encoding: 'utf8' })).toContain(
      '23 patients',
    );
  });
});
