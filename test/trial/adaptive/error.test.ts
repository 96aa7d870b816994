/** Without an effect a trial whose rules change it claims one as often as its alpha says, whatever the rules. */
import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../../src/run/inline.ts';
import type { AdaptiveMethod, AdaptiveRule } from '../../../src/trial/adaptation.ts';
import type { TrialDesign } from '../../../src/trial/design.ts';
import { simulateTrial } from '../../../src/trial/simulate.ts';
import { atEvents } from '../designs.ts';
import { adaptive, between, byTrend, rule } from './designs.ts';

const ALPHA = 0.025;
const options = { seed: 'no effect', executor: inlineExecutor(), truth: 'null', estimate: false } as const;
const errorOf = async (design: TrialDesign, replicates: number) =>
  (await simulateTrial(design, { ...options, replicates })).rejected.value;
const fourErrors = (replicates: number) => 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / replicates);

/** When the data look poor, more of them: nothing inflates the error of a naive test more. */
const whenPoor = between({ kind: 'z' }, -1, 1.35);
const actions: Record<string, readonly AdaptiveRule[]> = {
  'events to a conditional power': [
    rule({ events: { conditionalPower: 0.9, under: 'trend', most: 240 } }, between(byTrend, 0.1, 0.9)),
  ],
  'events to a number': [rule({ events: { to: 150 } }, whenPoor)],
  'events with patients': [
    rule({ events: { to: 240 }, patients: { withEvents: true, most: 320 } }, whenPoor),
  ],
  'patients by the pooled event rate': [rule({ patients: { eventRate: 0.1, most: 320 } })],
};
const methods: AdaptiveMethod[] = ['inverse-normal', 'fisher', 'conditional-error'];
const cases = methods.flatMap((method) => Object.keys(actions).map((action) => [method, action] as const));

describe('the error of the first kind is alpha', () => {
  it.each(cases)('by %s with %s', async (method, action) => {
    const replicates = 1500;
    const design = adaptive({ method, rules: actions[action]!, mostPatients: 320 });
    expect(Math.abs((await errorOf(design, replicates)) - ALPHA)).toBeLessThan(fourErrors(replicates));
  });

  it.each(methods.filter((method) => method !== 'fisher'))(
    'by %s with rules at two looks',
    async (method) => {
      const replicates = 1500;
      const looks = atEvents(40, 80, 120);
      const rules = [
        rule({ events: { to: 150 } }, between({ kind: 'z' }, 0, 1)),
        rule({ events: { conditionalPower: 0.8, under: 'design', most: 155 } }, whenPoor, 1),
      ];
      const design = adaptive({ method, rules }, { looks });
      expect(Math.abs((await errorOf(design, replicates)) - ALPHA)).toBeLessThan(fourErrors(replicates));
    },
  );

  it('is more if nothing allows for the rules, and is alpha for the same trials without', async () => {
    const replicates = 6000;
    const rules = [rule({ events: { to: 480 }, patients: { to: 520 } }, whenPoor)];
    const looks = atEvents(40, 80);
    const naive = adaptive({ method: 'none', rules, mostPatients: 520 }, { looks });
    const { rejected, adaptation } = await simulateTrial(naive, { ...options, replicates });
    expect(rejected.value - ALPHA).toBeGreaterThan(fourErrors(replicates));
    expect(Math.abs(adaptation!.withoutRules.rejected.value - ALPHA)).toBeLessThan(fourErrors(replicates));
    const kept = adaptive({ method: 'inverse-normal', rules, mostPatients: 520 }, { looks });
    expect(Math.abs((await errorOf(kept, 3000)) - ALPHA)).toBeLessThan(fourErrors(3000));
  });
});
