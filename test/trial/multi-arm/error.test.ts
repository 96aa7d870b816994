import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { armsNulls } from '../../../src/trial/multi-arm/nulls.ts';
import { multiArmReplicates } from '../../../src/trial/multi-arm/simulate.ts';
import { armsError } from '../../../src/trial/multi-arm/summarise.ts';
import { multiArmOf } from '../language/designs.ts';
import { arms } from './designs.ts';

const executor = inlineExecutor();
const ALPHA = 0.1;
const TRIALS = 2500;
const limit = ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / TRIALS);

describe('the familywise error of several arms', () => {
  it.each([
    ['dunnett', '', 'shape: pocock'],
    ['dunnett-single-step', ', stopping: simultaneous', 'shape: triangular'],
    ['dunnett', ', places: saved', 'spending: obrien-fleming'],
    ['holm', '', 'spending: pocock'],
    ['hochberg', '', 'spending: obrien-fleming'],
    ['hierarchical', '', 'spending: obrien-fleming'],
  ])('is kept under every configuration: %s%s, %s', async (procedure, more, efficacy) => {
    const design = multiArmOf(
      arms(`comparisons: { procedure: ${procedure}${more} }\nefficacy: { ${efficacy} }\nalpha: ${ALPHA}`),
    );
    const found = armsNulls(design);
    expect(found.map(({ nulls }) => nulls)).toEqual([[0, 1], [1], [0]]);
    for (const one of found) {
      const record = await multiArmReplicates(one.design, {
        ...{ seed: 'error', replicates: TRIALS, executor, estimate: false },
      });
      expect(armsError(record, one.nulls).value, one.name).toBeLessThan(limit);
    }
  });

  it('is exactly alpha at one look where no arm has an effect, by Dunnett', async () => {
    const design = multiArmOf(
      arms(`comparisons: { procedure: dunnett }\nalpha: ${ALPHA}`, {
        looks: 'analyses: [{ events: { control: 40 } }]\n',
      }).replace(', dropout: { hazard: 0.02 }', ''),
    );
    const [none] = armsNulls(design);
    const record = await multiArmReplicates(none!.design, {
      seed: 'exact',
      replicates: 6000,
      executor,
      estimate: false,
    });
    const error = armsError(record, none!.nulls).value;
    expect(Math.abs(error - ALPHA)).toBeLessThan(4 * Math.sqrt((ALPHA * (1 - ALPHA)) / 6000));
  });

  it('is not kept where the procedure is none', async () => {
    const design = multiArmOf(
      arms(`comparisons: { procedure: none }\nalpha: ${ALPHA}`, {
        looks: 'analyses: [{ events: { control: 40 } }]\n',
      }),
    );
    const [all] = armsNulls(design);
    const record = await multiArmReplicates(all!.design, {
      seed: 'none',
      replicates: TRIALS,
      executor,
      estimate: false,
    });
    expect(armsError(record, all!.nulls).value).toBeGreaterThan(limit);
  });
});
