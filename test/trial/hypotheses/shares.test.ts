import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { kaplanMeier, lifeTable, rmst, survivalAt } from '../../../src/survival/index.ts';
import type { HypothesesDesign } from '../../../src/trial/hypotheses/design.ts';
import { nullConfigurations } from '../../../src/trial/hypotheses/nulls.ts';
import {
  type HypothesesReplicate,
  hypothesesReplicate,
} from '../../../src/trial/hypotheses/replicate-alone.ts';
import { simulateHypotheses } from '../../../src/trial/hypotheses/simulate.ts';
import { hypothesesOf, mistakesIn } from '../language/designs.ts';
import { shares } from './designs.ts';

const executor = inlineExecutor();

/** Control and treatment of a hypothesis, as they were when the trial ended: who had entered, followed for how long. */
function armsSeen(design: HypothesesDesign, { looks, patients }: HypothesesReplicate, h: number) {
  const { endpoint, population } = design.cohorts[design.hypotheses[h]!.cohort]!;
  const cut = looks.at(-1)!.time;
  const there = patients.filter(
    ({ randomised, isMember }) => randomised <= cut && (population === undefined || isMember[population]!),
  );
  const arms = design.arms.map(({ title }) =>
    there
      .filter(({ arm }) => arm === title)
      .map(({ randomised, endpoints }) => ({
        since: cut - randomised,
        time: endpoints[endpoint]!.time!,
        event: endpoints[endpoint]!.event!,
      })),
  );
  return arms as [(typeof arms)[0], (typeof arms)[0]];
}

type Arms = ReturnType<typeof armsSeen>;

/** Estimate and z of a test by its definition. */
function slowly(design: HypothesesDesign, h: number, arms: Arms): { estimate: number; z: number } {
  const { test } = design.hypotheses[h]!;
  const curves = arms.map((arm) =>
    kaplanMeier(
      lifeTable({ times: arm.map(({ time }) => time), statuses: arm.map(({ event }) => Number(event)) }),
    ),
  );
  const difference = (of: (curve: (typeof curves)[0]) => { value: number; standardError: number }) => {
    const [control, treatment] = curves.map(of) as [ReturnType<typeof of>, ReturnType<typeof of>];
    const estimate = treatment.value - control.value;
    return { estimate, z: estimate / Math.hypot(control.standardError, treatment.standardError) };
  };
  if (test.kind === 'milestone') return difference((curve) => survivalAt(curve, test.at));
  if (test.kind === 'rmst') return difference((curve) => rmst(curve, test.tau));
  if (test.kind !== 'proportion') throw new Error(`no slow test of ${test.kind}`);
  const [control, treatment] = arms.map((arm) => {
    const counted = arm.filter(({ since }) => since >= test.at);
    return { n: counted.length, x: counted.filter(({ event, time }) => event && time <= test.at).length };
  }) as [{ n: number; x: number }, { n: number; x: number }];
  const pooled = (control.x + treatment.x) / (control.n + treatment.n);
  const estimate = treatment.x / treatment.n - control.x / control.n;
  // fewer deaths are better
  return { estimate, z: -estimate / Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n)) };
}

describe('survival at a time, restricted means and shares among hypotheses', () => {
  it('are those of the patients, of everybody and of a subgroup within, whose size is random', async () => {
    const design = hypothesesOf(shares);
    const sizes = new Set<number>();
    let late = 0;
    for (let replicate = 0; replicate < 15; replicate++) {
      const alone = await hypothesesReplicate(design, { seed: 'shares', replicate, executor });
      expect(alone.tests).toHaveLength(6);
      for (const { hypothesis, z } of alone.tests) {
        const arms = armsSeen(design, alone, hypothesis);
        const known = slowly(design, hypothesis, arms);
        expect(z).toBeCloseTo(known.z, 9);
        expect(alone.hypotheses[hypothesis]!.estimate).toBeCloseTo(known.estimate, 9);
        late += arms.flat().filter(({ since }) => since < 4).length;
      }
      const [all, smokers] = [0, 1].map((h) => armsSeen(design, alone, h).flat().length) as [number, number];
      expect(smokers).toBeLessThan(all);
      sizes.add(smokers);
    }
    expect(sizes.size).toBeGreaterThan(5);
    // some who had entered were not followed so long: a share leaves them out
    expect(late).toBeGreaterThan(100);
  });

  it('are each rejected at their alpha where nothing has an effect', async () => {
    const design = hypothesesOf(shares.replace('graph:', 'alpha: 0.3\ngraph:'));
    const replicates = 1200;
    const [all] = nullConfigurations(design);
    const { hypotheses, any } = await simulateHypotheses(all!.design, {
      ...{ seed: 'null', replicates, executor, estimate: false },
    });
    const error = 4 * Math.sqrt((0.05 * 0.95) / replicates);
    for (const { rejected } of hypotheses) expect(Math.abs(rejected.value - 0.05)).toBeLessThan(error);
    expect(any.value).toBeLessThan(0.3);
    // they are of the same patients: a part of the errors falls on the same trials
    expect(any.value).toBeGreaterThan(0.05);
  });

  it('take an exact test and a ratio as well', () => {
    const others = shares
      .replace(
        'dead: { endpoint: survival, test: { proportion: { at: 4,',
        'dead: { endpoint: survival, test: { proportion: { at: 4, by: ratio,',
      )
      .replace('smokers, test: { proportion: { at: 4,', 'smokers, test: { proportion: { at: 4, by: fisher,');
    expect(mistakesIn(others)).toEqual([]);
  });
});

const early = `trial: Early
unit: month
arms: { control: { median: 10 }, treatment: { hazard-ratio: 0.7 } }
endpoint: PFS
patients: 200
accrual: { duration: 12 }
hypotheses:
  alive: { test: { milestone: { at: 30 } } }
  mean: { test: { rmst: { tau: 30 } } }
  events: { test: { proportion: { at: 30 } } }
graph: holm
analyses: [{ time: 25 }]
`;

describe('a look that is too early for a test', () => {
  const at = (what: string) => `12:12 hypothesis ${what} is tested for the last time at`;

  it('is told for each hypothesis', () => {
    expect(mistakesIn(early)).toEqual([
      `${at('alive')} 25, must be after 30, the last time that the test uses`,
      `${at('mean')} 25, must be after 30, the last time that the test uses`,
      `${at('events')} 25, must be at 42 or later, when all have been followed for 30`,
    ]);
    expect(mistakesIn(early.replace('time: 25', 'time: 41'))).toEqual([
      `${at('events')} 41, must be at 42 or later, when all have been followed for 30`,
    ]);
    expect(mistakesIn(early.replace('time: 25', 'time: 42'))).toEqual([]);
  });

  it('may not come before accrual ends', () => {
    const soon = early.replaceAll(': 30', ': 5').replace('time: 25', 'time: 10');
    const ends = '10, must not be before accrual ends, 12: patients who enter later would not count';
    expect(mistakesIn(soon)).toEqual([
      `${at('alive')} ${ends}`,
      `${at('mean')} ${ends}`,
      `${at('events')} 10, must be at 17 or later, when all have been followed for 5`,
    ]);
  });

  it('is told where patients are not followed for so long', () => {
    const told = mistakesIn(early.replace('time: 25', 'time: 60').replace('graph:', 'followed: 24\ngraph:'));
    expect(told[0]).toBe(
      '11:11 followed is 24, must be at least 30, up to which the test milestone needs patients',
    );
    expect(told).toHaveLength(3);
  });
});
