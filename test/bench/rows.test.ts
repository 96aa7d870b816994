import { expect, it } from 'vitest';
import { COHORT, rowsOf } from '../../bench/rows.ts';

it('every engine does the same work of a scenario, side by side', () => {
  const rows = rowsOf(['benchmark', 'laws'], ['wasm', 'typescript']);
  for (let i = 0; i < rows.length; i += 2) {
    expect(rows[i]!.engine).toBe('wasm');
    expect(rows[i + 1]).toEqual({ ...rows[i], engine: 'typescript' });
  }
  const ways = (scenario: string) =>
    rows.filter((row) => row.scenario === scenario && row.engine === 'wasm').map(({ way }) => way);
  expect(ways('benchmark')).toEqual(['one', 'all', 'cohorts']);
  expect(ways('laws')).toEqual(['one', 'all']);
});

it('small cohorts are whole cohorts', () => {
  const small = rowsOf(['benchmark', 'stage-iv-rectal'], ['typescript']).filter(
    ({ way }) => way === 'cohorts',
  );
  expect(small).toHaveLength(2);
  for (const { patients } of small) expect(patients % COHORT).toBe(0);
});
