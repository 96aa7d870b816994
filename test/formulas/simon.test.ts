import { describe, expect, it } from 'vitest';
import { simonDesigns, type TwoStageDesign } from '../../src/formulas/simon.ts';

const shown = ({ r1, n1, r, n, expected }: TwoStageDesign) => `${r1}/${n1} ${r}/${n} ${expected.toFixed(1)}`;

describe('two-stage designs', () => {
  // tables 1 and 2 of Simon (1989)
  it.each([
    [0.05, 0.25, 0.05, 0.8, '0/9 2/17 12.0', '0/12 2/16 13.8'],
    [0.1, 0.3, 0.05, 0.9, '2/18 6/35 22.5', '2/22 6/33 26.2'],
    [0.1, 0.3, 0.05, 0.8, '1/10 5/29 15.0', '1/15 5/25 19.5'],
    [0.2, 0.4, 0.05, 0.8, '3/13 12/43 20.6', '4/18 10/33 22.3'],
    [0.2, 0.4, 0.05, 0.9, '4/19 15/54 30.4', '5/24 13/45 31.2'],
  ])('of %d against %d, alpha %d, power %d are those of Simon', (p0, p1, alpha, power, optimal, minimax) => {
    const found = simonDesigns({ p0, p1, alpha, power });
    expect(shown(found.optimal)).toBe(optimal);
    expect(shown(found.minimax)).toBe(minimax);
    for (const one of [found.optimal, found.minimax]) {
      expect(one.alpha).toBeLessThanOrEqual(alpha);
      expect(one.power).toBeGreaterThanOrEqual(power);
    }
  });

  it('have the chances that counting all courses gives', () => {
    const { optimal } = simonDesigns({ p0: 0.3, p1: 0.6, alpha: 0.1, power: 0.8 });
    const { n1, r1, n, r } = optimal;
    let goesOn = 0;
    for (let course = 0; course < 2 ** n; course++) {
      let first = 0;
      let all = 0;
      for (let i = 0; i < n; i++) {
        const responds = (course >> i) & 1;
        all += responds;
        if (i < n1) first += responds;
      }
      if (first > r1 && all > r) goesOn += 0.3 ** all * 0.7 ** (n - all);
    }
    expect(n).toBeLessThan(20);
    expect(optimal.alpha).toBeCloseTo(goesOn, 12);
  });

  it.each([
    [{ p0: 0.3, p1: 0.3, alpha: 0.05, power: 0.8 }, 'p0 is 0.3 and p1 is 0.3'],
    [{ p0: 0.1, p1: 0.3, alpha: 0.5, power: 0.8 }, 'alpha is 0.5, must be above 0 and below 0.5'],
    [{ p0: 0.1, p1: 0.3, alpha: 0.05, power: 1 }, 'power is 1, must be above alpha'],
    [{ p0: 0.1, p1: 0.11, alpha: 0.05, power: 0.9 }, 'no two-stage design of at most 200 patients'],
  ])('are refused for what cannot be: %#', (question, message) =>
    expect(() => simonDesigns(question)).toThrow(message),
  );
});
