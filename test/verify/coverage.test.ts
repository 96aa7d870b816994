import { describe, expect, it } from 'vitest';
import { coverageOf, kinds } from './coverage/studies.ts';
import { verifyCoverage } from './coverage/verdict.ts';

describe('95% intervals of synthetic studies', () => {
  it.each([
    [0, 56],
    [1, 57],
    [2, 58],
    [3, 59],
    [4, 59],
  ])('hold the truth in 95% of them within chance: kind %i in %i of 60', (kind, held) => {
    expect(coverageOf(kinds[kind]!, 60)).toBe(held);
  });

  it('do not hold it where every patient has the event', () => {
    expect(kinds[0]!.isHeld(() => 0.29, 0)).toBe(false);
  });

  it('are judged by binomial errors', () => {
    const judged = verifyCoverage(5, undefined, [{ name: 'never', isHeld: () => false }, kinds[0]!]);
    expect(judged.map(({ isRight }) => isRight)).toEqual([false, true]);
  });
});
