import { describe, expect, it } from 'vitest';
import { EndlessModelError } from '../../src/kernel/endless.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { compile } from '../../src/scenario/compile/index.ts';
import { resolve } from '../../src/scenario/resolve/index.ts';
import { given, head } from '../closed-forms/case.ts';
import { countedByEngine } from './counted.ts';
import { patients, tallyOf } from './simulated.ts';

const fixed = (to: string, delay: number) => `{ to: ${to}, law: fixed, delay: ${given(delay)} }`;

const run = (scenario: string, n: number) => {
  // compiled unchecked: a check refuses what is known to be endless
  const plan = compile(resolve(checkScenario(scenario).scenario!, 'reference').model).plan!;
  return countedByEngine(plan, tallyOf(plan, 'endless', patients(n)));
};

const cycle = (there: string, back: string) => `${head('Cycle', 6)}
timers: { signal: { law: fixed, delay: ${given(2)} } }
start: here
states:
  here: { transitions: [${there}] }
  there: { transitions: [${back}] }
  gone: {}
everywhere: [${fixed('gone', 4)}]
endpoints: { gone: { event: gone } }
`;

describe('a patient who goes round for ever', () => {
  const endless = [
    ['by two delays of 0', fixed('there', 0), fixed('here', 0)],
    ['by a timer that has gone off', '{ to: there, at: signal }', '{ to: here, at: signal }'],
  ] as const;

  it.each(endless)('%s is found out, and the error names a state', (_, there, back) => {
    expect(() => run(cycle(there, back), 5000)).toThrow(EndlessModelError);
    expect(() => run(cycle(there, back), 5000)).toThrow(/here -> there|there -> here/);
  });

  it('by decisions alone is refused before anything is run', () => {
    const { errors, plans } = checkScenario(`${head('Circle', 6)}
start: a
states:
  a: { decide: [{ to: b, chance: ${given(0.5)} }, { to: c, chance: rest }] }
  b: { decide: [{ to: a, chance: ${given(0.5)} }, { to: c, chance: rest }] }
  c: {}
endpoints: { c: { event: c } }
`);
    expect(plans).toEqual({});
    expect(errors.map(({ line, message }) => `${line} ${message}`).join()).toMatch(
      /^\d+ decisions a -> b -> a .* take no time/,
    );
  });
});

describe('what is not endless', () => {
  it('a cycle of short delays comes to the horizon', () => {
    const { times } = run(cycle(fixed('there', 1 / 64), fixed('here', 1 / 64)), 500);
    // 6 months of 64 moves each, the start and the horizon included
    const entries = (state: string) => times[`into ${state}`]!.reduce((sum, n) => sum + n, 0);
    expect(entries('here')).toBe(500 * 193);
    expect(entries('there')).toBe(500 * 192);
  });

  it('a state that is its own next one', () => {
    const { times } = run(cycle(fixed('here', 0.5), fixed('gone', 0)), 500);
    expect(times['into here']!.reduce((sum, n) => sum + n, 0)).toBe(500 * 13);
  });

  it('a state that nobody leaves: the others go on, and every subgroup is counted', () => {
    const { times, cells } = run(
      `${head('Stuck', 6)}
characteristics: { lucky: { chance: ${given(0.5)} } }
start: here
states:
  here: { transitions: [{ to: stuck, law: exponential, rate: ${given(1)} }] }
  stuck: { transitions: [{ to: gone, law: weibull, shape: ${given(2)}, scale: ${given(1)}, hazard-ratio: { lucky: ${given(0)} } }] }
  gone: {}
follow-up: { law: fixed, delay: ${given(3)} }
endpoints: { gone: { event: gone } }
subgroups: { lucky: { if: { lucky: yes } } }
`,
      1000,
    );
    expect(cells.true! + cells.false!).toBe(1000);
    expect(times['gone [true] gone']!.every((n) => n === 0)).toBe(true);
    expect(times['gone [true] lost']!.reduce((sum, n) => sum + n, 0)).toBe(cells.true);
    expect(times['gone [false] gone']!.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(400);
  });
});
