import { describe, expect, it } from 'vitest';
import { parseRiskRow, readCurve, readRiskRow } from '../../src/patients/figure.ts';

const names = { time: 'time', survival: 'survival' };
const curveOf = (text: string, options = {}) => {
  const { found, problems } = readCurve(text, names, options);
  expect(problems).toEqual([]);
  return { times: [...found!.times], survival: [...found!.survival] };
};
const good = { times: [1, 2.5], survival: [0.9, 0.8] };
const told = ({ found, problems }: ReturnType<typeof readCurve> | ReturnType<typeof readRiskRow>) => {
  expect(found).toBeUndefined();
  return problems.map(
    ({ line, column, message }) => `${line}${column === undefined ? '' : ` ${column}`} ${message}`,
  );
};

describe('a digitised curve is read from', () => {
  it.each([
    ['commas, however few the rows are', 'time,survival\n1,0.9\n2.5,0.8\n'],
    ['semicolons', 'time;survival\n1;0.9\n2.5;0.8\n'],
    ['tabs and old line ends', 'time\tsurvival\r1\t0.9\r2.5\t.8'],
    [
      'Windows line ends, blank lines and a byte-order mark',
      '\uFEFFtime,survival\r\n\r\n1,9e-1\r\n2.5,0.8\r\n\r\n',
    ],
    ['other columns, in another order', '"a;b;c;d",survival,time\nx,0.9,1\ny,0.8,2.5\n'],
  ])('%s', (_, text) => {
    expect(curveOf(text)).toEqual(good);
  });

  it('percentages, if that is said', () => {
    expect(curveOf('time,survival\n1,90\n2.5,80\n', { percent: true })).toEqual(good);
  });

  it('decimal commas where they are, and as it is told to be written', () => {
    const european = 'time;survival\n1;0,9\n2,5;0,8\n';
    expect(readCurve(european, names).writing).toEqual({ delimiter: ';', decimal: ',' });
    expect(curveOf(european)).toEqual(good);
    expect(curveOf('time,survival\n1,"0,9"\n"2,5","0,8"\n', { decimal: ',' })).toEqual(good);
    expect(curveOf('a,b,c;d;e|time|survival\nx|1|0.9\ny|2.5|0.8\n', { delimiter: '|' })).toEqual(good);
    expect(told(readCurve(european, names, { decimal: '.' }))[0]).toBe(
      '2 survival is 0,9, must be a number with a decimal point, 0.9',
    );
    const risk = readRiskRow('time;at_risk\n0;9\n2,5;4\n', { time: 'time', count: 'at_risk' });
    expect(risk.found).toEqual({ times: [0, 2.5], counts: [9, 4] });
    expect(risk.writing).toEqual({ delimiter: ';', decimal: ',' });
  });

  it('points in any order, and of a hand that shook', () => {
    expect(curveOf('time,survival\n2,0.5\n1,1.01\n3,0.53\n').survival).toEqual([0.5, 1.01, 0.53]);
  });

  it.each<[string, string, string[]]>([
    ['an empty file', '', ['1 the file is empty; its first line must be a header']],
    [
      'no header',
      '0.5,0.98\n1,0.9\n',
      ['1 the first line has numbers and must be a header, such as time,survival'],
    ],
    ['no such column', 'time,survivl\n1,1\n', ['1 there is no column "survival"; did you mean "survivl"?']],
    [
      'no numbers',
      'time,survival\n1,\nx,0.9\n"2,5",0.8\n',
      [
        '2 survival is missing, must be a number',
        '3 time is "x", must be a number',
        '4 time is 2,5, must be a number with a decimal point, 2.5',
      ],
    ],
    [
      'numbers that cannot be',
      'time,survival\n-1,0.9\n2,-0.5\n3,Infinity\n',
      ['4 survival is "Infinity", must be a number'],
    ],
    [
      'numbers out of range',
      'time,survival\n-1,0.9\n\n2,-0.5\n',
      ['2 time is -1, must be >= 0', '4 survival is -0.5, must be from 0 to 1'],
    ],
    [
      'percentages that nobody spoke of',
      'time,survival\n1,90\n',
      ['2 survival is 90, must be from 0 to 1, or all of them be read as percentages'],
    ],
    [
      'a curve that rises',
      'time,survival\n1,0.1\n2,0.2\n',
      ['3 survival at time 2 lies more than 0.05 above a point before it; a survival curve falls'],
    ],
    ['cells too few', 'time,survival\n1\n', ['2 1 cells, must be 2 as in the header']],
  ])('%s: not, and it is told where', (_, text, expected) => {
    expect(told(readCurve(text, names))).toEqual(expected);
  });

  it('shares, where percentages were said: not', () => {
    expect(told(readCurve('time,survival\n1,0.9\n', names, { percent: true }))).toEqual([
      '2 survival is 0.9 and nowhere above 1: that is no percentage, read it as a share',
    ]);
    expect(told(readCurve('time,survival\n1,103\n', names, { percent: true }))).toEqual([
      '2 survival is 103, must be from 0 to 100',
    ]);
  });

  it('more points than a figure has dots, or with more mistakes than anybody reads: not', () => {
    const points = Array.from({ length: 5001 }, (_, i) => `${i},0.5`);
    expect(told(readCurve(`time,survival\n${points.join('\n')}`, names))).toEqual([
      '5002 time is of point 5001; a figure has at most 5000',
    ]);
    expect(told(readCurve(`time,survival\n${'x,y\n'.repeat(50)}`, names))).toHaveLength(20);
    expect(readCurve(`time,survival\n${'x,y\n'.repeat(50)}`, names).more).toBe(80);
    expect(readCurve(`time,survival\n${'1,2\n'.repeat(50)}`, names).more).toBe(30);
  });
});

describe('numbers at risk are read', () => {
  const risk = { time: 'time', count: 'at_risk' };

  it('from a file, and as they are typed', () => {
    const row = { times: [0, 12, 24.5], counts: [100, 80, 0] };
    expect(readRiskRow('time,at_risk\n0,100\n12,80\n24.5,0\n', risk).found).toEqual(row);
    expect(parseRiskRow('0:100,12:80,24.5:0').found).toEqual(row);
    expect(parseRiskRow(' 0 : 100; 12: 80 ;24.5:0').found).toEqual(row);
  });

  it('from a file with mistakes: not, and it is told where', () => {
    expect(told(readRiskRow('time,at_risk\n1,0\n1,2.5\n3,-1\n4,2000000\n', risk))).toEqual([
      '2 time is 1, must be 0: the first number is the size of the group',
      '2 at_risk is 0, must be a whole number >= 1',
      '3 time is 1, must be after the 1 before it',
      '3 at_risk is 2.5, must be a whole number >= 0',
      '4 at_risk is -1, must be a whole number >= 0',
      '5 at_risk is 2000000, must be at most 1000000',
    ]);
    expect(told(readRiskRow('time,n\n0,9\n', risk))).toEqual([
      '1 there is no column "at_risk"; the header has "time", "n"',
    ]);
    expect(told(readRiskRow('0,9\n1,8\n', risk))).toEqual([
      '1 the first line has numbers and must be a header, such as time,at_risk',
    ]);
  });

  it.each<[string, string[]]>([
    ['0:100,12', ['"12" must be time:count, such as 12:80']],
    ['0:100,', ['"" must be time:count, such as 12:80']],
    [
      '0:100,12m:80,24:5.5',
      ['"12m:80" must be time:count, such as 12:80', '"24:5.5" must be time:count, such as 12:80'],
    ],
    ['0:10,5:12', ['"5:12": the number at risk is 12, must be at most the 10 before it']],
    ['0:10,5:8,4:7', ['"4:7": the time is 4, must be after the 5 before it']],
  ])('from %s: not', (text, expected) => {
    expect(parseRiskRow(text)).toEqual({ problems: expected });
  });
});
