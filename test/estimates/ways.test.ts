import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../src/run/inline.ts';
import { run } from '../../src/run/run.ts';
import { checkScenario } from '../../src/scenario/check.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe.each(names)('the ways from state to state in %s', (name) => {
  const { scenario, plans } = checkScenario(readFileSync(new URL(name, folder), 'utf8'));
  const [first, ...others] = Object.values(plans);
  const last = others.at(-1);

  it.each([first!, ...(last ? [last] : [])].map((plan) => [plan.strategy, plan] as const))(
    'lose nobody under %s: who enters a state leaves it or is there at the horizon',
    async (strategy, plan) => {
      const n = 20_000;
      const { strategies } = await run({
        scenario: scenario!,
        plans: [plan],
        n,
        seed: '1',
        executor: inlineExecutor(),
      });
      const { ways, occupancy } = strategies[strategy]!;
      const start = scenario!.strategies[strategy]?.start ?? scenario!.start;
      const end = occupancy.times.indexOf(scenario!.time.horizon);
      const states = new Set([start, ...ways.flatMap(({ from, to }) => [from, to])]);
      const total = (some: typeof ways) => some.reduce((sum, { patients }) => sum + patients, 0);
      expect(states.size).toBeGreaterThan(1);
      for (const state of states) {
        const entered = total(ways.filter(({ to }) => to === state)) + (state === start ? n : 0);
        const left = total(ways.filter(({ from }) => from === state));
        const there = Math.round((occupancy.states[state]?.[end] ?? 0) * n);
        expect([state, left + there]).toEqual([state, entered]);
      }
    },
  );
});
