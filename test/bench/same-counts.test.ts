import { expect, it } from 'vitest';
import { countsKeeper } from '../../bench/same-counts.ts';

it('the same patients may be counted by anyone as often as they like, with one fingerprint', () => {
  const expectSame = countsKeeper();
  const work = { scenario: 'benchmark', patients: 2048 };
  expectSame(work, 'wasm', 'aa');
  expectSame(work, 'typescript', 'aa');
  expect(() => expectSame(work, 'wasm on two threads', 'ab')).toThrow(
    'benchmark, 2,048 patients: wasm on two threads counts ab, wasm counted aa',
  );
});

it('other patients and other scenarios have fingerprints of their own', () => {
  const expectSame = countsKeeper();
  expectSame({ scenario: 'benchmark', patients: 2048 }, 'wasm', 'aa');
  expectSame({ scenario: 'benchmark', patients: 4096 }, 'wasm', 'bb');
  expectSame({ scenario: 'laws', patients: 2048 }, 'wasm', 'cc');
  expect(() => expectSame({ scenario: 'laws', patients: 2048 }, 'wasm', 'aa')).toThrow('laws');
});
