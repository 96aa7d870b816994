import { describe, expect, it } from 'vitest';
import { coarseInRun } from '../../src/answers/run/coarse-medians.ts';
import { rowNotes } from '../../src/answers/within-rows.ts';
import { estimate } from '../../src/estimates/index.ts';
import { cellsOf, lifeTablesOf } from '../../src/estimates/life-tables.ts';
import { unevenRows } from '../../src/estimates/within-row.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { PrecisionError, run } from '../../src/run/run.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { kaplanMeier, quantile } from '../../src/survival/index.ts';
import { given } from '../closed-forms/case.ts';
import { patients, strategiesOf, tallyOf } from '../engine/simulated.ts';

const PATIENTS = 20_000;
const RATE = 0.12;

const scenario = (rows: number, law: string, more = '') => `scenario: Within a row
time: { unit: month, origin: start, horizon: 16, rows-per-unit: ${rows}${more} }
start: well
states:
  well: { transitions: [{ to: dead, ${law} }] }
  dead: {}
endpoints: { OS: { event: dead } }
`;
const fixed = (delay: number) => `law: fixed, delay: ${given(delay)}`;
const weibull = (shape: number, scale: number) =>
  `law: weibull, shape: ${given(shape)}, scale: ${given(scale)}`;

/** The law, survival at a time, and quantiles. */
interface Truth {
  law: string;
  survival(t: number): number;
  quantile(p: number): number;
}
const fixedAt = (delay: number): Truth => ({
  law: fixed(delay),
  survival: (t) => (t < delay ? 1 : 0),
  quantile: () => delay,
});
const weibullOf = (shape: number, scale: number): Truth => ({
  law: weibull(shape, scale),
  survival: (t) => Math.exp(-((t / scale) ** shape)),
  quantile: (p) => scale * (-Math.log(1 - p)) ** (1 / shape),
});
const uniformOf = (min: number, max: number): Truth => ({
  law: `law: uniform, min: ${given(min)}, max: ${given(max)}`,
  survival: (t) => Math.max(0, Math.min(1, (max - t) / (max - min))),
  quantile: (p) => min + p * (max - min),
});

/** The area under survival, by many steps. */
function mean({ survival }: Truth, tau: number): number {
  const steps = 100_000;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += survival(((i + 0.5) * tau) / steps);
  return (sum * tau) / steps;
}

const figuresOf = (text: string, at: number[], tau: number[], n = PATIENTS) => {
  const [{ plan }] = strategiesOf(text) as [ReturnType<typeof strategiesOf>[number]];
  const tally = tallyOf(plan, 'within', patients(n));
  const questions = { at, quantiles: [0.25, 0.5, 0.75], rmst: tau };
  const { endpoints, occupancy } = estimate(plan, tally, questions, at);
  return { ...endpoints.OS!, occupancy, plan, tally };
};

describe('on a coarse grid', () => {
  it.each([
    ['a fixed time inside a row', fixedAt(5.3)],
    ['a fixed time at the end of a row', fixedAt(5)],
    ['a fixed time at the start of a row', fixedAt(5.001)],
    ['a steep law', weibullOf(20, 2.5)],
    ['a steep law across two rows', weibullOf(20, 3)],
    ['a law that falls at once', weibullOf(0.3, 2)],
    ['a short uniform law', uniformOf(5.6, 5.8)],
    ['a smooth law', weibullOf(1, 1 / RATE)],
    ['a smooth law that rises', weibullOf(2.5, 8)],
  ])('four standard errors hold what is true, between rows too: %s', (_, truth) => {
    const at = [0.25, 2.5, 2.9, 5, 5.25, 5.5, 5.75, 6];
    const tau = [2.5, 5.75, 6, 16];
    for (const rows of [1, 2]) {
      const found = figuresOf(scenario(rows, truth.law), at, tau);
      for (const { at, value, mcse } of found.survival)
        expect(Math.abs(value - truth.survival(at)), `S(${at})`).toBeLessThanOrEqual(4 * mcse);
      for (const [i, time] of at.entries()) {
        const { states, mcse } = found.occupancy;
        const apart = Math.abs(states.dead![i]! - (1 - truth.survival(time)));
        expect(apart, `share of the dead at ${time}`).toBeLessThanOrEqual(4 * mcse.dead![i]!);
      }
      for (const { tau, value, mcse } of found.rmst)
        expect(Math.abs(value! - mean(truth, tau)), `mean to ${tau}`).toBeLessThanOrEqual(4 * mcse! + 1e-4);
      for (const { p, value, lower, upper } of found.quantiles) {
        // half the width of the 95% interval more on either side: it is a Monte Carlo interval
        const [from, to] = [2 * lower! - value! - 1e-9, 2 * upper! - value! + 1e-9];
        expect(truth.quantile(p), `quantile ${p}`).toBeGreaterThanOrEqual(from);
        expect(truth.quantile(p), `quantile ${p}`).toBeLessThanOrEqual(to);
      }
    }
  });

  it('deaths at each visit, one row apart, are known to come anywhere in their rows', () => {
    // each month one in ten dies at its end: nothing between
    const text = `scenario: Visits
time: { unit: month, origin: start, horizon: 16, rows-per-unit: 1 }
start: month
states:
  month: { transitions: [{ to: visit, ${fixed(1)} }] }
  visit: { decide: [{ to: dead, chance: ${given(0.1)} }, { to: month, chance: rest }] }
  dead: {}
endpoints: { OS: { event: dead } }
`;
    const { survival, quantiles } = figuresOf(text, [2.5, 6.9], []);
    for (const { at, value, mcse } of survival)
      expect(Math.abs(value - 0.9 ** Math.floor(at))).toBeLessThanOrEqual(4 * mcse);
    const [, median] = quantiles;
    expect(median!.lower).toBeLessThanOrEqual(7);
    expect(median!.upper).toBeGreaterThanOrEqual(7);
    expect(median!.upper! - median!.lower!).toBeLessThan(2.5);
  });

  it('a median that is known to the row only is told, with finer rows', () => {
    const text = scenario(1, fixed(5.3));
    const { quantiles } = figuresOf(text, [], []);
    expect(quantiles[1]).toEqual({
      ...{ p: 0.5, value: 5.5, mcse: 0.5 / 1.959963984540054, lower: 5, upper: 6 },
      coarse: { from: 5, to: 6, share: 1 },
    });
    const result = { endpoints: { OS: { quantiles } }, subgroups: {} } as never;
    expect(rowNotes(coarseInRun({ reference: result }), [5, 5.3], checkScenario(text).scenario!)).toEqual([
      'Median of OS: the row from 5 to 6 holds 100% of the patients, and the median lies in this row, but its place within the row is unknown. rows-per-unit: 128 (now 1) has shorter rows.',
      'Time 5.3 lies between two rows of 1 month, where the curve is taken as straight; rows-per-unit: 32 has shorter rows.',
    ]);
  });

  it('a precision that no number of patients brings is refused at once', async () => {
    const { scenario: read, plans } = checkScenario(scenario(1, fixed(5.3)));
    const options = { scenario: read!, plans: Object.values(plans), seed: '1', executor: inlineExecutor() };
    await expect(run({ ...options, n: 1000, at: [5.5], targetMcse: 0.01 })).rejects.toThrow(PrecisionError);
    expect((await run({ ...options, n: 10_000, at: [5], targetMcse: 0.01 })).patients).toBe(10_000);
  });
});

describe('on a fine grid', () => {
  it('a smooth law has the errors that chance gives it, to a thousandth', () => {
    const truth = weibullOf(1, 1 / RATE);
    const n = 100_000;
    const { survival, quantiles, plan, tally } = figuresOf(
      scenario(32, truth.law),
      [2.51, 5.3, 12.34],
      [],
      n,
    );
    for (const { value, mcse } of survival)
      expect(mcse / Math.sqrt((value * (1 - value)) / n) - 1).toBeLessThan(0.001);
    const curve = kaplanMeier(lifeTablesOf(plan, tally, plan.readout.endpoints[0]!, [cellsOf(plan)])[0]!);
    for (const { p, value, lower, upper, coarse } of quantiles) {
      expect(coarse).toBeUndefined();
      const plain = quantile(curve, p, { interpolate: true, kind: 'plain' });
      expect(value).toBe(plain.value);
      expect((upper! - lower!) / (plain.upper - plain.lower) - 1).toBeLessThan(0.001);
    }
  });
});

describe('what of a row may lie anywhere in it', () => {
  const rowsOf = (column: number[], size: number) => column.map((_, row) => unevenRows(column, size)(row));

  it('is what its neighbours do not have, beyond chance; of one row all', () => {
    expect(rowsOf([1, 0.9, 0.8, 0.7], 1e12).map((share) => Math.round(share * 1e4))).toEqual([0, 0, 0, 0]);
    expect(rowsOf([1, 1, 0.7, 0.7], 1e12).map((share) => Math.round(share * 1e4))).toEqual([0, 0, 3000, 0]);
    expect(rowsOf([1, 0.4], 100)).toEqual([0, 0.6]);
    // 10 and 14 of 100 do not differ beyond chance
    expect(rowsOf([1, 0.9, 0.76, 0.66], 100)).toEqual([0, 0, 0, 0]);
  });
});

describe('a time between two rows', () => {
  const told = (rows: number, more: string) =>
    checkScenario(scenario(rows, fixed(5.3), more)).warnings.map(({ path, message }) => [
      path.join('.'),
      message,
    ]);

  it('is told by check, with the rows that have it', () => {
    expect(told(1, ', landmarks: [2, 2.5], rmst: [5.75]')).toEqual([
      [
        'time.landmarks.1',
        '2.5 lies between two rows of 1 month, where the curve is taken as straight; rows-per-unit: 2 has it on a row',
      ],
      [
        'time.rmst.0',
        '5.75 lies between two rows of 1 month, where the curve is taken as straight; rows-per-unit: 4 has it on a row',
      ],
    ]);
    expect(told(2, ', landmarks: [5.3]')).toEqual([
      [
        'time.landmarks.0',
        '5.3 lies between two rows of 1/2 month, where the curve is taken as straight; rows-per-unit: 32 has shorter rows',
      ],
    ]);
  });

  it('is not told where it is on a row, or where no grid has it on one', () => {
    expect(told(1, ', landmarks: [2, 16]')).toEqual([]);
    expect(told(32, ', landmarks: [5.3, 2.5]')).toEqual([]);
  });
});
