import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/estimates/index.ts';
import { cellsOf, lifeTablesOf } from '../../src/estimates/life-tables.ts';
import {
  combined,
  errorAt,
  errorOfArea,
  type UnevenRows,
  unevenRows,
  withinRows,
} from '../../src/estimates/within-row.ts';
import type { Graph } from '../../src/kernel/graph.ts';
import type { Plan } from '../../src/plan.ts';
import { aalenJohansen, kaplanMeier } from '../../src/survival/index.ts';
import type { Tally } from '../../src/tally.ts';

type Column = (number | null)[]; // null where R has NA

interface Counts {
  scenario: string;
  endpoint: string;
  causes: string[];
  cells: { size: number; events: number[][]; censored: number[] }[];
}

interface Answers {
  at: number[];
  tau: number[];
  p: number[];
  survival: Column;
  mcse: Column;
  atRisk: Column;
  quantiles: { value: Column; lower: Column; upper: Column };
  rmst: { value: Column; mcse: Column };
  incidence: { value: Column; mcse: Column }[] | null;
}

const read = (name: string) => readFileSync(new URL(`../known/${name}`, import.meta.url), 'utf8');
const counts: Counts[] = JSON.parse(read('estimates-counts.json'));
const { answers }: { answers: Answers[] } = JSON.parse(read('estimates.json'));

/** Counts as a run leaves them: each column is a track, each cell has a counter and is a subgroup of its own. */
function tallied({ endpoint, causes, cells }: Counts): { plan: Plan; tally: Tally } {
  const rows = cells[0]!.censored.length;
  const columns: number[][] = [];
  const track = (column: number[]) => columns.push(column) - 1;
  const readout: Plan['readout'] = {
    cells: cells.map((_, i) => ({ member: cells.map((_, k) => i === k), counter: i })),
    subgroups: cells.map((_, i) => ({ name: `cell ${i}`, title: `cell ${i}` })),
    endpoints: [
      {
        name: endpoint,
        title: endpoint,
        causes,
        cells: cells.map(({ events, censored }) => {
          const of = { events: events.map((column) => [track(column)]), censored: [track(censored)] };
          return { ...of, observed: { events: of.events.flat(), censored: of.censored } };
        }),
      },
    ],
    states: [],
    ways: [],
    proportions: [],
  };
  const stride = rows + 1;
  const tracks = new Float64Array(columns.length * stride);
  for (const [i, column] of columns.entries()) tracks.set(column, i * stride);
  const graph = {
    grid: { rows, perUnit: 1 },
    tracks: columns.length,
    counters: cells.length,
  } as unknown as Graph;
  const sizes = Float64Array.from(cells, ({ size }) => size);
  return {
    plan: { strategy: 'usual', graph, readout },
    tally: { readout, tracks, stride, counters: sizes, n: sizes.reduce((sum, size) => sum + size), done: [] },
  };
}

/** Equal to R's answer but for rounding; nothing where R has nothing. */
function expectClose(actual: readonly (number | null)[], expected: Column, tolerance = 1e-12): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    const wanted = expected[i]!;
    if (wanted === null) expect(value).toBeNull();
    else expect(Math.abs(value! - wanted)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));
  });
}

const cases = counts.map((one, i) => ({ ...one, known: answers[i]!, i }));

describe.each(cases)('20,000 patients of $scenario, $endpoint', ({ known, i }) => {
  const { plan, tally } = tallied(counts[i]!);
  const questions = { at: known.at, quantiles: known.p, rmst: known.tau };
  const found = estimate(plan, tally, questions, []).endpoints[counts[i]!.endpoint]!;
  // R knows the rows only; what is not known within them comes on top
  const table = lifeTablesOf(plan, tally, plan.readout.endpoints[0]!, [cellsOf(plan)])[0]!;
  const curve = kaplanMeier(table);
  const uneven = unevenRows(curve.survival, curve.size);
  const withErrors = (mcse: Column, errors: readonly number[]): Column =>
    mcse.map((one, k) => (one === null ? null : combined(one, errors[k]!)));
  const errorsAt = (rows: UnevenRows) => known.at.map((at) => errorAt(table.times, rows, at));

  it('survive as R has it, with its standard errors, also between two rows', () => {
    expectClose(
      found.survival.map(({ value }) => value),
      known.survival,
    );
    expectClose(
      found.survival.map(({ mcse }) => mcse),
      withErrors(known.mcse, errorsAt(uneven)),
    );
  });

  it('are observed as R has it', () => {
    const { survival } = found.observed!;
    expectClose(
      survival.map(({ value }) => value),
      known.survival,
    );
    expectClose(
      survival.map(({ mcse }) => mcse),
      withErrors(known.mcse, errorsAt(uneven)),
    );
    expectClose(
      survival.map(({ atRisk }) => atRisk),
      known.atRisk,
    );
  });

  it('have the quantiles that R has, and their intervals', () => {
    const { value, lower, upper } = known.quantiles;
    const wide = value.map((one, k) =>
      withinRows(curve, uneven, { value: one ?? NaN, lower: lower[k] ?? NaN, upper: upper[k] ?? NaN }),
    );
    for (const key of ['value', 'lower', 'upper'] as const)
      expectClose(
        found.quantiles.map((one) => one[key]),
        wide.map((one) => (Number.isNaN(one[key]) ? null : one[key])),
      );
    expectClose(
      found.quantiles.map((one) => one.value),
      value,
    );
  });

  it('have the restricted means that R has, and their standard errors', () => {
    expectClose(
      found.rmst.map(({ value }) => value),
      known.rmst.value,
    );
    expectClose(
      found.rmst.map(({ mcse }) => mcse),
      withErrors(
        known.rmst.mcse,
        known.tau.map((tau) => errorOfArea(table.times, uneven, tau)),
      ),
    );
  });

  it.runIf(known.incidence)('have the cumulative incidences that R has, and their standard errors', () => {
    known.incidence!.forEach(({ value, mcse }, k) => {
      const incidence = found.incidence![counts[i]!.causes[k]!]!;
      expectClose(
        incidence.map((one) => one.value),
        value,
      );
      expectClose(
        incidence.map((one) => one.mcse),
        withErrors(mcse, errorsAt(unevenRows(aalenJohansen(table).incidence[k]!, table.size))),
      );
    });
  });

  it('are the sum of their subgroups', () => {
    const { subgroups } = estimate(plan, tally, questions, []);
    const groups = Object.values(subgroups);
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(tally.n);
    expect(groups.reduce((sum, { proportion }) => sum + proportion.value, 0)).toBeCloseTo(1, 12);
  });
});
