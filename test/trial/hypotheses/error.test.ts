import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/math/normal.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { obrienFleming } from '../../../src/sequential/spending/obrien-fleming.ts';
import { pocock } from '../../../src/sequential/spending/pocock.ts';
import type { HypothesesDesign } from '../../../src/trial/hypotheses/design.ts';
import { nullConfigurations, nullsLeftOut } from '../../../src/trial/hypotheses/nulls.ts';
import { type Evidence, procedureOf } from '../../../src/trial/hypotheses/procedure.ts';
import { hypothesesReplicates } from '../../../src/trial/hypotheses/simulate.ts';
import { familywiseError } from '../../../src/trial/hypotheses/summarise.ts';
import { randomGraph, randomNumbers } from '../../multiplicity/closed-test.ts';
import { hypothesesOf } from '../language/designs.ts';
import { both, populations } from './designs.ts';

const ALPHA = 0.05;
const TRIALS = 6000;

/** Share of trials that reject a true null: z of Brownian motions that share a part, at looks of random information. */
function errorOf(procedure: HypothesesDesign['procedure'], nulls: readonly boolean[], random: () => number) {
  const spendings = [obrienFleming.make(), pocock.make()];
  const design = {
    procedure,
    alpha: ALPHA,
    hypotheses: nulls.map((_, h) => ({ spending: spendings[h % 2]!, planned: 100 })),
  } as unknown as HypothesesDesign;
  const tested = procedureOf(design);
  let errors = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    tested.begin();
    const evidence = nulls.map(
      (): Evidence => ({
        count: 0,
        isFinal: false,
        z: NaN,
        rejectedAt: -1,
        information: new Float64Array(2),
      }),
    );
    const scores = nulls.map(() => 0);
    // few sets of information, so that boundaries are solved but once
    const information = random() < 0.5 ? [40, 90] : [60, 110];
    for (let k = 0; k < 2; k++) {
      const step = information[k]! - (k === 0 ? 0 : information[k - 1]!);
      const shared = normalQuantile(random());
      evidence.forEach((one, h) => {
        const own = normalQuantile(random());
        scores[h]! += Math.sqrt(step) * (0.6 * shared + 0.8 * own) + (nulls[h] ? 0 : 0.25 * step);
        if (one.rejectedAt >= 0) return;
        one.z = scores[h]! / Math.sqrt(information[k]!);
        one.information[one.count++] = information[k]!;
        one.isFinal = k === 1;
      });
      tested.test(k, evidence);
    }
    if (evidence.some(({ rejectedAt }, h) => nulls[h] && rejectedAt >= 0)) errors++;
  }
  return errors / TRIALS;
}

const limit = ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / TRIALS);

describe('the familywise error', () => {
  it('of group-sequential graphs is kept under every configuration of true nulls', () => {
    const random = randomNumbers(23);
    const graphs = [randomGraph(3, random), randomGraph(3, random)];
    for (const graph of graphs)
      for (let set = 1; set < 8; set++) {
        const nulls = [0, 1, 2].map((h) => ((set >> h) & 1) === 1);
        expect(errorOf({ kind: 'graph', graph }, nulls, random)).toBeLessThan(limit);
      }
  });

  it('of Hochberg is kept, and used up where all nulls but one are false', () => {
    const random = randomNumbers(29);
    for (let set = 1; set < 8; set++) {
      const nulls = [0, 1, 2].map((h) => ((set >> h) & 1) === 1);
      const error = errorOf({ kind: 'hochberg' }, nulls, random);
      expect(error).toBeLessThan(limit);
      // the others are all rejected, so that the last is tested at nearly all of alpha
      if (nulls.filter(Boolean).length === 1) expect(error).toBeGreaterThan(0.03);
    }
  });

  it.each([
    [
      'an illness-death model',
      both,
      ['no effect at all', 'no effect on PFS, one after progression'],
      [[0, 1], [0]],
    ],
    ['strata', populations, ['no effect at all', 'no effect in high'], [[0, 1], [1]]],
  ])('of %s is simulated under the configurations that its arms allow', async (_, text, names, nulls) => {
    const found = nullConfigurations(hypothesesOf(text));
    expect(found.map(({ name }) => name)).toEqual(names);
    expect(found.map((one) => one.nulls)).toEqual(nulls);
    for (const one of found) {
      const options = { seed: '5', replicates: 800, executor: inlineExecutor(), estimate: false };
      const { value } = familywiseError(await hypothesesReplicates(one.design, options), one.nulls);
      expect(value).toBeLessThan(0.025 + 4 * Math.sqrt((0.025 * 0.975) / 800));
      expect(value).toBeGreaterThan(0);
    }
  });

  it('says which configurations are left out', () => {
    expect(nullsLeftOut(hypothesesOf(both))).toBe(
      'No effect on OS alone is left out: no transition changes PFS and leaves OS as it is.',
    );
    expect(nullsLeftOut(hypothesesOf(populations))).toBeUndefined();
  });
});
