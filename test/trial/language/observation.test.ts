import { describe, expect, it } from 'vitest';
import { closedFormOf } from '../../../src/trial/expected/index.ts';
import { resolveTrial } from '../../../src/trial/language/resolve.ts';
import { observed } from '../../../src/trial/replicate/observe.ts';
import { designOf, fixed, rawOf } from './designs.ts';

const messages = (text: string) =>
  resolveTrial(rawOf(text)).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('how patients are observed', () => {
  it('is read, and has no closed form', () => {
    const design = designOf(
      `${fixed}followed: 24\nvisits: [{ from: 0, every: 2 }, { from: 12, every: 3 }]\n`,
    );
    expect(design.observation).toEqual({
      followed: 24,
      visits: [
        { from: 0, every: 2 },
        { from: 12, every: 3 },
      ],
    });
    expect(closedFormOf(design)).toMatchObject({
      why: 'patients are followed for a fixed time or seen at visits, and no formula here counts their events',
    });
    expect(designOf(`${fixed}visits: 1.5\n`).observation).toEqual({ visits: [{ from: 0, every: 1.5 }] });
    expect(designOf(fixed).observation).toBeUndefined();
  });

  it('says when the last patient has been followed, if no analysis is named', () => {
    const { looks, accrual } = designOf(
      `${fixed.replace(/^(events|analyses|follow-up):.*\n/gm, '')}followed: 24\n`,
    );
    expect(looks).toHaveLength(1);
    expect(looks[0]!.time).toBe(accrual.pattern.at(-1)!.to + 24);
  });

  it.each([
    ['followed: -1', ['followed: followed is -1, must be above 0']],
    ['visits: 0', ['visits: visits is 0, must be above 0']],
    [
      'visits: [{ from: 1, every: 2 }, { from: 1, every: 0 }]',
      [
        'visits.0.from: from is 1, must be 0: visits begin at randomisation',
        'visits.1.every: every is 0, must be above 0',
        'visits.1.from: from is 1, must be after the 1 before it',
      ],
    ],
  ])('is refused where it cannot be: %s', (line, expected) => {
    expect(messages(`${fixed}${line}\n`)).toEqual(expected);
  });

  it('must be long enough for the test', () => {
    const text = fixed.replace('test: log-rank', 'test: { milestone: { at: 30 } }');
    expect(messages(`${text}followed: 24\n`)).toContain(
      'followed: followed is 24, must be at least 30, up to which the test milestone needs patients',
    );
  });
});

describe('what is seen of a patient', () => {
  const pieces = [
    { from: 0, every: 2 },
    { from: 5, every: 3 },
  ];
  it.each([
    // event, lost, seen event, seen lost
    [0.5, Infinity, 2, Infinity],
    [2, Infinity, 2, Infinity],
    [4.5, Infinity, 5, Infinity],
    [5.1, Infinity, 8, Infinity],
    [5.1, 7, Infinity, 5],
    [3, 3.5, Infinity, 2],
    [3, 4, 4, 4],
    [Infinity, 9, Infinity, 8],
    [Infinity, Infinity, Infinity, Infinity],
  ])('event at %d, lost at %d: seen at %d, last at %d', (event, lost, seen, last) => {
    const times = { event, lost, atOnce: Infinity };
    observed({ visits: pieces })(times);
    expect(times).toEqual({ event: seen, lost: last, atOnce: Infinity });
  });

  it.each([
    [5.1, 6, Infinity, 6],
    [5.1, 5.1, Infinity, 5.1],
    [5.1, 9, Infinity, 8],
    [5.1, 6.5, 6.2, Infinity],
  ])('progressed at %d, dead at %d, lost at %d: seen at %d', (event, atOnce, lost, seen) => {
    const times = { event, lost, atOnce };
    observed({ visits: pieces })(times);
    expect(times.event).toBe(seen);
  });

  it('ends with the time of follow-up', () => {
    const times = { event: 12.1, lost: Infinity, atOnce: Infinity };
    observed({ followed: 12 })(times);
    expect([times.event <= times.lost, times.lost]).toEqual([false, 12]);
  });

  it('is not a visit late for a rounding', () => {
    // 3 x 0.1 is above 0.3
    const times = { event: 3 * 0.1, lost: Infinity, atOnce: Infinity };
    observed({ visits: [{ from: 0, every: 0.1 }] })(times);
    expect(times.event).toBeCloseTo(0.3, 12);
  });
});
