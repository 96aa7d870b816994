import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALWAYS,
  type Atom,
  atomsOf,
  boundKey,
  isSettled,
  NEVER,
  simplify,
} from '../../../src/scenario/logic/condition.ts';
import type { Condition } from '../../../src/scenario/model.ts';

const atom = (variable: string): Atom => ({ op: 'is', variable, levels: ['yes'] });
const [a, b] = [atom('a'), atom('b')];
const variables = ['a', 'b', 'c', 'd'];

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Condition>(ALWAYS, NEVER, ...variables.map(atom)),
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), of: tie('condition') }),
  ),
}));

/** What is true of whom, in full. */
const truths = fc.record(Object.fromEntries(variables.map((name) => [name, fc.boolean()])));

const nameOf = (one: Atom): string => (one.op === 'is' ? one.variable : '');

function evaluate(one: Condition, truth: Record<string, boolean>): boolean {
  if (one.op === 'not') return !evaluate(one.of, truth);
  if (one.op === 'all') return one.of.every((part) => evaluate(part, truth));
  if (one.op === 'any') return one.of.some((part) => evaluate(part, truth));
  return one.op === 'is' ? truth[one.variable]! : one.op === 'always';
}

describe('partial evaluation of a condition', () => {
  it('comes to the same whether all is told at once or a part of it first', () => {
    fc.assert(
      fc.property(condition, truths, fc.subarray(variables), (one, truth, first) => {
        const part = simplify(one, (atom) =>
          first.includes(nameOf(atom)) ? truth[nameOf(atom)] : undefined,
        );
        const all = simplify(part, (atom) => truth[nameOf(atom)]);
        expect(all).toEqual(evaluate(one, truth) ? ALWAYS : NEVER);
        // nothing that was told is asked again
        expect(
          atomsOf(part)
            .map(nameOf)
            .filter((name) => first.includes(name)),
        ).toEqual([]);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is settled as soon as one part decides', () => {
    const know = (answer: boolean) => (one: Atom) => (one === a ? answer : undefined);
    expect(simplify({ op: 'any', of: [b, a] }, know(true))).toEqual(ALWAYS);
    expect(simplify({ op: 'all', of: [b, a] }, know(false))).toEqual(NEVER);
    expect(simplify({ op: 'not', of: { op: 'all', of: [b, a] } }, know(false))).toEqual(ALWAYS);
  });

  it('leaves what is open, without the wrapping it no longer needs', () => {
    const know = (answer: boolean) => (one: Atom) => (one === a ? answer : undefined);
    expect(simplify({ op: 'all', of: [a, b] }, know(true))).toBe(b);
    expect(simplify({ op: 'any', of: [a, b] }, know(false))).toBe(b);
    expect(isSettled(simplify({ op: 'not', of: b }, know(true)))).toBe(false);
  });

  it('names bounds apart: a timer called 3 is not the time 3', () => {
    expect(boundKey({ kind: 'timer', timer: '3' })).not.toBe(boundKey({ kind: 'time', time: 3 }));
  });
});
