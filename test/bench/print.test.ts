import { expect, it } from 'vitest';
import { speedTables } from '../../bench/print/rows.ts';
import { millions, speeds, threeDigits } from '../../bench/print/speeds.ts';
import { yardstickTables } from '../../bench/print/yardsticks.ts';
import type { MeasuredRow } from '../../bench/results.ts';

it('three digits of a number that may be of any size', () => {
  expect([132_073, 61.5, 8.2, 0.00033512].map(threeDigits)).toEqual(['132,000', '61.5', '8.20', '0.000335']);
  expect(millions(350)).toBe('0.000350');
  expect(speeds({ patients: 6e6, seconds: [1, 2, 3] })).toEqual(['3.00', '2.00', '6.00']);
});

const row = { scenario: 'laws', strategy: 'reference', patients: 2e6, fingerprint: 'aa', threads: 1 };
const rows: MeasuredRow[] = [
  { ...row, way: 'one', engine: 'wasm', seconds: [0.1, 0.2, 0.4] },
  { ...row, way: 'one', engine: 'typescript', seconds: [0.5, 0.4, 0.8] },
  { ...row, way: 'all', threads: 2, patients: 8e6, engine: 'wasm', seconds: [0.5, 0.4, 0.6] },
  { ...row, way: 'all', threads: 2, patients: 8e6, engine: 'typescript', seconds: [1, 2, 1] },
];

it('each engine stands beside the last one, paired by turn, and two threads beside one', () => {
  const [onOne, onAll] = speedTables(rows).map((text) => text.split('\n').slice(4).map(words));
  expect(onOne).toEqual([
    ['laws', 'reference', 'wasm', '2,000,000', '10.0', '5.00', '20.0', '2.00', 'aa'],
    ['laws', 'reference', 'typescript', '2,000,000', '4.00', '2.50', '5.00', 'aa'],
  ]);
  expect(onAll![0]).toEqual(['laws', 'wasm', '8,000,000', '16.0', '13.3', '20.0', '2.00', '0.80', 'aa']);
});

it('sojourn stands beside each program of its model, and what was skipped is named', () => {
  const program = { model: 'benchmark', patients: 100, distance: 1.25, tool: 'g++ 12' };
  const tables = yardstickTables({
    programs: [
      { ...program, program: 'sojourn', engine: 'wasm', seconds: [1, 1, 2] },
      { ...program, program: 'C++', seconds: [3, 5, 6] },
    ],
    skipped: [{ program: 'numpy', missing: 'there is no python3 with numpy' }],
  });
  expect(tables).toHaveLength(2);
  const last = tables[0]!.split('\n').at(-1)!;
  expect(words(last).slice(0, 7)).toEqual([
    'C++',
    '100',
    '0.0000200',
    '0.0000167',
    '0.0000333',
    '1.3',
    '3.00',
  ]);
  expect(tables[1]).toBe('numpy is skipped: there is no python3 with numpy');
});

function words(line: string): string[] {
  return line.trim().split(/ {2,}/);
}
