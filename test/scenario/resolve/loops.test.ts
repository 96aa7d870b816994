import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../src/scenario/check.ts';
import { given, head } from '../../closed-forms/case.ts';

const fixed = (to: string, delay: number, more = '') =>
  `{ to: ${to}, law: fixed, delay: ${given(delay)}${more} }`;
const uniform = (to: string, min: number, max: number, more = '') =>
  `{ to: ${to}, law: uniform, min: ${given(min)}, max: ${given(max)}${more} }`;
const exponential = (to: string, more = '') => `{ to: ${to}, law: exponential, rate: ${given(1)}${more} }`;
const sinceStart = ', clock: start';

/** Two states that lead to each other, over 6 months. */
const loop = (there: string, back: string) => `${head('Loop', 6)}
timers:
  early: { law: uniform, min: ${given(1)}, max: ${given(2)} }
  late: { law: fixed, delay: ${given(5)}, after: early }
  never: { law: fixed, delay: ${given(7)} }
start: first
states:
  first: { transitions: [${exponential('a')}] }
  a: { transitions: [${there}] }
  b: { transitions: [${back}] }
  gone: {}
endpoints: { gone: { event: gone } }
`;

/** The messages about time, each with the column of line 9 that it stands at. */
const told = (text: string) =>
  checkScenario(text)
    .errors.filter(({ message }) => message.includes('no time'))
    .map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a loop without time', () => {
  it.each([
    ['two delays of 0', fixed('b', 0), fixed('a', 0), ''],
    [
      'a delay of 0 before an exit that it always wins',
      `${fixed('b', 0)}, ${fixed('gone', 0)}`,
      fixed('a', 0),
      '',
    ],
    [
      'a delay of 0 that a random exit never beats',
      `${exponential('gone')}, ${fixed('b', 0)}`,
      fixed('a', 0),
      '',
    ],
    ['delays since the start', fixed('b', 3, sinceStart), fixed('a', 4, sinceStart), ' from 4 on'],
    ['a bounded law since the start', uniform('b', 1, 5, sinceStart), fixed('a', 0), ' from 5 on'],
    [
      'a clock since an earlier state',
      fixed('b', 3, ', clock: { since: first }'),
      fixed('a', 0),
      ' once their clocks have run past the end',
    ],
    ['one timer', '{ to: b, at: early }', '{ to: a, at: early }', ' once early has gone off'],
    ['a timer after another', '{ to: b, at: early }', '{ to: a, at: late }', undefined],
  ])('of %s is named, with its place', (_, there, back, when) => {
    const messages = told(loop(there, back));
    if (when === undefined) return expect(messages).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /^\d+:\d+ states (a -> b -> a|b -> a -> b) lead into each other and take no time/,
    );
    expect(messages[0]).toContain(`no time${when}; let one of these states take time`);
  });

  it.each([
    ['one of the ways takes time', fixed('b', 0), exponential('a')],
    ['a delay is long', fixed('b', 0), fixed('a', 0.25)],
    ['another way is always first', `${fixed('gone', 0)}, ${fixed('b', 0)}`, fixed('a', 0)],
    ['the clock ends after the horizon', fixed('b', 7, sinceStart), fixed('a', 0)],
    ['a timer goes off after the horizon', '{ to: b, at: never }', fixed('a', 0)],
    ['a cure fraction lets patients stay', fixed('b', 0, `, cure: ${given(0.5)}`), fixed('a', 0)],
    ['the clock starts anew in each round', fixed('b', 1, ', clock: { since: b }'), fixed('a', 0)],
    [
      'a ratio of 0 after the first round ends it',
      fixed('b', 0, `, hazard-ratio: { passed: { states: b, ratio: 0 } }`),
      fixed('a', 0),
    ],
  ])('is none where %s', (_, there, back) => {
    expect(told(loop(there, back))).toEqual([]);
  });

  it('of many states is named by a few of them', () => {
    const states = Array.from(
      { length: 2000 },
      (_, i) => `  s${i}: { transitions: [${fixed(`s${(i + 1) % 2000}`, 0)}] }`,
    );
    const [message] = told(`${head('Ring', 6)}
start: s0
states:
${states.join('\n')}
  gone: {}
endpoints: { gone: { event: gone } }
`);
    expect(message).toContain('states s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> ... -> s0 lead into');
  });
});
