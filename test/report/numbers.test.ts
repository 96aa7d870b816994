import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsFor, figure, percent, plain, rate, standardError, whole } from '../../src/report/numbers.ts';

const error = fc.double({ min: 1e-12, max: 0.5, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const decimalsOf = (text: string) => text.split('.')[1]?.length ?? 0;
const slack = 1 + 1e-8;

describe('a simulated figure', () => {
  it('shows no decimal worth less than its standard error, and none fewer than it may', () => {
    fc.assert(
      fc.property(share, error, (value, mcse) => {
        const decimals = decimalsOf(figure(value, mcse, 12));
        if (decimals > 0) expect(10 ** -decimals * slack).toBeGreaterThanOrEqual(mcse);
        if (decimals < 12) expect(10 ** -(decimals + 1)).toBeLessThan(mcse * slack);
      }),
    );
  });

  it('is as precise in percent', () => {
    fc.assert(
      fc.property(share, error, (value, mcse) => {
        const text = percent(value, mcse, 12);
        const decimals = decimalsOf(text);
        if (decimals > 0) expect(10 ** -decimals * slack).toBeGreaterThanOrEqual(100 * mcse);
        expect(Math.abs(Number(text) - 100 * value)).toBeLessThanOrEqual(
          0.5 * 10 ** -decimals * slack + 1e-9,
        );
      }),
    );
  });

  it('shows no more decimals than are wanted', () => {
    fc.assert(
      fc.property(share, error, fc.nat(6), (value, mcse, most) => {
        expect(decimalsOf(figure(value, mcse, most))).toBeLessThanOrEqual(most);
      }),
    );
  });

  it.each([
    [0.56789, 0.01, '0.57'],
    [0.56789, 0.0099, '0.57'],
    [0.56789, 0.0101, '0.6'],
    [0.56789, 0.00049, '0.568'],
    [47.123, 0.31, '47'],
    [812.4, 12, '812'],
    [0.56789, 0, '0.5679'],
  ])('%d with a standard error of %d is %s', (value, mcse, text) => {
    expect(figure(value, mcse)).toBe(text);
  });

  it('shows no decimal at all when its standard error is not known', () => {
    expect(figure(8.797, null)).toBe('9');
    expect(figure(8.797, Number.NaN)).toBe('9');
    expect(percent(0.8797, null)).toBe('88');
    expect(decimalsFor(Number.POSITIVE_INFINITY)).toBe(0);
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
        expect(Math.abs(Number(text) - mcse)).toBeLessThanOrEqual(
          Math.max(0.05 * mcse, mcse >= 100 ? 0.5 : 0) * slack,
        );
      }),
    );
  });

  it.each([
    [0.0123456, 1, '0.012'],
    [0.00049, 100, '0.049'],
    [0.5, 1, '0.50'],
    [12.3, 1, '12'],
    [0.0999, 1, '0.100'],
    [123.4, 1, '123'],
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
    expect(whole(1234567.4)).toBe('1,234,567');
    expect(rate(850_000.2)).toBe('850,000');
    expect(rate(31_420_000)).toBe('31.4 million');
  });
});
