import { describe, expect, it } from 'vitest';
import { exponentsOf } from '../../bench/growth/exponents.ts';
import type { MeasuredPoint } from '../../bench/growth/measure.ts';
import { readOptions } from '../../bench/growth/options.ts';
import { growths } from '../../bench/growth/points.ts';
import { growthTables } from '../../bench/growth/print.ts';
import { checkName } from '../../bench/growth/save.ts';

describe('growth exponents', () => {
  it('are 0 for what stays, 1 for what grows with the size, 2 for its square', () => {
    const rows = [1, 10, 40].map((size) => ({
      size,
      costs: { flat: 7, linear: 3 * size, square: 2 * size ** 2 },
    }));
    const steps = exponentsOf(rows);
    expect(steps.map(({ from, to }) => [from, to])).toEqual([
      [1, 10],
      [10, 40],
    ]);
    for (const { exponents } of steps) {
      expect(exponents.flat).toBe(0);
      expect(exponents.linear).toBeCloseTo(1, 12);
      expect(exponents.square).toBeCloseTo(2, 12);
    }
  });

  it('need two rows', () => {
    expect(exponentsOf([{ size: 1, costs: { seconds: 1 } }])).toEqual([]);
  });
});

const pointOf = (size: number, simulate: number[]): MeasuredPoint => {
  const repeats = simulate.map((seconds) => ({
    compile: 0.05,
    start: 0.07,
    simulate: seconds,
    estimate: 0.01,
    megabytes: 100.4,
  }));
  return {
    growth: 'patients',
    size,
    patients: size,
    engine: 'typescript',
    threads: 2,
    moves: 3 * size,
    fingerprint: 'aaaaaaaaaaaaaaaa',
    repeats,
    median: repeats[repeats.length >> 1]!,
  };
};

describe('the table of a growth', () => {
  it('has a row a size, and the exponents below it', () => {
    const points = [pointOf(1e5, [0.01, 0.02, 0.03]), pointOf(1e6, [0.2, 0.2, 0.2]), pointOf(1e7, [20])];
    expect(growthTables(growths[0]!, points)).toBe(
      `By patients of scenarios/benchmark.yaml
Seconds, median of 3 new processes, one where it took more than 5 s; typescript, 2 threads

  patients  start threads  simulate  fastest to slowest  M patients/s  peak MB  fingerprint
----------  -------------  --------  ------------------  ------------  -------  ----------------
   100,000         0.0700    0.0200    0.0100 to 0.0300          5.00      100  aaaaaaaaaaaaaaaa
 1,000,000         0.0700     0.200      0.200 to 0.200          5.00      100  aaaaaaaaaaaaaaaa
10,000,000         0.0700     20.00                once          0.50      100  aaaaaaaaaaaaaaaa

Growth exponents between neighbouring rows: 0 flat, 1 linear, 2 quadratic

               patients  simulate  peak MB
-----------------------  --------  -------
   100,000 to 1,000,000      1.00     0.00
1,000,000 to 10,000,000      2.00     0.00`,
    );
  });
});

describe('the words of the command line', () => {
  it('choose what is measured', () => {
    expect(readOptions([])).toMatchObject({ help: false, most: Number.POSITIVE_INFINITY, repeats: 3 });
    const options = readOptions(['--only', 'patients', '--most', '1e7', '--repeats', '5', '--save', 'mine']);
    expect(options).toMatchObject({ most: 1e7, repeats: 5, save: 'mine' });
    expect(options.growths.map(({ name }) => name)).toEqual(['patients']);
  });

  it.each<[string[], string]>([
    [['--only', 'cats'], '--only cats must be patients, strategies or states'],
    [['--most', 'lots', '--only', 'states'], '--most lots is no number; write 1e7'],
    [['--most', '10', '--only', 'patients'], '--most 10 leaves nothing of patients: the least is 100,000'],
    [['--repeats', '0'], '--repeats 0 must be a whole number from 1 on'],
    [['--save', '../x'], '--save "../x" is no name'],
  ])('are refused where they mean nothing: %j', (words, message) => {
    expect(() => readOptions(words)).toThrow(message);
  });

  it('name files in the folder of results alone', () => {
    for (const name of ['xeon-2-cores', 'a.b', 'A_1']) expect(() => checkName(name)).not.toThrow();
    for (const name of ['', '.', '..', 'a/b', '-x']) expect(() => checkName(name)).toThrow(RangeError);
  });
});
