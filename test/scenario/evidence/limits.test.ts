import { expect, it } from 'vitest';
import { checkScenario } from '../../../src/scenario/check.ts';

const head = 'scenario: x\nevidence: { a: { cite: b } }\nfigures:\n';
const lines = (n: number, line: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => line(i)).join('');

it('figures of one quantity beyond a hundred that agree and differ in their words: where comparing stops is told', () => {
  // counts stated each with another level of its interval, which contradicts nothing
  const figure = (i: number) =>
    `  - { quantity: q, value: 0.5, interval: [0.4, 0.6], level: ${(0.5 + i / 1000).toFixed(3)}, from: a }\n`;
  const told = (n: number) =>
    checkScenario(head + lines(n, figure)).warnings.filter(({ message }) => message.includes('agree'));
  expect(told(100)).toEqual([]);
  const [one, ...more] = told(150);
  expect([one!.line, more]).toEqual([104, []]);
  expect(one!.message).toBe(
    '100 figures of this quantity before this one agree, each told in another way; from here on figures are compared with those alone',
  );
});

// of 1000 + 2k patients: two counts whose percentages are those of another denominator, a different one each time
const pair = (k: number) => {
  const [of, right] = [1000 + 2 * k, 700 + 2 * k];
  return [101 + k, 307 + k]
    .map(
      (events, i) =>
        `  - { quantity: q${k}-${i}, events: ${events}, of: ${of}, printed: "${((100 * events) / right).toFixed(3)}%", from: a }\n`,
    )
    .join('');
};

it('denominators that explain several percentages beyond twenty: where the search stops is told once', () => {
  const told = (n: number) =>
    checkScenario(head + lines(n, pair)).evidence.filter(({ message }) =>
      message.includes('only 20 are told'),
    );
  expect(told(20)).toEqual([]);
  expect(told(25)).toHaveLength(1);
});

it('a denominator that explains very many percentages names some of them beside each', () => {
  const { evidence } = checkScenario(
    head +
      lines(
        60,
        (i) => `  - { quantity: q${i}, events: ${i + 1}, of: 200, printed: "${i + 1}.0%", from: a }\n`,
      ),
  );
  const message = evidence[0]!.message;
  expect(message.match(/\/100 = /g)).toHaveLength(10);
  expect(message).toContain(' and others here');
});
