import { describe, expect, it } from 'vitest';
import { designSequential } from '../../src/sequential/design.ts';
import { informationRatios } from '../../src/sequential/operating-characteristics.ts';
import { familyOf } from './known.ts';

const equally = (looks: number) => Array.from({ length: looks }, (_, i) => (i + 1) / looks);

describe('worked examples in print', () => {
  // SAS/STAT 14.1 User's Guide, SEQDESIGN procedure, "Group Sequential Design Summary": two-sided alpha 0.05, power 0.9,
  // alternative reference 0.25
  it.each([
    [2, '169.32'],
    [5, '172.57'],
    [10, '174.42'],
  ])("O'Brien and Fleming's design of %d looks has SAS's maximum information, %s", (looks, printed) => {
    const design = designSequential({
      fractions: equally(looks),
      alpha: 0.05,
      sides: 2,
      efficacy: { delta: 0 },
    });
    const { shift } = informationRatios(design, 0.05, 0.9);
    expect((shift / (0.25 * 0.25)).toFixed(2)).toBe(printed);
  });

  // the same guide, example 89.3: four looks, two-sided alpha 0.05, power 0.9
  it("Pocock's design of four looks needs 1.1831 times a fixed trial, as SAS has it", () => {
    const design = designSequential({
      fractions: equally(4),
      alpha: 0.05,
      sides: 2,
      efficacy: { delta: 0.5 },
    });
    const { inflation, expected } = informationRatios(design, 0.05, 0.9);
    expect(inflation.toFixed(4)).toBe('1.1831');
    expect((100 * expected.null).toFixed(4)).toBe('115.6074');
    expect((100 * expected.effect).toFixed(3)).toBe('69.748');
  });

  // the same guide, example 101.8: one-sided 0.025, power 0.9, five looks, binding
  it('O’Brien-Fleming-like alpha and Pocock-like beta spending give SAS’s sizes', () => {
    const design = designSequential({
      fractions: equally(5),
      alpha: 0.025,
      efficacy: { spending: familyOf('lan-demets-obrien-fleming') },
      futility: { spending: familyOf('lan-demets-pocock'), power: 0.9 },
      binding: true,
    });
    const { inflation, expected } = informationRatios(design, 0.025, 0.9);
    expect((100 * inflation).toFixed(4)).toBe('119.4278');
    expect(((design.drift! * design.drift!) / 0.04).toFixed(4)).toBe('313.7197'); // printed 313.7196
    expect((100 * expected.null).toFixed(3)).toBe('50.354');
    expect((100 * expected.effect).toFixed(2)).toBe('78.77');
  });
});
