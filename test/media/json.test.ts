import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonParts } from '../../src/media/json.ts';

it.each([0, 2])('JSON in pieces is the JSON of one piece, indent %i', (indent) => {
  const check = (value: unknown) => {
    expect([...jsonParts(value, indent)].join('')).toBe(`${JSON.stringify(value, null, indent)}\n`);
  };
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), check), { seed: 1, numRuns: 300 });
  check({
    a: undefined,
    b: [undefined, Number.NaN],
    c: () => 1,
    d: {},
    e: [],
    f: { g: { h: { i: 'x\ny' } } },
  });
  check(null);
});

it('a long answer comes in many pieces', () => {
  const answer = {
    strategies: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`s${i}`, { n: i }])),
  };
  expect([...jsonParts(answer)].length).toBeGreaterThan(200);
});
