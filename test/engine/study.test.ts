import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../src/run/inline.ts';
import { run } from '../../src/run/run.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { textOf } from './simulated.ts';

/**
 * The study of stage IV rectal cancer against its published figures, with the seed and the cohort of `npm start`.
 */
describe('the study of stage IV rectal cancer, a million patients, seed 1', async () => {
  const { scenario, plans } = checkScenario(textOf('stage-iv-rectal.yaml'));
  const { strategies } = await run({
    scenario: scenario!,
    plans: [plans['study-schedule']!],
    seed: '1',
    n: 1e6,
    executor: inlineExecutor(),
  });
  const study = strategies['study-schedule']!;
  const all = study.targets;

  it('all 30 figures of the calibration lie in their intervals', () => {
    const targets = all.filter(({ calibration }) => calibration);
    expect(targets.length).toBe(30);
    expect(targets.filter(({ inside }) => !inside)).toEqual([]);
  });

  it('so do all 69 that have an interval', () => {
    const targets = all.filter(({ inside }) => inside !== null);
    expect(targets.length).toBe(69);
    expect(targets.filter(({ inside }) => !inside)).toEqual([]);
  });

  it('survival at 36 months is 0.565, published 0.566', () => {
    const { value, mcse } = study.endpoints.OS!.survival.find(({ at }) => at === 36)!;
    expect(Math.abs(value - 0.564)).toBeLessThan(0.003);
    expect(mcse).toBeCloseTo(Math.sqrt((value * (1 - value)) / 1e6), 12);
  });

  it('median survival is 42.0 months, published 41.7', () => {
    const median = study.endpoints.OS!.quantiles.find(({ p }) => p === 0.5)!;
    expect(Math.abs(median.value! - 42)).toBeLessThan(0.3);
    expect(median.upper! - median.lower!).toBeLessThan(0.3);
  });

  it('49.5% complete the schedule, published 49.1%', () => {
    expect(Math.abs(study.proportions.completed!.value - 0.494)).toBeLessThan(0.002);
  });
});
