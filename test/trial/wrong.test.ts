/** What cannot be simulated is refused, with what is wrong and what would be right. */
import { describe, expect, it } from 'vitest';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import type { StrategyArm, TrialDesign } from '../../src/trial/design.ts';
import { replicateAlone } from '../../src/trial/replicate-alone.ts';
import { type SimulateTrialOptions, simulateTrial } from '../../src/trial/simulate.ts';
import { atTimes, lawByStratum, strategyArm, trialOf } from './designs.ts';

const executor = inlineExecutor();

const run = (changes: Partial<TrialDesign>, options: Partial<SimulateTrialOptions> = {}) =>
  simulateTrial(trialOf(changes), { seed: '1', replicates: 20, executor, ...options });

type Changes = Partial<Parameters<typeof strategyArm>[2]>;
const ill = (changes: Changes = {}) =>
  strategyArm('illness-death.yaml', 'usual-care', { endpoint: 'survival', ...changes });
const rectal = (changes: Changes = {}) =>
  strategyArm('stage-iv-rectal.yaml', 'study-schedule', { endpoint: 'PFS', ...changes });
const twice = (arm: StrategyArm, changes: Partial<TrialDesign> = {}) =>
  run({
    arms: [arm, arm],
    accrual: { pattern: uniformAccrual(60, 2), entry: 'uniform' },
    looks: atTimes(10),
    ...changes,
  });

describe('an arm of a scenario', () => {
  it('is not followed for longer than the scenario goes', async () => {
    await expect(twice(ill(), { looks: atTimes(30) })).rejects.toMatchObject({ path: ['follow-up'] });
    await expect(twice(ill(), { looks: atTimes(30) })).rejects.toThrow(
      /^a look at 30\.0 follows patients for (29|30)\.\d, beyond the horizon of the scenario, 20; extend the horizon, or plan the look earlier$/,
    );
  });

  it('has the endpoint, which does not censor', async () => {
    expect(() => ill({ endpoint: 'DFS' })).toThrow('endpoint "DFS" is not in the model; it has survival');
    await expect(twice(rectal({ endpoint: 'PFS-cancer' }))).rejects.toThrow(
      'the endpoint PFS-cancer censors patients by its definition, so their event times are unknown; choose one that does not censor',
    );
  });

  it('randomises on entry into states that are there, take time and are entered once', async () => {
    expect(() => ill({ randomisedAt: ['sick'] })).toThrow(
      'state "sick" is not in the model; it has healthy, ill, ',
    );
    expect(() => rectal({ randomisedAt: ['complete', 'mdt'] })).toThrow(
      'mdt is a decision, in which no time is spent; name a state',
    );
    const relapsing = strategyArm('reversible.yaml', 'maintenance', {
      endpoint: 'OS',
      randomisedAt: ['relapse'],
    });
    await expect(twice(relapsing)).rejects.toThrow(
      'relapse can be entered again and again, randomisation needs a state entered once',
    );
  });

  it('knows its subgroup', async () => {
    expect(() => ill({ subgroup: 'drinkers' })).toThrow(
      'subgroup "drinkers" is not in the model; it has smokers',
    );
  });

  it('has a subgroup that is known at randomisation', async () => {
    // whether they complete the schedule is not known when it begins; nor at the start
    const early = { randomisedAt: ['neoadjuvant'], subgroup: 'completed' };
    await expect(twice(rectal(early))).rejects.toMatchObject({ path: ['randomised'] });
    await expect(twice(rectal(early))).rejects.toThrow(
      /^a trial: of (\d+) patients randomised on reaching neoadjuvant, \1 are known to be of subgroup completed only later, so that no trial could choose them; randomise on reaching a state at which that is known$/,
    );
    await expect(twice(rectal({ subgroup: 'completed' }))).rejects.toThrow('randomised at entry, ');
    const atLast = { randomisedAt: ['complete'], subgroup: 'completed' };
    await expect(twice(rectal(atLast))).resolves.toBeDefined();
  });

  it('enrols more than a few', async () => {
    const never = { randomisedAt: ['complete'], subgroup: 'palliative' };
    await expect(twice(rectal(never))).rejects.toThrow(
      'a trial: of 16384 patients 0 are enrolled, too few to fill a trial of 60; widen the criteria of `randomised`',
    );
  });

  it('has one stratum', async () => {
    const strata = [0, 1].map((k) => ({ name: `${k}`, share: 0.5, enrolled: true }));
    await expect(twice(ill(), { strata })).rejects.toThrow(
      'an arm has 1 strata, must have all 2 of the trial; arms of a scenario have one',
    );
    await expect(
      run({ arms: [lawByStratum('a', [1, 2, 3]), lawByStratum('b', [1, 2, 3])], strata }),
    ).rejects.toThrow('an arm has 3 strata, must have all 2 of the trial');
  });
});

describe('replicates', () => {
  it('are a whole number of at least one', async () => {
    for (const replicates of [0, -1, 1.5, NaN, Infinity])
      await expect(run({}, { replicates })).rejects.toThrow(
        `replicates is ${replicates}, must be a whole number of at least 1`,
      );
    for (const replicate of [-1, 0.5, NaN])
      await expect(replicateAlone(trialOf(), { seed: '1', replicate, executor })).rejects.toThrow(
        `replicate ${replicate} is not possible, must be a whole number of at least 0`,
      );
  });

  it('are no more than patients can be told apart', async () => {
    await expect(run({}, { replicates: 2e8 })).rejects.toThrow(
      '200000000 replicates of 30 patients an arm exceed the 4294967296 patients that one run can number; use fewer replicates',
    );
  });

  it('are as many as a precision takes, which can be reached', async () => {
    for (const targetMcse of [0, -0.1, NaN])
      await expect(run({}, { targetMcse })).rejects.toThrow(
        `the target Monte Carlo standard error is ${targetMcse}, must be above 0`,
      );
    await expect(run({}, { targetMcse: 1e-9 })).rejects.toThrow(/exceed the 4294967296 patients/);
  });

  it('stop when they are told to, in the middle as well', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(run({}, { signal })).rejects.toThrow('enough');
    const later = new AbortController();
    let done = 0;
    const onProgress = (replicates: number) => {
      done = replicates;
      later.abort(new Error('enough'));
    };
    const endless = { replicates: 1e8, signal: later.signal, onProgress };
    await expect(run({}, endless)).rejects.toThrow('enough');
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(1e8);
  });
});

describe('the null', () => {
  const nothing = { truth: 'null' as const };

  it('is of two arms', async () => {
    await expect(run({ arms: trialOf().arms.slice(0, 1), allocation: [1] }, nothing)).rejects.toThrow(
      'a single arm has no control arm',
    );
  });

  it('of a margin is between laws that can be worse by it', async () => {
    const milestone = (margin: number) => ({ kind: 'milestone' as const, at: 12, margin });
    await expect(run({ test: milestone(0.6) }, nothing)).rejects.toThrow(
      'survival of control at the milestone is not above the margin',
    );
    await expect(run({ arms: [ill(), ill()], test: milestone(0.99) }, nothing)).rejects.toThrow(
      /survival of control at the milestone is 0\.\d+, must be above the margin of 0\.99/,
    );
  });
});

describe('a test', () => {
  it.each([
    [{ kind: 'rmst', tau: 0 }, 'tau is 0, must be finite and > 0'],
    [{ kind: 'cox', margin: 0 }, 'the margin is 0, must be above 0 and finite'],
    [{ kind: 'fleming-harrington', rho: -1, gamma: 0 }, 'rho is -1, must be finite and >= 0'],
    [{ kind: 'binomial', at: 12, share: 1 }, 'the share is 1, must lie between 0 and 1'],
  ] as const)('of %o is refused', async (test, message) => {
    await expect(run({ test })).rejects.toThrow(message);
  });
});
