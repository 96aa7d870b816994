import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../src/scenario/check.ts';

/** So many timers, each after the one before, and a state for each. */
const chainOf = (count: number) => {
  const number = '{ value: 1, assumption: for this test }';
  const lines = (line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
  return `scenario: A chain
time: { unit: month, origin: start, horizon: 12, rows-per-unit: 1 }
start: s0
timers:
${lines((i) => `  t${i}: { law: exponential, rate: ${number}${i === 0 ? '' : `, after: t${i - 1}`} }`)}
states:
${lines((i) => `  s${i}: { transitions: [{ to: ${i === count - 1 ? 'd' : `s${i + 1}`}, at: t${i} }] }`)}
  d: {}
endpoints: { OS: { event: d } }
`;
};

describe('timers that follow each other', () => {
  it('in a short chain are nothing to speak of', () => {
    expect(checkScenario(chainOf(90)).warnings).toEqual([]);
  });

  it('in a long chain are told, with what they cost, and drawn by the samplers of the chain before', () => {
    const { plans, errors, warnings } = checkScenario(chainOf(300));
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      expect.objectContaining({
        path: ['timers', 't299'],
        line: 304,
        message: expect.stringMatching(
          /^timer "t299" comes after 299 others, .* up to 45,150 draws a patient/,
        ),
      }),
    ]);
    const { timers } = plans.reference!.graph;
    expect(timers.map((chain) => chain.length)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    const longest = timers.at(-1)!;
    expect(timers.flatMap((chain) => chain.map((sampler, k) => sampler === longest[k]))).not.toContain(false);
  });

  it('in a circle are told as that', () => {
    const circle = chainOf(200).replace('  t0: { law: exponential', '  t0: { after: t199, law: exponential');
    const { errors } = checkScenario(circle);
    expect(errors.map(({ message }) => message).join('\n')).toMatch(/t0|t199/);
  });
});
