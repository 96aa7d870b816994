import { describe, expect, it } from 'vitest';
import { dsaSchema } from '../../src/answers/dsa/schema.ts';
import { asked } from './in-process.ts';

const few = [
  'dsa',
  'scenarios/stage-iv-rectal.yaml',
  '--strategy',
  'total-neoadjuvant',
  '--endpoint',
  'OS',
  '-n',
  '400',
];

describe('dsa', () => {
  it('prints a tornado, the widest first', async () => {
    const { out, code } = await asked([...few, '--outcome', 'OS RMST(36)']);
    expect(code).toBe(0);
    expect(out).toContain('OS RMST(36): total-neoadjuvant less study-schedule, months');
    const rows = out.split('\n').filter((line) => line.includes('#'));
    const widths = rows.map((line) => line.replaceAll(/[^#]/g, '').length);
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  });

  it('prints JSON of its schema', async () => {
    const { out } = await asked([...few, '--json']);
    const answer = dsaSchema.parse(JSON.parse(out));
    expect(answer.outcome).toBe('OS at 60');
    expect(answer.oneWay.length).toBeGreaterThan(10);
  });

  it.each([
    [['--outcome', 'OS at 7'], 'choose one of: OS at 12'],
    [['--threshold', 'kappa'], 'kappa has no range to be looked at'],
    [['-n', '10'], 'at least 400 patients'],
  ])('refuses %o', async (words, message) => {
    const { error } = await asked([...few.slice(0, -2), ...words]);
    expect((error as Error).name).toBe('UsageError');
    expect((error as Error).message).toContain(message);
  });
});
