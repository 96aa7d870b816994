import { expect, it } from 'vitest';
import { csv } from '../../src/report/csv.ts';
import { checkScenario } from '../../src/scenario/check.ts';

/** What every object of JavaScript has. */
const inherited = ['constructor', 'valueOf', 'toString', 'hasOwnProperty', 'isPrototypeOf', '__proto__'];

const places: Record<string, (name: string) => string> = {
  'top of the file': (name) => `scenario: x\n${name}: 1\n`,
  'state and start': (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: ${name}\nstates: { ${name}: {} }\n`,
  section: (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12, ${name}: 1 }\nstart: a\nstates: { a: { ${name}: {} } }\n`,
  'endpoint, group and strategy': (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates: { a: {} }\ngroups: { ${name}: a }\nendpoints: { e: { event: ${name} } }\nstrategies: { ${name}: {} }\n`,
  'names that nothing has': (name) =>
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates: { a: { transitions: [{ to: ${name}, law: exponential, rate: ${name}, hazard-ratio: { ${name}: ${name} } }] } }\nendpoints: { e: { event: ${name} } }\nsubgroups: { s: { if: { ${name}: yes } } }\ntargets: [{ endpoint: ${name}, strategy: ${name}, at: 1, survival: 0.5, from: ${name} }]\n`,
  figures: (name) => `scenario: x\nfigures: [{ quantity: ${name}, value: 1, from: ${name}, ${name}: 1 }]\n`,
};

it.each(Object.entries(places))('names that objects have are told or work: %s', (_, text) => {
  for (const name of inherited) {
    const { errors, evidence } = checkScenario(text(name));
    for (const { line, column } of [...errors, ...evidence]) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
    }
  }
});

// sizes that would take minutes if the time grew with their square or more
it('derived numbers that double at each step are computed once each', () => {
  const steps = Array.from({ length: 90 }, (_, i) => `  p${i}: { product: [p${i + 1}, p${i + 1}] }\n`);
  const { errors } = checkScenario(
    `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates: { a: {} }\nparameters:\n${steps.join('')}  p90: { value: 1, assumption: x }\n`,
  );
  expect(errors).toEqual([]);
});

it('more events than patients by any factor are told at once', () => {
  const { evidence } = checkScenario(
    'scenario: x\nevidence: { a: { cite: b } }\nfigures:\n  - { quantity: q, events: 2147483648, of: 48, printed: "12.5%", from: a }\n',
  );
  expect(evidence.map(({ message }) => message)).toContain(
    '2147483648 events among 48 patients; at most 48 are possible',
  );
});

it('a key given 20,000 times is told each time', () => {
  const text = `scenario: x\ntime: { unit: month, origin: o, horizon: 12 }\nstart: a\nstates:\n${'  a: {}\n'.repeat(20_000)}`;
  expect(checkScenario(text).errors).toHaveLength(19_999);
});

it('a cell of a CSV begins no formula, and numbers stay', () => {
  const rows = [['=1+1', '@SUM(1)', '-2+3', '+a', '\tx', -0.3, '-0.3', '1e-3']];
  expect(csv(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], rows)).toBe(
    "a,b,c,d,e,f,g,h\n'=1+1,'@SUM(1),'-2+3,'+a,'\tx,-0.3,-0.3,1e-3\n",
  );
});
