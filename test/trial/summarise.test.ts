/** Figures of replicates, by hand. */
import { describe, expect, it } from 'vitest';
import type { TrialDesign } from '../../src/trial/design.ts';
import { heapColumns } from '../../src/trial/replicate/columns.ts';
import { type Course, EFFICACY, FUTILITY, NO_DECISION, OPPOSITE } from '../../src/trial/replicate/conduct.ts';
import { recordOf } from '../../src/trial/replicate/record.ts';
import { trialColumns } from '../../src/trial/replicate/trial-columns.ts';
import { summarise } from '../../src/trial/summarise.ts';
import { atEvents, once, strategyArm, trialOf } from './designs.ts';

const design = trialOf({ looks: atEvents(10, 30), boundaries: once(2) });

interface Told {
  decision: number;
  /** look by look: calendar time, events, patients */
  looks: [number, number, number][];
  estimate: number;
  short?: number;
  screened?: number;
}

function summaryOf(told: readonly Told[], changes: Partial<TrialDesign> = {}) {
  const record = recordOf(design);
  for (const { decision, looks, estimate, short = 0, screened = 60 } of told) {
    const stopped = looks.length - 1;
    const column = (k: 0 | 1 | 2) => Float64Array.from(looks, (look) => look[k]);
    const course: Course = {
      ...{ stopped, decision, time: column(0), events: column(1), patients: column(2) },
      z: new Float64Array(2),
      estimate: Float64Array.from(looks, (_, k) => (k === stopped ? estimate : -1)),
      skipped: new Uint8Array(2),
      boundary: new Float64Array(2),
      short: Uint8Array.from(looks, (_, k) => (k === stopped ? short : 0)),
    };
    record.add(course, { ...trialColumns(0, heapColumns), screened });
  }
  return summarise({ ...design, ...changes }, record, 'alternative');
}

describe('four trials', () => {
  const found = summaryOf([
    { decision: EFFICACY, looks: [[10, 10, 40]], estimate: 0.5 },
    {
      decision: EFFICACY,
      looks: [
        [12, 10, 44],
        [30, 30, 60],
      ],
      estimate: 0.7,
    },
    {
      decision: NO_DECISION,
      looks: [
        [14, 10, 48],
        [34, 26, 60],
      ],
      estimate: 1,
      short: 1,
    },
    { decision: FUTILITY, looks: [[16, 10, 52]], estimate: 2 },
  ]);

  it('are shares with the errors of binomial ones', () => {
    expect(found.replicates).toBe(4);
    expect(found.rejected).toEqual({ value: 0.5, mcse: 0.25 });
    // no share is known to less than a replicate
    expect(found.opposite).toEqual({ value: 0, mcse: 0.25 });
    expect(found.futility).toEqual({ value: 0.25, mcse: 0.25 });
    const [first, last] = found.looks;
    expect([first!.efficacy.value, first!.futility.value, first!.reached.value]).toEqual([0.25, 0.25, 1]);
    expect([last!.efficacy.value, last!.futility.value, last!.reached.value]).toEqual([0.25, 0, 0.5]);
    expect(first!.efficacy.mcse).toBe(Math.max(0.25, Math.sqrt((0.25 * 0.75) / 4)));
  });

  it('are means of those that got to the look, with their errors', () => {
    const [first, last] = found.looks;
    // 10, 12, 14, 16: variance 20/3
    expect(first!.time.value).toBe(13);
    expect(first!.time.mcse).toBeCloseTo(Math.sqrt(20 / 3 / 4), 15);
    expect(last!.time).toEqual({ value: 32, mcse: 2 });
    expect(last!.events.value).toBe(28);
    expect(last!.patients).toEqual({ value: 60, mcse: 0 });
    expect([first!.short.value, last!.short.value]).toEqual([0, 0.5]);
    expect(last!.short.mcse).toBe(0.5);
  });

  it('end where they stopped', () => {
    expect(found.expected.time.value).toBe((10 + 30 + 34 + 16) / 4);
    expect(found.expected.events.value).toBe((10 + 30 + 26 + 10) / 4);
    expect(found.expected.patients.value).toBe((40 + 60 + 60 + 52) / 4);
    expect(found.estimate.kind).toBe('hazard ratio');
    expect(found.estimate.mean.value).toBeCloseTo(1.05, 15);
    // R's quantile(c(.5, .7, 1, 2), c(.025, .25, .5, .75, .975))
    const expected = [0.515, 0.65, 0.85, 1.25, 1.925];
    for (const [k, { value }] of found.estimate.quantiles.entries())
      expect(value).toBeCloseTo(expected[k]!, 14);
  });
});

describe('odd trials', () => {
  const stop = {
    decision: NO_DECISION,
    looks: [
      [10, 10, 60],
      [20, 20, 60],
    ] as [number, number, number][],
  };

  it('none at all have no figures, and no error either', () => {
    const { rejected, looks, expected, estimate } = summaryOf([]);
    expect([rejected.value, looks[0]!.time.value, expected.events.value]).toEqual([NaN, NaN, NaN]);
    expect(estimate.quantiles.every(({ value }) => Number.isNaN(value))).toBe(true);
  });

  it('one alone has a mean without an error', () => {
    const { expected, rejected } = summaryOf([{ ...stop, estimate: 1 }]);
    expect(expected.time).toEqual({ value: 20, mcse: NaN });
    expect(rejected).toEqual({ value: 0, mcse: 1 });
  });

  it('nobody got to a look: its means are not known, its shares of all are 0', () => {
    const [, last] = summaryOf([{ decision: OPPOSITE, looks: [[10, 10, 60]], estimate: 1 }]).looks;
    expect([last!.time.value, last!.short.value]).toEqual([NaN, NaN]);
    expect([last!.reached.value, last!.opposite.value]).toEqual([0, 0]);
  });

  it('infinite ratios have quantiles, ratios that are not known are left out', () => {
    const ratios = [Infinity, NaN, 1, Infinity, 0.5];
    const { quantiles } = summaryOf(ratios.map((estimate) => ({ ...stop, estimate }))).estimate;
    // of .5, 1, Inf, Inf: R has 0.5375, 0.875, Inf, Inf, Inf
    expect(quantiles.map(({ value }) => value)).toEqual([0.5375, 0.875, Infinity, Infinity, Infinity]);
    const none = summaryOf([{ ...stop, estimate: NaN }]).estimate;
    expect([none.mean.value, none.quantiles[2]!.value]).toEqual([NaN, NaN]);
  });

  it('many replicates keep their columns when these grow', () => {
    const { replicates, expected } = summaryOf(
      Array.from({ length: 3000 }, (_, r) => ({ ...stop, estimate: r, screened: r })),
    );
    expect([replicates, expected.time.value, expected.time.mcse]).toEqual([3000, 20, 0]);
  });

  it('tell the screened where not everybody is enrolled, in sum', () => {
    const told = [60, 70, 80].map((screened) => ({ ...stop, estimate: 1, screened }));
    expect(summaryOf(told).screened).toBeNull();
    const chosen = strategyArm('illness-death.yaml', 'usual-care', {
      endpoint: 'survival',
      subgroup: 'smokers',
    });
    expect(summaryOf(told, { arms: [chosen, chosen] }).screened!.value).toBe(70);
  });

  it.each([
    [{ kind: 'milestone', at: 1, margin: 0 }, 'difference in survival'],
    [{ kind: 'rmst', tau: 1 }, 'difference in restricted mean'],
    [{ kind: 'binomial', at: 1, share: 0.5 }, 'share'],
    [{ kind: 'max-combo' }, 'hazard ratio'],
  ] as const)('by %o estimate a %s', (test, kind) => {
    expect(summaryOf([{ ...stop, estimate: 1 }], { test }).estimate.kind).toBe(kind);
  });
});
