import { describe, expect, it } from 'vitest';
import { betaQuantile } from '../../src/math/beta.ts';
import { gammaQuantile } from '../../src/math/gamma-quantile.ts';
import { normalQuantile } from '../../src/math/normal.ts';
import { type BlindedPatients, predict } from '../../src/study/predict/index.ts';

/** Patients who entered at 0, 0.1, ...: every third has had the event, every seventh is lost, others are under follow-up. */
function trial(patients: number, cut = 20): BlindedPatients {
  const entries = Float64Array.from({ length: patients }, (_, i) => (10 * i) / patients);
  const statuses = Uint8Array.from(entries, (_, i) => Number(i % 3 === 0));
  const times = entries.map((entry, i) => {
    const most = cut - entry;
    if (i % 3 === 0) return most * (((i * 7) % 10) + 0.5) * 0.1;
    return i % 7 === 1 ? most / 2 : most;
  });
  return { entries, statuses, times };
}

const even = (size: number) => Array.from({ length: size }, (_, k) => (k + 0.5) / size);
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

describe('a prediction', () => {
  const draws = 20_000;
  const data = trial(90);
  const common = { planned: 90, cut: 20, seed: '1', draws };

  it('of whether so many events ever come is a binomial tail, over what the data leave of both rates', async () => {
    const asked = { ...common, law: 'exponential' as const, events: [66] };
    const { dates, at, law, loss } = await predict(data, asked);
    expect([at.events, at.ongoing, at.lost]).toEqual([30, 51, 9]);
    const sd = 1 / Math.sqrt(at.events);
    expect(Math.sqrt(law.covariance[0][0])).toBeCloseTo(sd, 12);
    let exact = 0;
    const size = 60;
    for (const u of even(size))
      for (const v of even(size)) {
        const rate = Math.exp(-(law.location + sd * normalQuantile(u)));
        const lost = gammaQuantile(at.lost + 0.5, v) / loss.exposure;
        exact += tail(at.ongoing, 66 - at.events, rate / (rate + lost)) / size ** 2;
      }
    const { value, mcse } = dates[0]!.reached;
    expect(value).toBeGreaterThan(0.05);
    expect(value).toBeLessThan(0.95);
    expect(Math.abs(value - exact)).toBeLessThan(4 * mcse);
  });

  it('of the last entry is a ratio of gamma numbers', async () => {
    const { lastPatient } = await predict(data, { ...common, planned: 100, events: [31] });
    // entries: 90 in 20 months with half a count of the prior; ten more
    const [a, b] = [10, 90.5];
    for (const figure of [lastPatient!.median, ...lastPatient!.quantiles]) {
      const x = betaQuantile(figure.p, a, b);
      const exact = 20 + (20 * x) / (1 - x);
      expect(Math.abs(figure.value - exact)).toBeLessThan(4 * figure.mcse);
    }
  });

  it('of events by time is the mean over what the data leave of a Weibull law', async () => {
    const until = 30;
    const few = trial(60);
    const { counts, law, at } = await predict(few, {
      ...{ planned: 60, cut: 20, law: 'weibull', events: [21], until, draws: 2000, seed: '2' },
    });
    const ongoing = Array.from(few.times, (time, i) => ({ time, i })).filter(
      ({ time, i }) => few.statuses[i] === 0 && few.entries[i]! + time > 19.99,
    );
    expect(ongoing).toHaveLength(at.ongoing);
    const [[a, b], [, c]] = law.covariance;
    const root = [Math.sqrt(a), b / Math.sqrt(a), Math.sqrt(c - (b * b) / a)] as const;
    const size = 16;
    const steps = 60;
    let exact = 0;
    for (const u of even(size))
      for (const v of even(size))
        for (const w of even(4)) {
          const [first, second] = [normalQuantile(u), normalQuantile(v)];
          const location = law.location + root[0] * first;
          const scale = Math.exp(law.lnScale + root[1] * first + root[2] * second);
          const hazard = (t: number) => Math.exp((Math.log(t) - location) / scale);
          const lost = gammaQuantile(at.lost + 0.5, w) / total(few.times);
          for (const { time } of ongoing) {
            // event before loss and before the end: the mean over the time of loss
            const width = (until - 20) / steps;
            let sum = 0;
            for (let k = 0; k < steps; k++) {
              const from = time + k * width;
              const gone =
                Math.exp(hazard(time) - hazard(from)) - Math.exp(hazard(time) - hazard(from + width));
              sum += gone * Math.exp(-lost * (k + 0.5) * width);
            }
            exact += sum / (size * size * 4);
          }
        }
    const { mean } = counts.at(-1)!;
    expect(Math.abs(mean.value - (at.events + exact))).toBeLessThan(4 * mean.mcse);
  });

  it('knows the dates of events that have been, and counts those before the cut', async () => {
    const { dates, counts } = await predict(data, { ...common, draws: 500, events: [1, 30] });
    const seen = Array.from(data.times, (time, i) => ({ at: data.entries[i]! + time, i }))
      .filter(({ i }) => data.statuses[i] === 1)
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    expect(dates.map(({ date }) => date.median.value)).toEqual([seen[0], seen[29]]);
    expect(dates[0]!.date.quantiles.map(({ value }) => value)).toEqual([0, 0, 0, 0].map(() => seen[0]));
    expect(counts[0]!.events.median.value).toBe(30);
    expect(counts[0]!.time).toBe(20);
  });

  it('has another course with another seed alone, and keeps patients last seen within the window', async () => {
    const asked = { ...common, draws: 300, events: [40] };
    const once = await predict(data, asked);
    expect(JSON.stringify(await predict(data, asked))).toBe(JSON.stringify(once));
    expect((await predict(data, { ...asked, seed: '2' })).dates).not.toEqual(once.dates);
    const { at } = await predict(data, { ...asked, window: 19 });
    expect([at.ongoing, at.lost]).toEqual([60, 0]);
  });

  it('never has more events than patients, and says how often so many come', async () => {
    const { dates } = await predict(data, { ...common, draws: 200, events: [90] });
    expect(dates[0]!.reached.value).toBe(0);
    expect(dates[0]!.reached.mcse).toBeGreaterThan(0);
    expect(dates[0]!.date.median.value).toBe(Infinity);
    await expect(predict(data, { ...common, planned: 80, events: [31] })).rejects.toThrow(
      '90 patients are more than the 80 planned',
    );
  });
});

/** P(binomial >= least). */
function tail(n: number, least: number, p: number): number {
  let term = (1 - p) ** n;
  let below = 0;
  for (let k = 0; k < least; k++) {
    below += term;
    term *= (((n - k) / (k + 1)) * p) / (1 - p);
  }
  return 1 - below;
}
