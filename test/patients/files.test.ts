/** Files as other programs write them: CDISC's ADTTE, decimal commas, rows that are not wanted, enormous cells. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type PatientColumns, type ReadOptions, readPatients } from '../../src/patients/index.ts';

const adtte = readFileSync(new URL('../../docs/survival/adtte.csv', import.meta.url), 'utf8');

const read = (text: string, names: PatientColumns = {}, options: ReadOptions = {}) => {
  const { patients, reading, problems } = readPatients(text, names, options);
  return {
    reading,
    patients,
    told: problems.map(({ line, column, message }) => `${line} ${column ?? ''} ${message}`),
  };
};
const where = (column: string, value: string) => ({ where: [{ column, value }] });

describe('CDISC’s ADTTE', () => {
  it('is read by its own names, its flag the right way round', () => {
    const { patients, reading, told } = read(adtte, { group: 'TRT01P' }, where('PARAMCD', 'OS'));
    expect(told).toEqual([]);
    expect(reading).toMatchObject({ isCnsr: true, columns: { time: 'AVAL', status: 'CNSR' } });
    const rows = adtte.trim().split(/\r?\n/);
    const header = rows[0]!.split(',');
    const cells = rows.slice(1).map((row) => row.split(','));
    const own = cells.filter((row) => row[header.indexOf('PARAMCD')] === 'OS');
    expect([...patients!.statuses]).toEqual(own.map((row) => (row[header.indexOf('CNSR')] === '0' ? 1 : 0)));
    expect(own.some((row) => Number(row[header.indexOf('CNSR')]) > 1)).toBe(true);
  });

  it.each(['CNSR', 'cnsr', 'Cnsr'])('%s is known by its name', (name) => {
    const text = `time,${name}\n1,0\n2,1\n3,2\n`;
    expect([...read(text, { status: name }).patients!.statuses]).toEqual([1, 0, 0]);
    expect([...read(text).patients!.statuses]).toEqual([1, 0, 0]);
    expect(read('time,CNSR\n1,0\n2,x\n').told).toEqual([
      '3 CNSR is "x", must be 0 (event) or 1, 2, ... (censored), as CDISC has it of CNSR',
    ]);
  });

  it('unless statuses are named', () => {
    const { patients, reading } = read('time,CNSR\n1,0\n2,1\n', {}, { event: '1' });
    expect([[...patients!.statuses], reading!.isCnsr]).toEqual([[0, 1], false]);
  });

  it('with several parameters needs a choice', () => {
    expect(read(adtte).told).toEqual([
      '1 PARAMCD has 2 parameters, "OS", "PFS", each a time of its own; choose one: --where PARAMCD=OS',
    ]);
    expect(read(adtte, {}, where('PARAMCD', 'OS,PFS')).told).toEqual([
      expect.stringMatching(/^\d+ USUBJID is ".*" as in line \d+; choose one parameter: --where PARAMCD=OS$/),
    ]);
    expect(read(adtte, {}, where('PARAMCD', 'os')).told).toEqual([
      '1 PARAMCD has no value "os"; did you mean "OS"?',
    ]);
  });

  it('takes no patient twice', () => {
    const twice = 'USUBJID,PARAMCD,AVAL,CNSR\n1,OS,3,0\n2,OS,3,0\n1,OS,4,1\n';
    expect(read(twice).told).toEqual([
      '4 USUBJID is "1" as in line 2; a patient counts once: choose rows by --where COLUMN=VALUE',
    ]);
  });
});

describe('decimal commas', () => {
  const european = 'time;status;arm\n3,5;1;A\n4;0;B\n,25;1;A\n';

  it('are found where cells are parted by semicolons', () => {
    const { patients, reading } = read(european, { group: 'arm' });
    expect([...patients!.times]).toEqual([3.5, 4, 0.25]);
    expect(reading).toMatchObject({ delimiter: ';', decimal: ',' });
  });

  it('may be asked for, and the separator too', () => {
    const quoted = 'time,status\n"3,5",1\n"4",0\n';
    expect(read(quoted, {}, { decimal: ',' }).patients!.times).toEqual(Float64Array.of(3.5, 4));
    expect(read('time;a,b,c,status\n1;1', {}, { delimiter: ';' }).told).toEqual([
      '1  there is no column "status"; the header has "time", "a,b,c,status"',
    ]);
  });

  it('are not mixed with points', () => {
    expect(read(european, {}, { decimal: '.' }).told[0]).toBe(
      '2 time is 3,5, must be a number with a decimal point, 3.5',
    );
    expect(read('time;status\n3,5;1\n3.5;1', {}, { decimal: ',' }).told).toEqual([
      '3 time is 3.5, must be a number with a decimal comma as others, 3,5',
    ]);
  });
});

describe('rows that are wanted', () => {
  const text = 'time,status,site,arm\n1,1,1.0,A\n-2,1,2,A\n3,0,3,B\n4,1,1,B\n';

  it('are those with a value, or one of several, by text or by number', () => {
    expect([...read(text, {}, where('site', '1')).patients!.times]).toEqual([1, 4]);
    expect([...read(text, {}, where('site', '1,3')).patients!.times]).toEqual([1, 3, 4]);
    const both = {
      where: [
        { column: 'site', value: '1,3' },
        { column: 'arm', value: 'B' },
      ],
    };
    expect([...read(text, {}, both).patients!.times]).toEqual([3, 4]);
    expect(read(text, {}, both).reading).toMatchObject({ rows: 4, where: both.where });
  });

  it('and only those need be sound, with the line in the file where they are not', () => {
    expect(read(text, {}, where('arm', 'A')).told).toEqual(['3 time is -2, must be >= 0']);
  });

  it('must be some', () => {
    const both = {
      where: [
        { column: 'site', value: '2' },
        { column: 'arm', value: 'B' },
      ],
    };
    expect(read(text, {}, both).told).toEqual(['1  no row has site=2 and arm=B']);
  });
});

describe('too much of something', () => {
  it('groups that are no groups are refused at once', () => {
    const rows = Array.from({ length: 400 }, (_, i) => `${i},${i + 1},1`).join('\n');
    expect(read(`id,time,status\n${rows}\n`, { group: 'id' }).told).toEqual([
      '1 id has 400 different values; --group takes at most 50: is it the column of groups? --strata takes any number of small ones',
    ]);
  });

  it('no enormous cell or header is told in full', () => {
    const cell = 'x'.repeat(1_000_000);
    const told = [
      ...read(`time,status\n${cell},1\n`).told,
      ...read(`time,status\n1,${cell}\n`).told,
      ...read(`${cell},status\n1,1\n`).told,
      ...read(`${Array.from({ length: 100_000 }, (_, i) => `column${i}`).join(',')}\n1\n`).told,
      ...read(`time,status\n1,"${cell}`).told,
    ];
    expect(told.length).toBeGreaterThanOrEqual(5);
    for (const line of told) expect(line.length).toBeLessThan(1000);
  });

  it('columns may be called as what JavaScript objects have', () => {
    const text = '__proto__,constructor,toString\n1,1,A\n2,0,B\n';
    const { patients } = read(text, { time: '__proto__', status: 'constructor', group: 'toString' });
    expect([...patients!.times, ...patients!.statuses]).toEqual([1, 2, 1, 0]);
    expect(patients!.groups).toEqual(['A', 'B']);
    expect(read('time,status\n1,1\n', { time: 'valueOf' }).told).toEqual([
      '1  there is no column "valueOf"; the header has "time", "status"',
    ]);
  });
});
