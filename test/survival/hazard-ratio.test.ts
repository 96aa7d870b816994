import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  eventRows,
  fitHazardRatio,
  type HazardRatio,
  hazardRatio,
  type TwoGroups,
} from '../../src/survival/hazard-ratio.ts';

interface Known {
  name: string;
  times: number[];
  reference: { atRisk: number[]; events: number[] };
  compared: { atRisk: number[]; events: number[] };
  /** the most events at one time */
  most: number;
  overall: HazardRatio;
  /** over the events in (from, to] */
  periods: (HazardRatio & { from: number; to: number })[];
}

const file = new URL('../known/hazard-ratio.json', import.meta.url);
const { groups: all }: { groups: Known[] } = JSON.parse(readFileSync(file, 'utf8'));

/** At risk and events of the reference, then of the compared group. */
type Row = [nA: number, nB: number, dA: number, dB: number];

/** Groups in rows 1, 2, 3, ... */
function groupsOf(rows: readonly Row[]): TwoGroups {
  const column = (k: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[k]);
  return {
    reference: { times: Float64Array.from(rows, (_, i) => i + 1), atRisk: column(0), events: column(2) },
    compared: { atRisk: column(1), events: column(3) },
  };
}

function knownGroups({ times, reference, compared }: Known): TwoGroups {
  const columns = ({ atRisk, events }: Known['reference']) => ({
    atRisk: Float64Array.from(atRisk),
    events: Float64Array.from(events),
  });
  return {
    reference: { times: Float64Array.from(times), ...columns(reference) },
    compared: columns(compared),
  };
}

const swapped = ({ reference, compared }: TwoGroups): TwoGroups => ({
  reference: { times: reference.times, ...compared },
  compared: reference,
});

/** Two cohorts whose patients have events at constant hazards a row, without censoring. */
function cohorts(patients: number, hazard: number, ratio: number, rows: number): Row[] {
  let [a, b] = [patients, patients];
  return Array.from({ length: rows }, () => {
    const row: Row = [a, b, Math.round(a * hazard), Math.round(b * hazard * ratio)];
    a -= row[2];
    b -= row[3];
    return row;
  });
}

/** Efron's partial likelihood, patient by patient, its score brought to 0 by bisection. */
function byBisection(rows: readonly Row[]): HazardRatio {
  const chances = (log: number) =>
    rows.flatMap(([nA, nB, dA, dB]) =>
      Array.from({ length: dA + dB }, (_, k) => {
        const share = k / (dA + dB);
        const mine = Math.exp(log) * (nB - share * dB);
        return mine / (nA - share * dA + mine);
      }),
    );
  const eventsB = rows.reduce((sum, [, , , dB]) => sum + dB, 0);
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const expected = chances(middle).reduce((sum, p) => sum + p, 0);
    if (expected < eventsB) low = middle;
    else high = middle;
  }
  const log = (low + high) / 2;
  const information = chances(log).reduce((sum, p) => sum + p * (1 - p), 0);
  return { log, standardError: 1 / Math.sqrt(information) };
}

/** @param within in standard errors */
function expectNear(found: HazardRatio, expected: HazardRatio, within: number): void {
  expect(Math.abs(found.log - expected.log) / expected.standardError).toBeLessThan(within);
  expect(Math.abs(found.standardError / expected.standardError - 1)).toBeLessThan(within);
}

describe('the hazard ratio of two groups', () => {
  it('is the golden ratio where two of each have events in the order A, B, B, A', () => {
    const { log } = hazardRatio(
      groupsOf([
        [2, 2, 1, 0],
        [1, 2, 0, 1],
        [1, 1, 0, 1],
        [1, 0, 1, 0],
      ]),
    );
    // 2 r^2 - 2 r - 2 = 0, from r / (1 + r) + 2 r / (1 + 2 r) + r / (1 + r) = 2
    expect(log).toBeCloseTo(Math.log((1 + Math.sqrt(5)) / 2), 14);
  });

  const sparse = all.filter(({ most }) => most <= 24);
  const tied = all.filter(({ most }) => most > 24);
  it('is compared with R where few events share a time and where hundreds do', () => {
    expect(sparse.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...tied.map(({ most }) => most))).toBeGreaterThan(700);
  });

  it.each(sparse.map((known) => [known.name, known] as const))(
    'is that of coxph, over all times and each period: %s',
    (_, known) => {
      const groups = knownGroups(known);
      expectNear(hazardRatio(groups), known.overall, 1e-11);
      // where R ends Newton's method by the likelihood, its last digits are not right
      for (const period of known.periods)
        expectNear(fitHazardRatio(eventRows(groups), period.from, period.to), period, 1e-10);
    },
  );

  it.each(tied.map((known) => [known.name, known] as const))(
    'is that of coxph to a millionth of its standard error where many events share a time: %s',
    (_, known) => {
      const groups = knownGroups(known);
      expectNear(hazardRatio(groups), known.overall, 1e-6);
      for (const period of known.periods)
        expectNear(fitHazardRatio(eventRows(groups), period.from, period.to), period, 1e-6);
    },
  );

  it.each<[name: string, rows: Row[], within: number]>([
    ['all of one group', [[1000, 1000, 1000, 500]], 1e-5],
    ['all of one group and hardly any of the other', [[1000, 1000, 1000, 50]], 1e-5],
    ['all of one large group', [[50_000, 50_000, 50_000, 2500]], 1e-5],
    ['half of those at risk', cohorts(3000, 0.5, 0.5, 8), 1e-6],
    ['one in twelve of those at risk', cohorts(3000, 0.08, 0.25, 30), 1e-5],
    ['one in fifty of those at risk', cohorts(3000, 0.02, 0.25, 30), 1e-6],
    ['one in a thousand of those at risk', cohorts(1e5, 0.001, 0.5, 40), 1e-9],
  ])('is summed as exactly as it must be where a row takes %s', (_, rows, within) => {
    expectNear(hazardRatio(groupsOf(rows)), byBisection(rows), within);
  });

  it('is exactly 1 of two equal groups, however many', () => {
    for (const patients of [40, 1000, 1e6, 1e9]) {
      for (const hazard of [0.0001, 0.03, 0.2]) {
        const rows = cohorts(patients, hazard, 1, 300).filter(([, , dA]) => dA > 0);
        if (rows.length > 0) expect(hazardRatio(groupsOf(rows)).log).toBe(0);
      }
    }
  });

  it('is turned over where the groups change places', () => {
    for (const known of all) {
      const groups = knownGroups(known);
      const { log, standardError } = hazardRatio(swapped(groups));
      expect(log).toBeCloseTo(-hazardRatio(groups).log, 12);
      expect(standardError).toBeCloseTo(hazardRatio(groups).standardError, 12);
    }
  });

  it('looks at the events after the start of a period, and at those of its end', () => {
    const rows = eventRows(
      groupsOf([
        [4, 4, 1, 0],
        [3, 4, 0, 1],
        [3, 3, 1, 0],
        [2, 3, 0, 1],
      ]),
    );
    // one event each, at 2 and 3: r (1 / (3 + 4 r) * 4 + 1 / (3 + 3 r) * 3) = 1, so that 4 r^2 = 3
    expect(fitHazardRatio(rows, 1, 3).log).toBeCloseTo(Math.log(3 / 4) / 2, 14);
    expect(fitHazardRatio(rows, 1, 3.9)).toEqual(fitHazardRatio(rows, 1, 3));
    expect(fitHazardRatio(rows)).toEqual(fitHazardRatio(rows, 0, 4));
  });

  const none = { log: Number.NaN, standardError: Number.NaN };
  it.each<[name: string, rows: Row[]]>([
    ['nobody has an event', [[9, 9, 0, 0]]],
    ['nobody of one group has an event', [[9, 9, 3, 0]]],
    ['nobody of the other group has an event', [[9, 9, 0, 3]]],
    ['there is only one group', [[9, 0, 3, 0]]],
    [
      'nobody of one group is left at the events of the other',
      [
        [9, 9, 9, 0],
        [0, 9, 0, 3],
      ],
    ],
  ])('is none where %s', (_, rows) => {
    expect(hazardRatio(groupsOf(rows))).toEqual(none);
  });

  it('is none in a period without events', () => {
    const rows = eventRows(groupsOf([[9, 9, 1, 1]]));
    expect(fitHazardRatio(rows, 1)).toEqual(none);
    expect(fitHazardRatio(rows, 0, 0.5)).toEqual(none);
    expect(fitHazardRatio(rows, 0, 1).log).toBe(0);
  });
});
