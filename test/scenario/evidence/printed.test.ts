import { describe, expect, it } from 'vitest';
import { readP } from '../../../src/scenario/evidence/p-value.ts';
import { readPrinted } from '../../../src/scenario/evidence/printed.ts';
import { asWritten, decimalsOf, mayBeOne } from '../../../src/scenario/evidence/rounding.ts';

describe('a printed figure', () => {
  const read = (text: string) => {
    const { estimate, lower, upper, count, of } = readPrinted(text)!;
    const number = (part: typeof estimate) => part && `${part.value.toFixed(part.decimals)}`;
    return [number(estimate), number(lower), number(upper), count, of].map((part) => part ?? '').join(' | ');
  };

  it.each([
    ['49.1%', '0.491 |  |  |  | '],
    ['51 (22.4%)', '0.224 |  |  | 51 | '],
    ['29 (25)', '0.25 |  |  | 29 | '],
    ['22 (9.6%) of 142', '0.096 |  |  | 22 | 142'],
    ['25/142 (17.6%)', '0.176 |  |  | 25 | 142'],
    ['25 of 142', ' |  |  | 25 | 142'],
    ['91.2% (95% CI 87.6 to 95%)', '0.912 | 0.876 | 0.95 |  | '],
    ['43.7% (95% CI, 37.6 to 50.7%)', '0.437 | 0.376 | 0.507 |  | '],
    ['41.7 (range 3.3 to 93.4)', '41.7 | 3.3 | 93.4 |  | '],
    ['1.18 (0.30, 2.89)', '1.18 | 0.30 | 2.89 |  | '],
    ['1.18 [0.300–2.866]', '1.18 | 0.300 | 2.866 |  | '],
    ['49·5 (43·6 to 55·6)', '49.5 | 43.6 | 55.6 |  | '],
    ['-0.5 (-1.2 to 0.2)', '-0.5 | -1.2 | 0.2 |  | '],
    ['41.7', '41.7 |  |  |  | '],
  ])('%s reads as %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each(['about half', '', '3.3 to 93.4 months'])('"%s" is not read', (text) =>
    expect(readPrinted(text)).toBeUndefined(),
  );
});

describe('a printed P value', () => {
  it.each([
    [0.028, [0.0275, 0.0285]],
    ['0.050', [0.0495, 0.0505]],
    ['P = .05', [0.045, 0.055]],
    ['0.000', [0, 0.0005]],
    ['<0.001', [0, 0.001]],
    ['> 0.05', [0.05, 1]],
    [1, [0.5, 1]],
  ])('%s leaves the range %j', (text, [low, high]) => {
    const { range } = readP(text)!;
    expect(range[0]).toBeCloseTo(low!, 12);
    expect(range[1]).toBeCloseTo(high!, 12);
  });

  it('names its test after the number', () => expect(readP('<0.001 log-rank')?.test).toBe('log-rank'));
  it('keeps the decimals of an exponent', () => expect(readP('2e-4')!.range[0]).toBeCloseTo(0.00015, 12));
  it.each(['significant', 'ns', '1.2', -0.1])('%s is none', (text) => expect(readP(text)).toBeUndefined());
});

describe('rounded numbers', () => {
  it.each([
    [12, 0],
    [0.25, 2],
    [1e-7, 7],
    [1.5e-7, 8],
    [2e21, 0],
  ])('%d has %d decimals', (value, decimals) => expect(decimalsOf(value)).toBe(decimals));

  it('may be one number only where the coarser is the finer one rounded', () => {
    expect(mayBeOne(asWritten(49), asWritten(49.4))).toBe(true);
    expect(mayBeOne(asWritten(49), asWritten(49.6))).toBe(false);
    expect(mayBeOne(asWritten(8.8), asWritten(8.9))).toBe(false);
  });
});
