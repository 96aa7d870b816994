import { describe, expect, it } from 'vitest';
import { normalSurvival } from '../../../src/math/normal.ts';
import { adjustedP } from '../../../src/multiplicity/graph.ts';
import { namedGraph } from '../../../src/multiplicity/procedures.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { boundaryAsObserved } from '../../../src/sequential/as-observed.ts';
import { multiArmBoundaries } from '../../../src/sequential/multi-arm.ts';
import { obrienFleming } from '../../../src/sequential/spending/obrien-fleming.ts';
import { coxPh, logRank } from '../../../src/survival/index.ts';
import type { MultiArmDesign } from '../../../src/trial/multi-arm/design.ts';
import { type MultiArmReplicate, multiArmReplicate } from '../../../src/trial/multi-arm/replicate-alone.ts';
import { simulateMultiArm } from '../../../src/trial/multi-arm/simulate.ts';
import { multiArmOf } from '../language/designs.ts';
import { arms } from './designs.ts';

const executor = inlineExecutor();
const shapes = 'comparisons: { procedure: dunnett }\nefficacy: { shape: pocock }\nfutility: { z: [-1] }';

/** Control and one arm as they were at a calendar time. */
function seenAt({ arms: own }: MultiArmDesign, { patients }: MultiArmReplicate, i: number, cut: number) {
  const there = patients.filter(
    ({ arm, randomised }) => randomised <= cut && (arm === own[0]!.title || arm === own[i + 1]!.title),
  );
  const times: number[] = [];
  const statuses: number[] = [];
  for (const { randomised, time, event } of there) {
    const isEvent = event! && randomised + time! <= cut;
    times.push(isEvent ? time! : Math.min(time!, cut - randomised));
    statuses.push(Number(isEvent));
  }
  return { times, statuses, groups: there.map(({ arm }) => (arm === own[0]!.title ? 1 : 2)) };
}

function slowZ(data: ReturnType<typeof seenAt>): number {
  const { observed, expected, variance } = logRank(data);
  return -(observed[1]! - expected[1]!) / Math.sqrt(variance[1]![1]!);
}

describe('one trial of several arms', () => {
  it.each([
    ['remaining', '1:1:1'],
    ['saved', '2:1:1'],
  ])('is what its patients say, look by look: places %s, allocation %s', async (places, allocation) => {
    const design = multiArmOf(
      arms(shapes.replace('dunnett }', `dunnett, places: ${places} }`), { allocation }),
    );
    const boundaries = (count: number) =>
      multiArmBoundaries({
        ...{ fractions: design.fractions, alpha: 0.025, efficacy: { delta: 0.5 } },
        shares: Array.from({ length: count }, () => (allocation === '2:1:1' ? 1 / 3 : 1 / 2)),
      }).efficacy;
    let saved = 0;
    const outcomes = new Set<string>();
    for (let replicate = 0; replicate < 25; replicate++) {
      const one = await multiArmReplicate(design, { seed: 'slow', replicate, executor });
      const state = [0, 0];
      const isOver = [false, false, false, false];
      for (const [k, { time, z, events, patients }] of one.looks.entries()) {
        expect(events[0]).toBe(k === 0 ? 15 : 35);
        const inArm = (a: number) =>
          one.patients.filter(({ arm, randomised }) => arm === design.arms[a]!.title && randomised <= time)
            .length;
        expect(patients).toEqual([0, 1, 2].map(inArm));
        const slow = [0, 1].map((i) => (state[i] === 0 ? slowZ(seenAt(design, one, i, time)) : NaN));
        for (const i of [0, 1]) {
          if (state[i] === 0) expect(z[i]).toBeCloseTo(slow[i]!, 10);
          else expect(z[i]).toBeNaN();
        }
        for (let set = 1; set < 4; set++) {
          const members = [0, 1].filter((i) => (set >> i) & 1);
          const active = members.filter((i) => state[i] === 0);
          if (active.some((i) => slow[i]! >= boundaries(members.length)[k]!)) isOver[set] = true;
        }
        [0, 1].forEach((i) => {
          if (state[i] === 0 && [1, 2, 3].every((set) => !((set >> i) & 1) || isOver[set])) state[i] = 1;
        });
        if (k > 0) break;
        [0, 1].forEach((i) => {
          if (state[i] === 0 && slow[i]! <= -1) state[i] = 2;
        });
        const left = [0, 1].filter((i) => state[i] === 0);
        const best = left.toSorted((a, b) => slow[b]! - slow[a]!)[0];
        for (const i of left) if (i !== best || slow[i]! <= -0.5) state[i] = 3;
      }
      expect(one.comparisons.map((own) => own.state)).toEqual(state);
      outcomes.add(state.join(' '));
      one.comparisons.forEach(({ endedAt, estimate }, i) => {
        const { time } = one.looks[endedAt < 0 ? one.looks.length - 1 : endedAt]!;
        const { times, statuses, groups } = seenAt(design, one, i, time);
        const { coefficients } = coxPh({ times, statuses, covariates: { groups } });
        if (Number.isFinite(estimate)) expect(estimate).toBeCloseTo(coefficients[0]!.hazardRatio, 6);
      });
      if (places === 'saved' && one.comparisons.some(({ endedAt }) => endedAt === 0)) {
        const count = one.patients.filter(({ arm }) => arm === design.arms[0]!.title).length;
        expect(count).toBeLessThanOrEqual(85);
        expect(one.patients.length).toBeLessThanOrEqual(150);
        saved += 150 - one.patients.length;
      } else expect(one.patients.length).toBe(150);
    }
    expect(saved > 100).toBe(places === 'saved');
    expect(outcomes.size).toBeGreaterThan(4);
  });

  it('does not randomise to an arm that was dropped, and the others before it are the same people', async () => {
    const dropping = multiArmOf(arms(shapes));
    const keeping = multiArmOf(
      arms(shapes, { looks: 'analyses: [{ events: { control: 15 } }, { events: { control: 35 } }]\n' }),
    );
    for (let replicate = 0; replicate < 8; replicate++) {
      const [one, other] = [
        await multiArmReplicate(dropping, { seed: 'same', replicate, executor }),
        await multiArmReplicate(keeping, { seed: 'same', replicate, executor }),
      ];
      const first = one.looks[0]!.time;
      const until = ({ patients }: MultiArmReplicate) =>
        patients
          .filter(({ randomised }) => randomised <= first)
          .map(({ arm, randomised }) => [arm, randomised]);
      expect(until(one)).toEqual(until(other));
      one.comparisons.forEach(({ endedAt }, i) => {
        if (endedAt !== 0) return;
        const title = dropping.arms[i + 1]!.title;
        expect(one.patients.some(({ arm, randomised }) => arm === title && randomised > first)).toBe(false);
      });
    }
  });

  it('of a graph tests with the alpha that others leave', async () => {
    const design = multiArmOf(
      arms('comparisons: { procedure: holm }\nefficacy: { spending: obrien-fleming }', {
        looks: 'analyses: [{ events: { control: 35 } }]\n',
      }).replace('\nefficacy: { spending: obrien-fleming }', ''),
    );
    for (let replicate = 0; replicate < 20; replicate++) {
      const { looks, comparisons } = await multiArmReplicate(design, { seed: 'graph', replicate, executor });
      const p = looks[0]!.z.map(normalSurvival);
      const adjusted = adjustedP(namedGraph('holm', [0.5, 0.5]), p);
      expect(comparisons.map(({ isRejected }) => isRejected)).toEqual(adjusted.map((one) => one <= 0.025));
    }
    const boundary = boundaryAsObserved({
      fractions: [1],
      isFinal: true,
      alpha: 0.0125,
      spending: obrienFleming.make(),
    });
    expect(boundary.efficacy).toBeCloseTo(2.2414, 4);
  });

  it('is the same on any number of threads and in any order', async () => {
    const design = multiArmOf(arms(shapes));
    const run = (threads: number) =>
      simulateMultiArm(design, { seed: '1', replicates: 300, executor: { ...executor, threads } });
    expect(await run(2)).toEqual(await run(1));
  });
});
