import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  figure,
  POWER_DECIMALS,
  percent,
  percentOf,
  plain,
  publishedPercent,
  rate,
  standardError,
  TYPE_I_DECIMALS,
  whole,
  wholeUp,
} from '../../src/media/numbers.ts';

/** Twelve decimals are the most that are shown: an error below 1e-10 has no two digits within them. */
const error = fc.double({ min: 1e-10, max: 0.5, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const decimalsOf = (text: string) => text.split('.')[1]?.length ?? 0;
const slack = 1 + 1e-8;

/** Of the digits of a text: 0.050 has its first at the second decimal. */
const firstDigitOf = (text: string) => -Number(Number(text).toExponential().split('e')[1]);

describe('a simulated figure', () => {
  it('ends at the decimal place of the first significant digit of its standard error as that is shown', () => {
    fc.assert(
      fc.property(share, error, (value, mcse) => {
        const place = Math.min(12, Math.max(0, firstDigitOf(standardError(mcse))));
        expect(decimalsOf(figure(value, mcse))).toBe(place);
      }),
    );
  });

  it('is as precise in percent', () => {
    fc.assert(
      fc.property(share, error, (value, mcse) => {
        const text = percent(value, mcse);
        const decimals = decimalsOf(text);
        expect(decimals).toBe(Math.min(12, Math.max(0, firstDigitOf(standardError(mcse, 100)))));
        expect(Math.abs(Number(text) - 100 * value)).toBeLessThanOrEqual(
          0.5 * 10 ** -decimals * slack + 1e-9,
        );
      }),
    );
  });

  it('has the decimals at least that are asked for', () => {
    fc.assert(
      fc.property(share, error, fc.nat(6), (value, mcse, least) => {
        expect(decimalsOf(figure(value, mcse, least))).toBe(Math.max(least, decimalsOf(figure(value, mcse))));
      }),
    );
  });

  it.each([
    [-0.327, 0.0123, '-0.33'],
    [-0.327, 0.0093, '-0.327'],
    [0.56789, 0.01, '0.57'],
    [0.56789, 0.0099, '0.568'],
    [0.56789, 0.0951, '0.57'],
    [0.56789, 0.0999, '0.6'],
    [47.123, 0.31, '47.1'],
    [47.123, 1.3, '47'],
    [812.4, 12, '812'],
    [-0.0001, 0.01, '0.00'],
    [0.56789, 0, '0.5679'],
    [600, 0, '600'],
  ])('%d with a standard error of %d is %s', (value, mcse, text) => {
    expect(figure(value, mcse)).toBe(text);
  });

  it.each([
    [0.5647, 0.0005, '56.47'],
    [0.8646, 0.0035, '86.5'],
    [0.491, 0.05, '49'],
    [1, 0, '100'],
  ])('a share of %d with a standard error of %d is %s percent', (value, mcse, text) => {
    expect(percent(value, mcse)).toBe(text);
  });

  it('is a power with one decimal and a type I error with two, however large the standard error', () => {
    expect(percent(0.794, 0.013, POWER_DECIMALS)).toBe('79.4');
    expect(percent(0.0263, 0.0023, TYPE_I_DECIMALS)).toBe('2.63');
    expect(percent(0.0263, 0.00002, TYPE_I_DECIMALS)).toBe('2.630');
    expect(percent(1, 0, POWER_DECIMALS)).toBe('100.0');
  });

  it('of counts takes its error from them', () => {
    expect([percentOf(491_234, 1_000_000), percentOf(3, 1_000_000), percentOf(5, 11)]).toEqual([
      '49.12',
      '0.0003',
      '45',
    ]);
    expect([percentOf(0, 7), percentOf(7, 7)]).toEqual(['0', '100']);
  });

  it('shows two digits when its standard error is not known', () => {
    expect(figure(8.797, null)).toBe('8.8');
    expect(figure(0.6049, Number.NaN)).toBe('0.60');
    expect(figure(423.4, null)).toBe('423');
    expect(percent(0.8797, null)).toBe('88');
    expect(figure(8.797, Number.POSITIVE_INFINITY)).toBe('8.8');
  });

  it('is a dash when there is none', () => {
    expect([figure(null, 0.1), figure(Number.NaN, 0.1), percent(null, null), percent(Number.NaN, 0)]).toEqual(
      ['-', '-', '-', '-'],
    );
  });
});

describe('a standard error', () => {
  it('shows two digits that count', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e5, noNaN: true }), (mcse) => {
        const text = standardError(mcse);
        expect(text).not.toMatch(/e/);
        expect(Math.abs(Number(text) - mcse)).toBeLessThanOrEqual(0.05 * mcse * slack);
        if (mcse < 10) expect(text.replace('.', '').replace(/^0+/, '')).toHaveLength(2);
      }),
    );
  });

  it.each([
    [0.0123456, 1, '0.012'],
    [0.00049, 100, '0.049'],
    [0.5, 1, '0.50'],
    [12.3, 1, '12'],
    [0.0999, 1, '0.10'],
    [123.4, 1, '120'],
    [0, 1, '0'],
  ])('of %d, times %d, is %s', (mcse, scale, text) => {
    expect(standardError(mcse, scale)).toBe(text);
  });

  it('is a dash when there is none', () => {
    expect([standardError(null), standardError(Number.NaN)]).toEqual(['-', '-']);
  });
});

describe('other numbers', () => {
  it('stand as people write them', () => {
    expect(plain(56.599999999999994)).toBe('56.6');
    expect(plain(12)).toBe('12');
    expect([28 / 57, 0.5, 0.194, 0.0031, 0.00031].map(publishedPercent)).toEqual([
      '49.1',
      '50',
      '19.4',
      '0.31',
      '0.031',
    ]);
    expect(whole(1234567.4)).toBe('1,234,567');
    expect([379.2, 380, 380.0000000001, 1628.5].map(wholeUp)).toEqual(['380', '380', '380', '1,629']);
    expect(rate(850_000.2)).toBe('850,000');
    expect(rate(31_420_000)).toBe('31.4 million');
  });
});
