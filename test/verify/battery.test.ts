import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generators } from '../../src/kernel/generators.ts';
import { avalanche, type Word, words } from './avalanche.ts';
import { type Check, flipped, testSequence } from './battery.ts';
import * as broken from './broken.ts';
import { directions } from './directions.ts';
import { twoSided } from './p-values.ts';
import { BLOCK, type Source, scalarSource, sourceOf } from './source.ts';
import { tests } from './tests/index.ts';
import { compareTwins } from './twins.ts';
import { isKnownLimit, judge } from './verdict.ts';

/** A broken generator, the direction in which it shows, and the parts of tests that must find it. */
type Fault = [source: Source, direction: string, found: string[], draws?: number];

const faults: Fault[] = [
  [broken.withoutFeedForward, 'patients', ['collisions']],
  // copies are as many as chance makes, but come by whole cohorts: 32 of them in the mean
  [broken.keysXoredIn, 'stream-cohorts', ['collisions'], 2 ** 23],
  [broken.keysAddedOn, 'streams', ['pairs, high bits', 'triples', 'bit-pairs, sum', 'birthday-spacings']],
  [broken.keysAddedOn, 'seeds', ['pairs, low bits', 'gaps, high end', 'bit-pairs, largest']],
  [broken.firstKeyUnused, 'key-1', ['collisions', 'weights']],
  [broken.secondKeyUnused, 'key-2', ['collisions', 'ranks, lowest bits']],
  [broken.visitsUnused, 'visits', ['collisions', 'bit-pairs, sum']],
  [broken.visitsUnused, 'visit-cohorts', ['collisions']],
  [broken.visitsUnused, 'histories', ['collisions', 'pairs, high bits']],
  [broken.visitsAsPatients, 'visits', ['collisions', 'birthday-spacings']],
  [broken.congruential, 'patients', ['bytes, lowest', 'ranks, lowest bits', 'birthday-spacings']],
  [broken.congruential, 'every-64th', ['bytes, lowest', 'pairs, low bits', 'birthday-spacings']],
  [broken.weyl, 'patients', ['uniform', 'gaps, low end', 'gaps, high end', 'triples', 'extremes, smallest']],
  [broken.xorshift, 'patients', ['ranks']],
  [broken.floats, 'patients', ['bytes, lowest', 'bits']],
  [broken.biasedBit, 'patients', ['bits']],
  [broken.cutTail, 'patients', ['octaves', 'extremes, smallest']],
  [broken.cutTop, 'patients', ['octaves', 'extremes, largest']],
  [broken.tooSmall, 'patients', ['bytes, highest', 'uniform', 'octaves']],
  [broken.sameWeight, 'patients', ['weights']],
  [broken.handedOn, 'patients', ['bit-pairs, largest']],
  [broken.thirdFromTwo, 'patients', ['triples']],
];

const DRAWS = 2 ** 20;
const along = Object.fromEntries(directions().map((direction) => [direction.name, direction]));
const testOf = (part: string) => tests.find(({ name }) => name === part.split(',')[0])!;

function partsOf(source: Source, [, direction, found, draws = DRAWS]: Fault): Check[] {
  const chosen = [...new Set(found.map(testOf))];
  return testSequence(source, along[direction]!, chosen, draws).filter(({ test }) => found.includes(test));
}

describe('what is wrong with a generator has a p-value below 1e-10, and the sound one passes', () => {
  const sound = sourceOf('triple32');
  it.each(faults.map((fault) => [fault[0].name, fault[1], fault] as const))('%s, by %s', (_, __, fault) => {
    expect(partsOf(fault[0], fault)).toHaveLength(fault[2].length);
    for (const { test, tails } of partsOf(fault[0], fault)) expect(twoSided(tails), test).toBeLessThan(1e-10);
    for (const { test, tails } of partsOf(sound, fault)) expect(twoSided(tails), test).toBeGreaterThan(1e-6);
  });

  it('and every part of every test has something that it finds', () => {
    const parts = testSequence(sound, along.patients!, tests, BLOCK).map(({ test }) => test);
    const found = new Set(faults.flatMap(([, , names]) => names));
    expect(parts.filter((part) => !found.has(part))).toEqual([]);
  });
});

describe('a bit flipped', () => {
  const smallestOf = (source: Source, word: Word) =>
    Math.min(
      ...avalanche(source, word, () => [0x1234567, -0x7654321], 1).map(({ tails }) => twoSided(tails)),
    );

  it.each([
    ['patient', broken.congruential],
    ['visit', broken.visitsUnused],
    ['first key', broken.firstKeyUnused],
    ['second key', broken.secondKeyUnused],
  ] as const)('in the %s does not reach the draw of a broken generator', (word, source) => {
    expect(smallestOf(source, word)).toBeLessThan(1e-10);
  });

  it.each(
    generators.flatMap(({ name }) => (Object.keys(words) as Word[]).map((word) => [name, word] as const)),
  )('in %s, %s: changes half of the draw, or is known not to', (name, word) => {
    const isLimit = isKnownLimit({ generator: name, direction: flipped(word) });
    const smallest = smallestOf(sourceOf(name), word);
    // what no longer fails has no place among the limits
    if (isLimit) expect(smallest).toBeLessThan(1e-10);
    else expect(smallest).toBeGreaterThan(1e-6);
  });
});

it('AES in counter mode passes every test, its p-values uniform', () => {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16));
  function* sequence() {
    const zeros = Buffer.alloc(BLOCK * 4);
    for (;;) yield new Uint32Array(new Uint8Array(cipher.update(zeros)).buffer);
  }
  const source = scalarSource('AES', () => 0);
  const checks = Array.from({ length: 10 }, (_, i) =>
    testSequence(source, { name: `sample ${i}`, sequence }, tests, 2 ** 18),
  ).flat();
  const { passed, worst, uniformity } = judge(checks);
  expect(passed, `${JSON.stringify(worst)}, ${JSON.stringify(uniformity)}`).toBe(true);
});

it('the loops of every engine give the draws of the readable twins', () => {
  expect(compareTwins().different).toEqual([]);
});

describe('the verdict', () => {
  const check = (upper: number, lower = 1 - upper): Check => ({
    generator: 'some',
    direction: 'patients',
    test: `p = ${upper}`,
    equation: '',
    draws: 1,
    statistic: 0,
    tails: { lower, upper },
  });
  const even = Array.from({ length: 200 }, (_, i) => check((i + 0.5) / 200));

  it('passes p-values that are spread evenly', () => {
    expect(judge(even)).toMatchObject({ passed: true, checks: 200, bound: 5e-7 });
  });

  it('fails one that is too small, one too near 1 and one that is no number', () => {
    expect(judge([...even, check(1e-8)])).toMatchObject({ passed: false, worst: { test: 'p = 1e-8' } });
    expect(judge([...even, check(1, 1e-20)])).toMatchObject({ passed: false, worst: { test: 'p = 1' } });
    expect(judge([...even, check(Number.NaN)])).toMatchObject({ passed: false, worst: { test: 'p = NaN' } });
  });

  it('fails p-values that are all possible, and all too small', () => {
    expect(judge(even.map(({ tails }) => check(tails.upper / 2))).passed).toBe(false);
  });
});
