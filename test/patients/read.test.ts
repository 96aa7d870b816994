import { describe, expect, it } from 'vitest';
import { readPatients } from '../../src/patients/index.ts';

const names = { time: 'time', status: 'status', group: 'arm' };
const read = (text: string, more: object = {}, options = {}) =>
  readPatients(text, { ...names, ...more }, options);
const good = { times: [1.5, 2], statuses: [1, 0], groups: ['A', 'B'] };
const found = (text: string, more = {}, options = {}) => {
  const { patients, problems } = read(text, more, options);
  expect(problems).toEqual([]);
  return {
    times: [...patients!.times],
    statuses: [...patients!.statuses],
    groups: patients!.groups,
  };
};

describe('patients are read from', () => {
  it.each([
    ['commas', 'time,status,arm\n1.5,1,A\n2,0,B\n'],
    ['semicolons', 'time;status;arm\n1.5;1;A\n2;0;B\n'],
    ['tabs', 'time\tstatus\tarm\n1.5\t1\tA\n2\t0\tB'],
    ['Windows line ends and a byte-order mark', '\uFEFFtime,status,arm\r\n1.5,1,A\r\n2,0,B\r\n'],
    ['old line ends', 'time,status,arm\r1.5,1,A\r2,0,B\r'],
    ['quotes and blanks', '"time", status ,arm\n 1.5,"1","A"\n2, 0 ,B\n\n'],
    ['other columns, in another order', 'id,arm,status,note,time\n7,A,1,"a, b",1.5\n8,B,0,"line\nend",2\n'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual(good);
  });

  it('numbers with exponents, and statuses of several causes', () => {
    expect(found('time,status,arm\n1e2,2,A\n.5,3,A').times).toEqual([100, 0.5]);
    // causes that nobody has are none
    expect(found('time,status,arm\n1e2,2,A\n.5,3,A').statuses).toEqual([1, 2]);
    expect(read('time,status,arm\n1e2,2,A\n.5,3,A').patients!.causes).toEqual(['2', '3']);
  });

  it('statuses where something else than 0 is censored', () => {
    expect(found('time,status,arm\n1,1,A\n2,2,B\n3,3,B', {}, { censored: '1' }).statuses).toEqual([0, 1, 2]);
    expect(found('time,status,arm\n1,1,A\n2,0,B', {}, { censored: '1' }).statuses).toEqual([0, 1]);
  });

  it('quoted cells that hold the separator', () => {
    expect(found('time;status;arm\n1;1;"A; first"').groups).toEqual(['A; first']);
  });
});

describe('a file that is wrong is told of, with the place:', () => {
  const told = (text: string, more = {}) => {
    const { patients, problems } = read(text, more);
    expect(patients).toBeUndefined();
    return problems.map(({ line, column, message }) => `${line} ${column ?? ''} ${message}`);
  };

  it.each([
    ['nothing in it', '', '1  the file is empty; its first line must be a header'],
    ['a header alone', 'time,status,arm\n', '1  there is a header and no row after it'],
    ['a misspelt column', 'tmie,status,arm\n1,1,A', '1  there is no column "time"; did you mean "tmie"?'],
    [
      'a column that nothing is near',
      'months,status,arm\n1,1,A',
      '1  there is no column "time"; the header has "months", "status", "arm"',
    ],
    ['too few cells', 'time,status,arm\n1,1,A\n2,1', '3  2 cells, must be 3 as in the header'],
    ['an open quote', 'time,status,arm\n1,1,"A\n2,0,B', '2  a quote is opened and never closed'],
    [
      'no time',
      'time,status,arm\n1,1,A\n,0,B',
      '3 time is missing; every patient must have a follow-up time',
    ],
    ['R’s NA', 'time,status,arm\nNA,1,A', '2 time is missing; every patient must have a follow-up time'],
    ['a negative time', 'time,status,arm\n-2,1,A', '2 time is -2, must be >= 0'],
    ['a word for a time', 'time,status,arm\nlong,1,A', '2 time is "long", must be a number >= 0'],
    ['an endless time', 'time,status,arm\nInfinity,1,A', '2 time is "Infinity", must be a number >= 0'],
    [
      'a decimal comma where others have points',
      'time;status;arm\n3,5;1;A\n2.5;1;B',
      '2 time is 3,5, must be a number with a decimal point, 3.5',
    ],
    [
      'a comma in quotes, which may part thousands',
      'time,status,arm\n"1,234",1,A',
      '2 time is 1,234, must be a number with a decimal point, 1.234',
    ],
    ['a number of a program', 'time,status,arm\n0x10,1,A', '2 time is "0x10", must be a number >= 0'],
    [
      'a status between',
      'time,status,arm\n1,0.5,A',
      '2 status is "0.5", must be 0 (censored), 1 (event), or 2, 3, ... for events of other causes',
    ],
    [
      'a word for a status',
      'time,status,arm\n1,dead,A',
      '2 status is "dead", must be 0 (censored), 1 (event), or 2, 3, ... for events of other causes; where words say it, name those that are events: --event "dead" (values: "dead")',
    ],
    ['no group', 'time,status,arm\n1,1,', '2 arm is missing; every patient must have one'],
  ])('%s', (_, text, message) => {
    expect(told(text)).toEqual([message]);
  });

  it('lines are counted through quoted line ends and empty lines', () => {
    expect(told('time,status,arm\n1,1,"a\nb"\n\n-1,1,c\n')).toEqual(['5 time is -1, must be >= 0']);
  });

  it('every mistake at once, in the order of the file, but no more than twenty', () => {
    expect(told('time,status,arm\n-1,1,A\n1,9.5,A\nx,1,\n').map((text) => text.split(' ')[0])).toEqual([
      '2',
      '3',
      '4',
      '4',
    ]);
    expect(told(`time,status,arm\n${'-1,1,A\n'.repeat(50)}`)).toHaveLength(20);
    // beyond twenty they are counted: of cells, and of rows of another width
    expect(read(`time,status,arm\n${'-1,1,\n'.repeat(50)}`).more).toBe(80);
    expect(read(`time,status,arm\n${'1,1\n'.repeat(5000)}`).more).toBe(4980);
  });
});
