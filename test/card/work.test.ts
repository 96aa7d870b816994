import { describe, expect, it } from 'vitest';
import { fullWork, quickWork } from '../../src/card/work.ts';
import { fingerprint } from '../../src/fingerprint.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { simulate } from '../../src/run/simulate.ts';
import { planOf } from './plans.ts';

const works = { full: fullWork, quick: quickWork };

// Where these fail, counts have changed: CHANGELOG.md says which under "Numbers that change", and src/card/work.ts has
// the new fingerprints.
describe.each(Object.entries(works))('the %s work', (_, { seed, pieces, small }) => {
  const wholes = [
    ...pieces,
    {
      scenario: small.scenario,
      patients: small.patients * small.cohorts,
      fingerprint: small.fingerprint,
    },
  ];
  it.each(wholes)('has the fingerprint of a run: $scenario, $patients patients', async (piece) => {
    const tally = await simulate(planOf(piece.scenario), {
      seed,
      n: piece.patients,
      executor: inlineExecutor(),
    });
    expect(fingerprint([tally])).toBe(piece.fingerprint);
  });
});

describe('the quick work', () => {
  it('is of the same scenarios in the same order, and about a tenth', () => {
    expect(quickWork.pieces.map(({ scenario }) => scenario)).toEqual(
      fullWork.pieces.map(({ scenario }) => scenario),
    );
    quickWork.pieces.forEach(({ patients }, i) => {
      const share =
        (patients * (quickWork.repeats + 1)) / (fullWork.pieces[i]!.patients * (fullWork.repeats + 1));
      expect(share).toBeGreaterThan(1 / 20);
      expect(share).toBeLessThan(1 / 5);
    });
  });
});
