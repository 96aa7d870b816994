/** What a simulation of trials gets wrong easily, one test each. */
import { afterAll, describe, expect, it } from 'vitest';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { engines } from '../../src/kernel/primitives/index.ts';
import { poolExecutor } from '../../src/node.ts';
import { adaptiveExecutor } from '../../src/run/adaptive.ts';
import type { Executor } from '../../src/run/executor.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { logRank } from '../../src/survival/index.ts';
import type { TrialDesign } from '../../src/trial/design.ts';
import { closedFormOf } from '../../src/trial/expected/index.ts';
import { heapColumns } from '../../src/trial/replicate/columns.ts';
import { EVENT, type LookData } from '../../src/trial/replicate/look-data.ts';
import { sortedRoom, sortRoom } from '../../src/trial/replicate/loops/room.ts';
import { typescriptLoops } from '../../src/trial/replicate/loops/typescript/index.ts';
import type { TrialRecord } from '../../src/trial/replicate/record.ts';
import { type ReplicateAlone, replicateAlone } from '../../src/trial/replicate-alone.ts';
import { type OneReplicate, simulateReplicates, simulateTrial } from '../../src/trial/simulate.ts';
import { findSize } from '../../src/trial/size.ts';
import { shippedWorker } from '../workers/shipped-worker.ts';
import { atEvents, atTimes, dated, law, once, strategyArm, swapped, trialOf, uncrossed } from './designs.ts';
import { slowly } from './oracle.ts';

const inline = inlineExecutor();
const SEED = 'traps';

/** What became of a trial's replicates, and each of them as it is. */
async function recordOf(
  design: TrialDesign,
  replicates: number,
  onReplicate?: (one: OneReplicate) => void,
): Promise<TrialRecord> {
  const options = {
    seed: SEED,
    replicates,
    executor: inline,
    truth: 'alternative' as const,
    estimate: false,
  };
  const [record] = await simulateReplicates([design], options, undefined, onReplicate);
  return record!;
}

/** Room for looks at a trial. */
const lookFor = (n: number): LookData => ({
  ...sortedRoom(n, heapColumns),
  ...{ size: 0, sizes: [0, 0], events: 0 },
});
const cutRoomFor = (n: number) => ({
  ...{ hasStrata: false, sort: sortRoom(n, heapColumns), unsorted: sortedRoom(n, heapColumns) },
});

describe('a cut at d events', () => {
  const counts: Record<string, number[]> = {
    'one look': [40],
    'two looks': [15, 40],
    'four looks, two of them one event apart': [5, 15, 16, 40],
  };

  it.each(Object.entries(counts))('holds exactly d events in each of 20,000 trials: %s', async (_, looks) => {
    let r = 0;
    let wrong = 0;
    let miscounted = 0;
    const design = trialOf({
      arms: [law('control', 0.05), law('treatment', 0.04)],
      looks: atEvents(...looks),
      boundaries: uncrossed(looks.length),
    });
    const [room, data] = [cutRoomFor(60), lookFor(60)];
    await recordOf(design, 20_000, ({ course, trial }) => {
      r++;
      for (const [k, wanted] of looks.entries()) {
        if (course.events[k] !== wanted || course.short[k] !== 0) wrong++;
        let happened = 0;
        // nobody is lost in this trial: every time is that of an event
        for (let i = 0; i < trial.size; i++)
          happened += Number(trial.start[i]! + trial.time[i]! <= course.time[k]!);
        // what the test of the trial is given
        typescriptLoops.cut(trial, course.time[k]!, wanted, room, data);
        let given = 0;
        for (let i = 0; i < data.size; i++) given += Number((data.codes[i]! & EVENT) > 0);
        if (happened !== wanted || given !== wanted) miscounted++;
      }
    });
    expect({ r, wrong, miscounted }).toEqual({ r: 20_000, wrong: 0, miscounted: 0 });
  });

  it('holds exactly d where many are tied at that very moment', async () => {
    const looks = [7, 20, 33];
    let wrong = 0;
    const design = trialOf({
      arms: [dated('control'), dated('treatment')],
      accrual: { pattern: uniformAccrual(60, 60), entry: 'equally spaced' },
      looks: atEvents(...looks),
      boundaries: uncrossed(3),
    });
    await recordOf(design, 2000, ({ course }) => {
      for (const [k, wanted] of looks.entries()) if (course.events[k] !== wanted) wrong++;
    });
    expect(wrong).toBe(0);
  });
});

describe('fewer events than planned', () => {
  const lossy = trialOf({
    arms: [law('control', 0.02, 0.02), law('treatment', 0.02, 0.02)],
    looks: atEvents(10, 32),
    boundaries: uncrossed(2),
  });

  it('are reported as the share of trials in which they did not come', async () => {
    // of 60 patients each has the event with chance 1/2: R's pbinom(31, 60, 0.5)
    const { looks } = await simulateTrial(lossy, { seed: SEED, replicates: 20_000, executor: inline });
    const [first, last] = [looks[0]!, looks[1]!];
    expect(first.short.value).toBe(0);
    expect(Math.abs(last.short.value - 0.6505583)).toBeLessThan(4 * last.short.mcse);
    expect(last.events.value).toBeLessThan(32);
    expect(first.events).toEqual({ value: 10, mcse: 0 });
  });

  it('are reported too where a look is at the later of events that never come and a time', async () => {
    const design = {
      ...lossy,
      looks: [{ events: 60, time: 200, rule: 'last' as const }],
      boundaries: once(),
    };
    const { looks } = await simulateTrial(design, { seed: SEED, replicates: 500, executor: inline });
    expect(looks[0]!.short.value).toBe(1);
  });

  it('are as planned where the look is at a time, should that come first', async () => {
    const design = {
      ...lossy,
      looks: [{ events: 60, time: 20, rule: 'first' as const }],
      boundaries: once(),
    };
    const { looks } = await simulateTrial(design, { seed: SEED, replicates: 500, executor: inline });
    expect(looks[0]!.short.value).toBe(0);
    expect(looks[0]!.time).toEqual({ value: 20, mcse: 0 });
  });
});

describe('the direction', () => {
  const strong = trialOf({
    patients: 200,
    arms: [law('control', 0.06), law('treatment', 0.03)],
    accrual: { pattern: uniformAccrual(200, 24), entry: 'uniform' },
    looks: atEvents(120),
    sides: 2,
  });

  it('is that a good treatment has z above 0 and a ratio below 1', async () => {
    const found = await simulateTrial(strong, { seed: SEED, replicates: 2000, executor: inline });
    expect(found.rejected.value).toBeGreaterThan(0.9);
    expect(found.opposite.value).toBe(0);
    const [, , median] = found.estimate.quantiles;
    expect(median!.value).toBeGreaterThan(0.45);
    expect(median!.value).toBeLessThan(0.55);
  });

  it('turns round with the arms', async () => {
    const found = await simulateTrial(swapped(strong), { seed: SEED, replicates: 2000, executor: inline });
    expect(found.opposite.value).toBeGreaterThan(0.9);
    expect(found.benefit.value).toBe(0);
    expect(found.estimate.quantiles[2]!.value).toBeGreaterThan(1 / 0.55);
  });

  it('of a harmful treatment is never called efficacy, one-sided', async () => {
    const design = { ...swapped(strong), sides: 1 as const };
    const found = await simulateTrial(design, { seed: SEED, replicates: 2000, executor: inline });
    expect([found.rejected.value, found.opposite.value]).toEqual([0, 0]);
  });

  it.each([
    ['restricted means', { kind: 'rmst', tau: 24 }],
    ['survival', { kind: 'milestone', at: 12, margin: 0 }],
  ] as const)('of a difference in %s is treatment less control', async (_, test) => {
    const design = { ...strong, test, looks: atTimes(60) };
    const found = await simulateTrial(design, { seed: SEED, replicates: 500, executor: inline });
    expect(found.rejected.value).toBeGreaterThan(0.8);
    expect(found.estimate.mean.value).toBeGreaterThan(0);
  });
});

describe('the same seed', () => {
  const replicates = 300;
  const designs = {
    laws: trialOf({ looks: atEvents(10, 30), boundaries: once(2) }),
    strategies: trialOf({
      patients: 100,
      arms: ['usual-care', 'prevention'].map((name) =>
        strategyArm('illness-death.yaml', name, {
          endpoint: 'survival',
          randomisedAt: ['ill'],
          dropout: { starts: [0], rates: [0.02] },
        }),
      ),
      accrual: { pattern: uniformAccrual(100, 3), entry: 'poisson' },
      looks: atTimes(6, 12),
      boundaries: once(2),
    }),
  };
  const opened: Executor[] = [];
  const open = (executor: Executor) => {
    opened.push(executor);
    return executor;
  };
  afterAll(() => Promise.all(opened.map((executor) => executor.close())));
  const pool = (threads: number) => open(poolExecutor({ threads, filename: shippedWorker() }));
  const executors: [string, () => Executor][] = [
    ['a pool of 1', () => pool(1)],
    ['a pool of 2', () => pool(2)],
    ['a pool of 3', () => pool(3)],
    [
      'one that hands over to a pool at once',
      () => open(adaptiveExecutor({ threads: 2, startPool: async () => pool(2), worthwhile: 0 })),
    ],
    [
      'one that never does',
      () => open(adaptiveExecutor({ threads: 2, startPool: async () => pool(2), worthwhile: Infinity })),
    ],
  ];

  describe.each(Object.entries(designs))('and %s give the same figures', (_, design) => {
    const expected = simulateTrial(design, { seed: SEED, replicates, executor: inlineExecutor() });

    it.each(executors)('on %s', async (_, make) => {
      expect(await simulateTrial(design, { seed: SEED, replicates, executor: make() })).toEqual(
        await expected,
      );
    });

    it.each(engines.map(({ name }) => name))('by the loops in %s', async (engine) => {
      expect(await simulateTrial(design, { seed: SEED, replicates, executor: inline, engine })).toEqual(
        await expected,
      );
    });

    it('in pieces of any size', async () => {
      const options = { seed: SEED, executor: inline, truth: 'alternative' as const };
      const [whole] = await simulateReplicates([design], { ...options, replicates });
      const pieces = await simulateReplicates([design], { ...options, replicates: 1 });
      for (const upTo of [2, 3, 57, 299, replicates])
        await simulateReplicates([design], { ...options, replicates: upTo }, pieces);
      expect(shown(pieces[0]!)).toEqual(shown(whole!));
    });

    it('as another seed does not', async () => {
      const other = await simulateTrial(design, { seed: 'another', replicates, executor: inline });
      expect(other.estimate.quantiles).not.toEqual((await expected).estimate.quantiles);
    });

    it('for a replicate alone as among all', async () => {
      const alike: unknown[] = [];
      await simulateReplicates(
        [design],
        { seed: SEED, replicates, executor: inline, truth: 'alternative' },
        undefined,
        ({ course, trial }) => {
          alike.push({
            decision: ['none', 'efficacy', 'futility', 'opposite'][course.decision],
            screened: trial.screened,
            looks: Array.from({ length: course.stopped + 1 }, (_, k) => ({
              time: course.time[k],
              events: course.events[k],
              patients: course.patients[k],
              z: course.z[k],
            })),
            estimate: course.estimate[course.stopped],
          });
        },
      );
      for (const replicate of [0, 1, 63, replicates - 1]) {
        const alone = await replicateAlone(design, { seed: SEED, replicate, executor: inline });
        const { decision, screened } = alone;
        const looks = alone.looks.map(({ estimate: _, ...look }) => look);
        const { estimate } = alone.looks.at(-1)!;
        expect({ decision, screened, looks, estimate }).toEqual(alike[replicate]);
        // a trial that is shown says it at every look
        for (const look of alone.looks) expect(look.estimate).not.toBeNaN();
        agreesWithItsPatients(alone);
      }
    });
  });

  it('has the patients of a replicate alone, where events are tied with the cut as well', async () => {
    const design = trialOf({
      arms: [dated('control'), dated('treatment')],
      accrual: { pattern: uniformAccrual(60, 60), entry: 'equally spaced' },
      looks: atEvents(20),
    });
    for (let replicate = 0; replicate < 30; replicate++)
      agreesWithItsPatients(await replicateAlone(design, { seed: SEED, replicate, executor: inline }));
  });

  it('decides by a bound on the z of MaxCombo as by the z itself, which a replicate alone shows', async () => {
    const boundaries = { fractions: [0.5, 1], efficacy: [2.3, 2], futility: [0.5, -Infinity], binding: true };
    const test = { kind: 'max-combo' as const };
    const design = trialOf({ test, looks: atEvents(15, 30), boundaries });
    const options = { seed: SEED, replicates: 60, executor: inline, truth: 'alternative' as const };
    const [bounded] = await simulateReplicates([design], options);
    const [exact] = await simulateReplicates([design], { ...options, isShown: true });
    expect(bounded!.decision.subarray(0, 60)).toEqual(exact!.decision.subarray(0, 60));
    expect(bounded!.stopped.subarray(0, 60)).toEqual(exact!.stopped.subarray(0, 60));
    const { looks } = await replicateAlone(design, { seed: SEED, replicate: 3, executor: inline });
    expect(looks[0]!.z).toBe(exact!.z[2 * 3]);
    expect(exact!.z.subarray(0, 120)).not.toEqual(bounded!.z.subarray(0, 120));
  });

  it('goes on to a target precision as if so many had been asked for at once', async () => {
    const design = designs.laws;
    const found = await simulateTrial(design, {
      seed: SEED,
      replicates: 100,
      executor: inline,
      targetMcse: 0.01,
    });
    expect(found.rejected.mcse).toBeLessThanOrEqual(0.01);
    expect(found.replicates).toBeGreaterThan(500);
    const { replicates } = found;
    expect(await simulateTrial(design, { seed: SEED, replicates, executor: inline })).toEqual(found);
  });
});

/** The patients of a replicate are those of its last look, and its z is theirs. */
function agreesWithItsPatients({ looks, patients }: ReplicateAlone): void {
  const last = looks.at(-1)!;
  const there = patients.filter(({ time }) => time !== null);
  expect(there).toHaveLength(last.patients);
  expect(patients.filter(({ event }) => event === true)).toHaveLength(last.events);
  for (const { randomised, time } of patients) {
    expect(randomised <= last.time).toBe(time !== null);
    if (time !== null) expect(randomised + time).toBeLessThanOrEqual(last.time * (1 + 1e-15));
  }
  const { observed, expected, variance } = logRank({
    times: there.map(({ time }) => time!),
    statuses: there.map(({ event }) => Number(event)),
    // the first of them is of the control arm
    groups: there.map(({ arm }) => Number(arm !== patients[0]!.arm)),
  });
  expect((expected[1]! - observed[1]!) / Math.sqrt(variance[1]![1]!)).toBeCloseTo(last.z, 10);
}

/** All that a record holds of its replicates. */
function shown({ replicates, ...columns }: TrialRecord) {
  const width = columns.time.length / columns.stopped.length;
  const reached = (column: Float64Array | Uint8Array) =>
    [...column.subarray(0, replicates * width)].filter(
      (_, at) => at % width <= columns.stopped[Math.floor(at / width)]!,
    );
  return {
    replicates,
    looks: [columns.time, columns.events, columns.patients, columns.z, columns.short].map(reached),
    ends: [columns.stopped, columns.decision, columns.estimate, columns.screened].map((column) => [
      ...column.subarray(0, replicates),
    ]),
  };
}

describe('small and odd trials', () => {
  const run = (changes: Partial<TrialDesign>, replicates = 400) =>
    simulateTrial(trialOf(changes), { seed: SEED, replicates, executor: inline });

  it('have an answer with an arm without events: an infinite ratio is no reason for NaN', async () => {
    const arms = [law('control', 0), law('treatment', 0.05)];
    const { estimate, rejected } = await run({ arms, looks: atEvents(10) });
    expect(rejected.value).toBe(0);
    expect(estimate.quantiles.map(({ value }) => value)).toEqual(Array(5).fill(Infinity));
    const other = await run({ arms: [...arms].reverse(), looks: atEvents(10) });
    expect(other.rejected.value).toBeGreaterThan(0.5);
    expect(other.estimate.quantiles.map(({ value }) => value)).toEqual(Array(5).fill(0));
  });

  it('of two patients have z of 1 or -1 at their first event, or none, and claim nothing', async () => {
    const design = trialOf({ patients: 2, looks: atEvents(1, 2), boundaries: once(2) });
    const record = await recordOf(design, 200);
    const first = Array.from({ length: 200 }, (_, r) => record.z[2 * r]!);
    // of two at risk one has the event: p (1 - p) is 1/4; nothing is to be compared where the other is not there
    expect(new Set(first)).toEqual(new Set([1, -1, NaN]));
    expect(record.decision.subarray(0, 200).every((decision) => decision === 0)).toBe(true);
  });

  it('of one arm only never claim that it is better than another', async () => {
    const found = await run({ allocation: [1, 0] });
    expect(found.rejected.value).toBe(0);
    expect(found.expected.patients.value).toBeLessThanOrEqual(60);
    expect(found.estimate.mean.value).toBeNaN();
  });

  it('whose accrual is longer than the study count those who were there', async () => {
    const { looks, expected } = await run({ looks: atTimes(6, 12), boundaries: uncrossed(2) }, 4000);
    expect(Math.abs(looks[0]!.patients.value - 15)).toBeLessThan(4 * looks[0]!.patients.mcse);
    expect(Math.abs(expected.patients.value - 30)).toBeLessThan(4 * expected.patients.mcse);
    expect(expected.time).toEqual({ value: 12, mcse: 0 });
  });

  it('without any event say so, and nothing else', async () => {
    const arms = [law('control', 0), law('treatment', 0)];
    const found = await run({ arms, looks: atEvents(1) });
    expect(found.looks[0]!.short.value).toBe(1);
    expect(found.looks[0]!.events.value).toBe(0);
    expect(found.rejected.value).toBe(0);
    expect(found.looks[0]!.patients.value).toBe(60);
  });
});

describe('two-sided harm', () => {
  const harm = (patients: number) =>
    trialOf({
      ...{ patients, sides: 2, alpha: 0.05, looks: atEvents(Math.round(0.6 * patients)) },
      arms: [law('control', Math.LN2 / 12), law('treatment', Math.LN2 / 4)],
      accrual: { pattern: uniformAccrual(patients, 12), entry: 'uniform' },
    });

  it('is rejected as the design says, by simulation and by the closed form', async () => {
    const options = { seed: SEED, replicates: 4000, executor: inline };
    const { rejected, benefit, opposite } = await simulateTrial(harm(100), options);
    const { closedForm } = closedFormOf(harm(100), 0.8);
    expect(closedForm!.power).toBeCloseTo(0.988, 3);
    // normal theory with 60 events is a few thousandths off
    expect(Math.abs(rejected.value - 0.988)).toBeLessThan(0.003 + 4 * Math.sqrt((0.988 * 0.012) / 4000));
    expect(rejected.value).toBe(benefit.value + opposite.value);
    for (const { power } of closedForm!.formulas) expect(power).toBeGreaterThan(0.97);
    for (const { power } of closedForm!.formulas) expect(power).toBeLessThan(1);
  });

  it('has a size', async () => {
    const found = await findSize({
      ...{ designAt: harm, target: 0.8, start: 46, step: 2, most: 1000 },
      ...{ seed: SEED, replicates: 1000, executor: inline },
    });
    expect(found.size).toBeGreaterThan(40);
    expect(found.size).toBeLessThan(54);
  });
});

describe('trials without a statistic', () => {
  const upTo = (tau: number) =>
    trialOf({
      ...{ patients: 300, looks: atTimes(36), test: { kind: 'rmst', tau } },
      arms: [law('control', Math.LN2 / 24), law('treatment', (0.7 * Math.LN2) / 24)],
      accrual: { pattern: uniformAccrual(300, 24), entry: 'uniform' },
    });

  it.each([
    [35, 0.134],
    [35.9, 0.94],
  ])('are counted: means up to %d of 36 months are unknown in %d of them', async (tau, share) => {
    const replicates = 3000;
    const found = await simulateTrial(upTo(tau), { seed: SEED, replicates, executor: inline });
    const { value } = found.withoutStatistic;
    expect(Math.abs(value - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / replicates));
    expect(found.looks[0]!.withoutStatistic).toEqual(found.withoutStatistic);
    // nor do they count as significant
    expect(found.rejected.value).toBeLessThanOrEqual(1 - value);
  });

  it('are none where every trial has one', async () => {
    const { withoutStatistic } = await simulateTrial(trialOf(), {
      ...{ seed: SEED, replicates: 200, executor: inline },
    });
    expect(withoutStatistic.value).toBe(0);
  });
});

describe('nested sizes', () => {
  it('share their patients: the smaller trial has the first of the larger', async () => {
    const sizes = [40, 61, 100];
    const designs = sizes.map((patients) =>
      trialOf({
        patients,
        allocation: [1, 2],
        accrual: { pattern: uniformAccrual(patients, 24), entry: 'poisson' },
        looks: atEvents(10, Math.floor(patients / 2)),
        boundaries: once(2),
      }),
    );
    let strides: readonly number[] = [];
    let drawStride: number | undefined;
    const records = await simulateReplicates(
      designs,
      { seed: SEED, replicates: 50, executor: inline, truth: 'alternative' },
      undefined,
      (one) => {
        strides = one.strides;
        drawStride = one.drawStride;
      },
    );
    // the four of the last block may all be treated
    expect({ strides, drawStride }).toEqual({ strides: [34, 68], drawStride: 100 });
    for (const [d, design] of designs.entries()) {
      const slow = slowly(design, SEED);
      for (let r = 0; r < 50; r++) {
        const { looks, stopped } = slow(r, strides, drawStride);
        expect(records[d]!.stopped[r]).toBe(stopped);
        const { time, z } = looks[stopped]!;
        expect(records[d]!.time[2 * r + stopped]).toBeCloseTo(time, 9);
        expect(records[d]!.z[2 * r + stopped]).toBeCloseTo(z, 9);
      }
    }
  });
});
