import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, readPatients, readTargetMcse, readThreads, readTimes } from '../../src/cli/arguments.ts';
import { UsageError } from '../../src/cli/errors.ts';

describe('a number of patients', () => {
  it.each([
    ['1', 1],
    ['1000000', 1e6],
    ['1e6', 1e6],
    ['1E6', 1e6],
    ['1_000_000', 1e6],
    ['1,000,000', 1e6],
    ['250k', 250_000],
    ['1.5M', 1_500_000],
    ['2.3m', 2_300_000],
    ['4g', 4e9],
    [' 12 ', 12],
    ['4294967296', 2 ** 32],
  ])('may be written %s', (text, n) => {
    expect(readPatients(text)).toBe(n);
  });

  it('is exactly what is written, with k and M too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000 }), (thousandths) => {
        expect(readPatients(`${thousandths / 1000}k`)).toBe(thousandths);
        expect(readPatients(`${thousandths / 1000}e3`)).toBe(thousandths);
      }),
    );
  });

  it.each([
    ['0', 'must be a whole number of patients, at least 1'],
    ['-5', 'must be a whole number of patients, at least 1'],
    ['1.5', 'must be a whole number of patients, at least 1'],
    ['1e-3', 'must be a whole number of patients, at least 1'],
    ['1e300', 'is more patients than can be told apart, at most 4,294,967,296'],
    ['1e999', 'is more patients than can be told apart, at most 4,294,967,296'],
    ['4294967297', 'is more patients than can be told apart, at most 4,294,967,296'],
    ...['abc', '', 'NaN', 'Infinity', '0x10', '1e', '1,5', '1,5e6', '10_00', '1 000', '--5', 'k'].map(
      (text) => [text, 'is not a number; write 1000000, 1e6 or 250k'],
    ),
  ])('may not be %j', (text, message) => {
    expect(() => readPatients(text!)).toThrow(UsageError);
    expect(() => readPatients(text!)).toThrow(`-n ${text} ${message}`);
  });
});

describe('other arguments', () => {
  it('take a whole number of threads', () => {
    expect(readThreads('4')).toBe(4);
    for (const text of ['0', '-1', '1.5', 'two', '1025', ''])
      expect(() => readThreads(text)).toThrow(`--threads ${text} must be a whole number from 1 to 1024`);
  });

  it('take times in any order, once each', () => {
    expect(readTimes('24, 12,24,0,60', 60)).toEqual([0, 12, 24, 60]);
  });

  it.each([
    ['12,banana', '"banana" must be a time from 0 to the horizon 60; write --at 12,24,36'],
    ['500', '"500" must be a time from 0 to the horizon 60'],
    ['-1', '"-1" must be a time from 0 to the horizon 60'],
    ['12,', '"" must be a time from 0 to the horizon 60'],
    ['12;24', '"12;24" must be a time from 0 to the horizon 60'],
  ])('do not take the times %s', (text, message) => {
    expect(() => readTimes(text, 60)).toThrow(`--at ${text}: ${message}`);
  });

  it('show times that the horizon allows', () => {
    expect(() => readTimes('x', 2)).toThrow('write --at 0.5,1,1.5');
    expect(() => readTimes('x', 20)).toThrow('write --at 5,10,15');
  });

  it('take a precision that a share can have', () => {
    expect(readTargetMcse('0.0005')).toBe(0.0005);
    for (const text of ['0', '-1', '0.5', 'abc'])
      expect(() => readTargetMcse(text)).toThrow(`--target-mcse ${text} must be between 0 and 0.5`);
  });

  it('read what is no number as none', () => {
    for (const text of ['', '.', 'e5', '1e5.5', '1..2', '٣']) expect(readNumber(text)).toBeNaN();
  });
});
