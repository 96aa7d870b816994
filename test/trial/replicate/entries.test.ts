/** Patients come when, and are what, the design says; they share no luck. */
import { describe, expect, it } from 'vitest';
import { type Accrual, allEntered, enteredBy, uniformAccrual } from '../../../src/formulas/accrual.ts';
import { normalCdf, normalQuantile } from '../../../src/math/normal.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import type { TrialDesign } from '../../../src/trial/design.ts';
import { simulateReplicates, simulateTrial } from '../../../src/trial/simulate.ts';
import { atEvents, atTimes, law, lawByStratum, trialOf } from '../designs.ts';

const PATIENTS = 120;
const REPLICATES = 400;
const ALL = PATIENTS * REPLICATES;

interface Drawn {
  starts: number[][];
  events: number[][];
  strata: number[][];
  /** patients of the control arm */
  controls: number[];
}

/** Everybody in every replicate, control first. Nobody is lost, so that each time is that of the event. */
async function drawnOf(changes: Partial<TrialDesign> = {}): Promise<Drawn> {
  const design = trialOf({
    patients: PATIENTS,
    arms: [law('control', 0.05), law('treatment', 0.05)],
    accrual: { pattern: uniformAccrual(PATIENTS, 24), entry: 'uniform' },
    looks: atTimes(30),
    ...changes,
  });
  const drawn: Drawn = { starts: [], events: [], strata: [], controls: [] };
  await simulateReplicates(
    [design],
    { seed: 'entries', replicates: REPLICATES, executor: inlineExecutor(), truth: 'alternative' },
    undefined,
    ({ trial: { start, time, stratum, size, control } }) => {
      drawn.controls.push(control);
      drawn.starts.push([...start.subarray(0, size)]);
      drawn.events.push([...time.subarray(0, size)]);
      drawn.strata.push([...stratum.subarray(0, size)]);
    },
  );
  return drawn;
}

/** Largest distance of the values' distribution from one, times the root of their number. */
function kolmogorov(values: readonly number[], cumulative: (value: number) => number): number {
  const n = values.length;
  let largest = 0;
  for (const [i, value] of [...values].sort((a, b) => a - b).entries()) {
    const p = cumulative(value);
    largest = Math.max(largest, Math.abs(p - i / n), Math.abs(p - (i + 1) / n));
  }
  return largest * Math.sqrt(n);
}

/** Exceeded with chance 2 exp(-2 x 2.3²), 5e-5: that of four standard errors. Source: Kolmogorov (1933). */
const FAR = 2.3;

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of one.entries()) {
    ab += (value - a) * (other[i]! - b);
    aa += (value - a) ** 2;
    bb += (other[i]! - b) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Within four standard errors of 0, which are 1 / sqrt(n) each. */
function unrelated(one: readonly number[], other: readonly number[]): void {
  expect(Math.abs(correlation(one, other))).toBeLessThan(4 / Math.sqrt(one.length));
}

const patterns: Record<string, Accrual> = {
  constant: uniformAccrual(PATIENTS, 24),
  'by pieces, with a ramp and a pause': [
    { from: 0, to: 10, rate: 0, rateAtEnd: 6 },
    { from: 12, to: 20, rate: 10 },
    { from: 20, to: 24, rate: 5, rateAtEnd: 0 },
  ],
};

describe.each(Object.entries(patterns))('accrual that is %s', (_, pattern) => {
  it('has independent times with the distribution of its rates', async () => {
    const { starts } = await drawnOf({ accrual: { pattern, entry: 'uniform' } });
    const share = (t: number) => enteredBy(pattern, t) / allEntered(pattern);
    expect(kolmogorov(starts.flat(), share)).toBeLessThan(FAR);
    unrelated(
      starts.flatMap((own) => own.slice(1)),
      starts.flatMap((own) => own.slice(0, -1)),
    );
  });

  it('puts equally spaced patients in the middle of their places', async () => {
    const { starts } = await drawnOf({ accrual: { pattern, entry: 'equally spaced' }, allocation: [1, 2] });
    for (const own of starts.slice(0, 40))
      for (const [k, start] of own.toSorted((one, other) => one - other).entries())
        expect(enteredBy(pattern, start)).toBeCloseTo(k + 0.5, 8);
  });

  it('is a Poisson process: as many as expected by any time, with that variance, and exponential gaps', async () => {
    const { starts } = await drawnOf({ accrual: { pattern, entry: 'poisson' } });
    const gaps: number[] = [];
    for (const own of starts) {
      const sorted = [...own].sort((a, b) => a - b).filter((start) => start < 24);
      const counts = sorted.map((start) => enteredBy(pattern, start));
      // gaps that end before the pattern does would be short: the first half is free of that
      for (const [i, count] of counts.slice(0, PATIENTS / 2).entries())
        gaps.push(count - (counts[i - 1] ?? 0));
    }
    expect(kolmogorov(gaps, (gap) => 1 - Math.exp(-gap))).toBeLessThan(FAR);
    for (const t of [6, 14]) {
      const by = starts.map((own) => own.filter((start) => start <= t).length);
      const lambda = enteredBy(pattern, t);
      const mean = by.reduce((sum, count) => sum + count, 0) / REPLICATES;
      const variance = by.reduce((sum, count) => sum + (count - lambda) ** 2, 0) / REPLICATES;
      expect(Math.abs(mean - lambda)).toBeLessThan(4 * Math.sqrt(lambda / REPLICATES));
      // the fourth central moment of a Poisson number is lambda + 3 lambda²
      expect(Math.abs(variance - lambda)).toBeLessThan(
        4 * Math.sqrt((lambda + 2 * lambda ** 2) / REPLICATES),
      );
    }
  });
});

describe('a Poisson process whose patients are not there by its end', () => {
  it('goes on at the last rate', async () => {
    const pattern = uniformAccrual(PATIENTS / 2, 12);
    const { starts } = await drawnOf({ accrual: { pattern, entry: 'poisson' } });
    const last = starts.map((own) => Math.max(...own));
    const mean = last.reduce((sum, one) => sum + one, 0) / REPLICATES;
    // 120 gaps of mean 1/5 and variance 1/25
    expect(Math.abs(mean - 24)).toBeLessThan(4 * Math.sqrt(PATIENTS / 25 / REPLICATES));
  });
});

describe('strata', () => {
  const shares = [0.2, 0.5, 0.3];
  const rates = [0.2, 0.05, 0.01];
  const arm = (title: string) => lawByStratum(title, rates);

  it('have their shares, and their own laws', async () => {
    const strata = shares.map((share, k) => ({ name: `${k}`, share, enrolled: true }));
    const { strata: found, events } = await drawnOf({ strata, arms: [arm('control'), arm('treatment')] });
    for (const [k, share] of shares.entries()) {
      const own = found.flatMap((one, r) => events[r]!.filter((_, i) => one[i] === k));
      expect(Math.abs(own.length / ALL - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / ALL));
      expect(kolmogorov(own, (t) => 1 - Math.exp(-rates[k]! * t))).toBeLessThan(FAR);
    }
  });

  it('keep their shares among the enrolled where some are not', async () => {
    const strata = shares.map((share, k) => ({ name: `${k}`, share, enrolled: k !== 1 }));
    const { strata: found } = await drawnOf({ strata, arms: [arm('control'), arm('treatment')] });
    const first = found.flat().filter((k) => k === 0).length;
    expect(found.flat()).not.toContain(1);
    expect(Math.abs(first / ALL - 0.4)).toBeLessThan(4 * Math.sqrt((0.4 * 0.6) / ALL));
  });
});

describe('luck', () => {
  const drawn = drawnOf();

  it('follows the laws', async () => {
    const { events } = await drawn;
    expect(kolmogorov(events.flat(), (t) => 1 - Math.exp(-0.05 * t))).toBeLessThan(FAR);
  });

  it('is not shared between arms, though their laws are the same', async () => {
    const { starts, events } = await drawn;
    for (const values of [starts, events])
      unrelated(
        values.flatMap((own) => own.slice(0, PATIENTS / 2)),
        values.flatMap((own) => own.slice(PATIENTS / 2)),
      );
  });

  it('is not shared between replicates, nor between patients one after the other', async () => {
    const { events } = await drawn;
    unrelated(events.slice(1).flat(), events.slice(0, -1).flat());
    unrelated(
      events.flatMap((own) => own.slice(1)),
      events.flatMap((own) => own.slice(0, -1)),
    );
  });

  it('of entry and of the event is not the same', async () => {
    const { starts, events } = await drawn;
    unrelated(starts.flat(), events.flat());
  });
});

describe('randomisation', () => {
  const spaced: TrialDesign['accrual'] = {
    pattern: uniformAccrual(PATIENTS, 24),
    entry: 'equally spaced',
  };
  /** Arms in the order of entry, C and T, in every replicate. */
  const orderOf = ({ starts, controls }: Drawn) =>
    starts.map((own, r) =>
      own
        .map((start, i) => ({ start, arm: i < controls[r]! ? 'C' : 'T' }))
        .sort((one, other) => one.start - other.start)
        .map(({ arm }) => arm)
        .join(''),
    );
  const blocksOf = (order: string, size: number) => order.match(new RegExp(`.{${size}}`, 'g'))!;

  it.each([
    ['equally spaced', [1, 1], undefined, 4, 6],
    ['poisson', [1, 2], undefined, 6, 15],
    ['uniform', [1, 1], 4, 4, 6],
    ['equally spaced', [1, 3], 4, 4, 4],
  ] as const)('%s entry, ratio %j: every order of a block is as likely as any other', async (...given) => {
    const [entry, allocation, block, size, orders] = given;
    const drawn = await drawnOf({
      allocation,
      accrual: { ...spaced, entry },
      ...(block && { randomisation: { kind: 'blocks', block, withinStrata: false } }),
    });
    const counts = new Map<string, number>();
    for (const one of orderOf(drawn).flatMap((order) => blocksOf(order, size)))
      counts.set(one, (counts.get(one) ?? 0) + 1);
    const n = ALL / size;
    expect(counts.size).toBe(orders);
    for (const [order, count] of counts) {
      expect(order.replaceAll('T', '').length / size).toBe(allocation[0] / (allocation[0] + allocation[1]));
      const p = 1 / orders;
      expect(Math.abs(count / n - p), order).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });

  it('by blocks within strata balances each of them, whatever comes in between', async () => {
    const rates = Array.from({ length: 5 }, () => 0.05);
    const strata = [0.3, 0.1, 0.2, 0.15, 0.25].map((share, k) => ({
      name: `${k}`,
      share,
      enrolled: k !== 2,
    }));
    const arms = ['control', 'treatment'].map((title) => lawByStratum(title, rates));
    const {
      starts,
      controls,
      strata: found,
    } = await drawnOf({
      ...{ strata, arms, accrual: spaced },
      randomisation: { kind: 'blocks', block: 4, withinStrata: true },
    });
    const shares = [0, 0, 0, 0, 0];
    for (const [r, own] of starts.entries()) {
      const balance = [0, 0, 0, 0, 0];
      const order = own.map((_, i) => i).sort((i, j) => own[i]! - own[j]!);
      for (const i of order) {
        const s = found[r]![i]!;
        shares[s]! += 1 / ALL;
        balance[s]! += i < controls[r]! ? 1 : -1;
        expect(Math.abs(balance[s]!)).toBeLessThanOrEqual(2);
      }
    }
    for (const [k, share] of shares.entries()) {
      const p = k === 2 ? 0 : strata[k]!.share / 0.8;
      expect(Math.abs(share - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / ALL));
    }
  });

  it('by independent draws leaves the numbers of the arms to chance', async () => {
    const drawn = await drawnOf({ allocation: [1, 3], randomisation: { kind: 'simple' } });
    const mean = drawn.controls.reduce((sum, one) => sum + one, 0) / REPLICATES;
    const variance = drawn.controls.reduce((sum, one) => sum + (one - 30) ** 2, 0) / REPLICATES;
    expect(Math.abs(mean - 30)).toBeLessThan(4 * Math.sqrt(22.5 / REPLICATES));
    // the fourth central moment of a binomial number is nearly 3 variance²
    expect(Math.abs(variance - 22.5)).toBeLessThan(4 * 22.5 * Math.sqrt(2 / REPLICATES));
  });

  it('keeps the power of a small treatment arm, which a fixed order in each block lowers', async () => {
    const design = trialOf({
      ...{ patients: 60, allocation: [9, 1], looks: atEvents(40) },
      arms: [law('control', Math.LN2 / 6), law('treatment', (0.4 * Math.LN2) / 6)],
      accrual: { pattern: uniformAccrual(60, 30), entry: 'equally spaced' },
    });
    const replicates = 20_000;
    const options = { seed: 'one to nine', replicates, executor: inlineExecutor(), estimate: false };
    const { rejected } = await simulateTrial(design, options);
    // by a program of its own, in permuted blocks; with control first in every block it is 0.24
    expect(Math.abs(rejected.value - 0.261)).toBeLessThan(4 * Math.sqrt((0.261 * 0.739) / replicates));
  });

  it('within many small strata gains the information that balance gives, and no error', async () => {
    // ten patients a stratum: without balance within strata a stratified test has (m - 1) / 4 of m patients, with it m / 4
    const [patients, count, replicates] = [240, 24, 4000];
    const strata = Array.from({ length: count }, (_, k) => ({
      ...{ name: `${k}`, share: 1 / count, enrolled: true },
    }));
    const powerOf = async (ratio: number, withinStrata: boolean) => {
      const rates = strata.map((_, k) => Math.LN2 / 6 / 1.08 ** k);
      const design = trialOf({
        ...{ patients, strata, looks: atTimes(60) },
        arms: [
          lawByStratum('control', rates),
          lawByStratum(
            'treatment',
            rates.map((rate) => ratio * rate),
          ),
        ],
        accrual: { pattern: uniformAccrual(patients, 24), entry: 'poisson' },
        randomisation: { kind: 'blocks', block: 4, withinStrata },
      });
      const options = { seed: 'many strata', replicates, executor: inlineExecutor(), estimate: false };
      return (await simulateTrial(design, options)).rejected.value;
    };
    const critical = normalQuantile(0.975);
    const [without, within] = [await powerOf(0.615, false), await powerOf(0.615, true)];
    expect(without).toBeGreaterThan(0.82);
    expect(without).toBeLessThan(0.87);
    // information goes with the square of the mean of z; an odd stratum is out of balance by one
    const share = 1 / count;
    let [balanced, byChance] = [0, 0];
    let chance = (1 - share) ** patients;
    for (let m = 0; m <= patients; m++) {
      if (m > 0) {
        balanced += chance * (m / 4 - (m % 2) / (4 * m));
        byChance += (chance * (((m - 1) / 4) * patients)) / (patients - 1);
      }
      chance *= (((patients - m) / (m + 1)) * share) / (1 - share);
    }
    const gain = Math.sqrt(balanced / byChance);
    expect(gain).toBeCloseTo(1.05, 2);
    const expected = normalCdf(gain * (critical + normalQuantile(without)) - critical);
    const error = Math.sqrt((without * (1 - without) + within * (1 - within)) / replicates);
    expect(Math.abs(within - expected)).toBeLessThan(4 * error);
    expect(within - without).toBeGreaterThan(0.01);
    const alpha = await powerOf(1, true);
    expect(Math.abs(alpha - 0.025)).toBeLessThan(4 * Math.sqrt((0.025 * 0.975) / replicates));
  });

  it('that cannot be is refused', async () => {
    const blocks = (block: number, withinStrata = false) =>
      drawnOf({ allocation: [1, 2], randomisation: { kind: 'blocks', block, withinStrata } });
    await expect(blocks(4)).rejects.toThrow(
      'a trial: a block has 4 patients, must be a multiple of 3 for the allocation ratio',
    );
    await expect(blocks(3, true)).rejects.toThrow('a trial: there are no strata to randomise within');
  });
});
