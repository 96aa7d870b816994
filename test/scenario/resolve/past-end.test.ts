import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../src/scenario/check.ts';
import { entriesAfter, entriesOf } from '../../../src/scenario/resolve/entries.ts';
import { given, head } from '../../closed-forms/case.ts';
import { everyStrategy, strategiesOf, textOf } from '../../engine/simulated.ts';
import { independentDraws } from '../../oracle/random.ts';
import { simulatePatient } from '../../oracle/simulate.ts';

const way = (to: string, law: string, numbers: Record<string, number>, more = '') => {
  const given = Object.entries(numbers).map(
    ([name, value]) => `${name}: { value: ${value}, assumption: test }`,
  );
  return `{ to: ${to}, law: ${law}, ${given.join(', ')}${more} }`;
};
const fixed = (to: string, delay: number, more = '') => way(to, 'fixed', { delay }, more);
const uniform = (to: string, min: number, max: number, more = '') => way(to, 'uniform', { min, max }, more);
const exponential = (to: string, more = '') => way(to, 'exponential', { rate: 0.2 }, more);

/** Before, then `late`, whose only way out is under test. */
const late = (before: string, out: string, more = '') => `${head('Past the end', 20)}
timers: { cut: { law: uniform, min: ${given(1)}, max: ${given(3)} } }
characteristics: { age: { law: uniform, min: ${given(60)}, max: ${given(80)}, unit: month } }
curves: { short: { points: [[0, 1], [2, 0.5], [4, 0]], after-last: never, assumption: test } }
start: first
states:
  first: { transitions: [${before}] }
  between: { transitions: [${fixed('late', 3)}] }
  late: { transitions: [${out}] }
  gone: {}
${more}endpoints: { gone: { event: gone } }
`;

const told = (text: string) => {
  const { errors, warnings } = checkScenario(text);
  return [...errors, ...warnings]
    .filter(({ message }) => message.includes('at once'))
    .map(({ severity, message }) => `${severity}: ${message.split(':')[0]}`);
};
const start = ', clock: start';
const since = ', clock: { since: between }';

describe('a bounded law on a clock that has run past its end', () => {
  it('is an error where everybody comes too late, at the clock of the transition', () => {
    const text = late(fixed('late', 6), uniform('gone', 2, 5, start));
    expect(checkScenario(text).errors).toEqual([
      {
        line: 11,
        column: text.split('\n')[10]!.indexOf('start') + 1,
        path: ['states', 'late', 'transitions', 0, 'clock'],
        severity: 'error',
        message:
          'the uniform law to "gone" ends at 5 since the start, and everybody enters "late" at 6 or later, so all of them leave at once; let the law last longer, or count from entry (clock: entry)',
      },
    ]);
  });

  it.each([
    ['uniform, at its very end', fixed('late', 5), uniform('gone', 2, 5, start)],
    ['triangular', fixed('late', 6), way('gone', 'triangular', { min: 1, mode: 2, max: 5 }, start)],
    ['fixed', fixed('late', 6), fixed('gone', 5.5, start)],
    ['a curve that ends at 0', fixed('late', 6), `{ to: gone, law: empirical, curve: short, clock: start }`],
    [
      'stretched by a ratio, yet too short',
      fixed('late', 6),
      uniform('gone', 0.5, 1, `${start}, time-ratio: { first: ${given(2)} }`),
    ],
    ['since a state', uniform('between', 1, 9), uniform('gone', 1, 2, since)],
    ['of age', exponential('late'), uniform('gone', 1, 50, ', clock: { age: age }')],
    ['after a timer', '{ to: late, at: cut }', uniform('gone', 0.5, 0.75, start)],
  ])('is an error: %s', (_, before, out) => {
    expect(told(late(before, out))).toEqual([
      expect.stringMatching(/^error: .* so all of them leave at once/),
    ]);
  });

  it.each([
    ['after a law without an end', exponential('late'), uniform('gone', 2, 5, start)],
    ['by one of two ways', `${exponential('late')}, ${fixed('late', 4)}`, fixed('gone', 3, start)],
    ['after a timer', '{ to: late, at: cut }', uniform('gone', 1, 2, start)],
    ['of age', exponential('late'), uniform('gone', 1, 70, ', clock: { age: age }')],
    [
      'a level with a short time',
      fixed('late', 4),
      uniform('gone', 2, 5, `${start}, time-ratio: { first: ${given(0.5)} }`),
    ],
  ])('is a warning where some can come too late: %s', (_, before, out) => {
    expect(told(late(before, out))).toEqual([expect.stringMatching(/^warning: .* can be entered /)]);
  });

  it.each([
    ['nobody comes too late', fixed('late', 4), uniform('gone', 2, 5, start)],
    ['a certain time comes exactly then', fixed('late', 5), fixed('gone', 5, start)],
    [
      'an earlier way out is always first',
      `${exponential('late')}, ${fixed('gone', 4)}`,
      uniform('gone', 2, 5, start),
    ],
    [
      'the clock is since the state before, whenever that was',
      exponential('between'),
      uniform('gone', 2, 5, since),
    ],
    ['the clock starts at entry', exponential('late'), uniform('gone', 2, 5)],
    ['the law has no end', exponential('late'), exponential('gone', start)],
    ['the end is beyond the horizon', exponential('late'), uniform('gone', 2, 20, start)],
    [
      'a cure fraction lets patients stay',
      fixed('late', 6),
      uniform('gone', 2, 5, `${start}, cure: ${given(0.5)}`),
    ],
    ['the state is entered after the horizon', fixed('late', 21), uniform('gone', 2, 5, start)],
    [
      'the tail before is shorter than 1 in 1e12',
      way('late', 'weibull', { shape: 10, scale: 2 }),
      uniform('gone', 2, 5, start),
    ],
  ])('is not told where %s', (_, before, out) => {
    expect(told(late(before, out))).toEqual([]);
  });

  it('is none in the scenarios of the house', () => {
    for (const file of new Set(everyStrategy().map((pair) => pair.file)))
      expect(told(textOf(file))).toEqual([]);
  });
});

describe('the bounds of entry times', () => {
  const pairs = [
    ...everyStrategy().filter(({ name }) => !name.startsWith('benchmark')),
    ...strategiesOf(
      late(
        `${exponential('late')}, ${uniform('between', 1, 9)}, { to: late, at: cut }`,
        uniform('between', 1, 19.9, start),
      ),
    ),
  ];

  it.each(pairs.map((pair) => [pair.name || 'cycle', pair] as const))(
    'hold every entry of 300 patients: %s',
    (_, { model }) => {
      const entries = entriesOf(model);
      const draw = independentDraws('bounds');
      const states = model.states.map(({ name }) => name);
      const after = new Map(states.slice(0, 6).map((name) => [name, entriesAfter(model, [name], entries)]));
      let late = 0;
      for (let i = 0; i < 300; i++) {
        const last = new Map<string, number>();
        for (const { state, entry } of simulatePatient(model, i, draw).path) {
          for (const [source, own] of after) {
            const began = last.get(source);
            if (began === undefined || source === state) continue;
            const [least, most] = own.get(state)!;
            expect(entry - began).toBeGreaterThanOrEqual(least - 1e-9);
            expect(entry - began).toBeLessThanOrEqual(most + 1e-9);
          }
          last.set(state, entry);
          const [earliest, latest] = entries.get(state)!;
          expect(entry).toBeGreaterThanOrEqual(earliest - 1e-9);
          expect(entry).toBeLessThanOrEqual(latest + 1e-9);
          if (entry > 0) late++;
        }
      }
      expect(late).toBeGreaterThan(0);
    },
  );
});
