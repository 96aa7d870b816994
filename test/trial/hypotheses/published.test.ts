import { describe, expect, it } from 'vitest';
import { normalQuantileOfUpper } from '../../../src/math/normal.ts';
import { hwangShihDeCani } from '../../../src/sequential/spending/hwang-shih-decani.ts';
import { obrienFleming } from '../../../src/sequential/spending/obrien-fleming.ts';
import type { Spending } from '../../../src/sequential/spending/spending.ts';
import { type Evidence, procedureOf, type TestStep } from '../../../src/trial/hypotheses/procedure.ts';

/** A hypothesis as published: what each of its looks has seen, the first look being that of the trial. */
interface Observed {
  /** one-sided, by look */
  p: number[];
  information: number[];
  /** where the spending function is read, if apart from the information */
  times?: number[];
  spending: Spending;
}

/** Carries observed looks through the procedure of a graph. */
function tested(alphas: readonly number[], transitions: number[][], observed: readonly Observed[]) {
  const alpha = alphas.reduce((sum, one) => sum + one, 0);
  const graph = { weights: alphas.map((one) => one / alpha), transitions };
  const procedure = procedureOf({
    procedure: { kind: 'graph', graph },
    alpha,
    hypotheses: observed.map(({ information, spending }) => ({ spending, planned: information.at(-1)! })),
  });
  const evidence = observed.map(
    ({ information, times }): Evidence => ({
      ...{ count: 0, isFinal: false, z: NaN, rejectedAt: -1 },
      information: Float64Array.from(information),
      ...(times && { times: Float64Array.from(times) }),
    }),
  );
  const steps: TestStep[] = [];
  procedure.begin();
  for (let k = 0; k < Math.max(...observed.map(({ p }) => p.length)); k++) {
    observed.forEach(({ p }, h) => {
      const one = evidence[h]!;
      if (one.rejectedAt >= 0 || k >= p.length) return;
      one.count = k + 1;
      one.z = normalQuantileOfUpper(p[k]!);
      one.isFinal = k === p.length - 1;
    });
    procedure.test(k, evidence, (step) => steps.push(step));
  }
  return {
    rejectedAt: evidence.map(({ rejectedAt }) => rejectedAt),
    alphas: observed.map((_, h) => procedure.alphaOf(h)),
    steps,
  };
}

describe('a published trial of several hypotheses', () => {
  /*
   * Overall and progression-free survival and response, each in a subgroup and in everybody, three analyses. Numbers, rejections and
   * the alpha of each hypothesis at the end are those of the vignette "Graphical testing for group sequential design" of the R
   * package gMCPLite (Anderson, Zhu and others), which follows Maurer & Bretz (2013). Everybody spends at the times of the subgroup.
   * Boundaries at that alpha: of two looks by R's integrate and uniroot, of three by rpact, getDesignGroupSequential with "asUser",
   * which is good to five decimals.
   */
  const share = (events: readonly number[]) => events.map((one) => one / events.at(-1)!);
  const spending = obrienFleming.make();
  const os = [185, 245, 295];
  const pfs = [265, 310];
  const six: Observed[] = [
    { p: [0.03, 0.0001, 0.000001], information: os, times: share(os), spending },
    { p: [0.2, 0.15, 0.1], information: [529, 700, 800], times: share(os), spending },
    { p: [0.2, 0.001], information: pfs, times: share(pfs), spending },
    { p: [0.3, 0.2], information: [675, 750], times: share(pfs), spending },
    { p: [0.00001], information: [1], spending },
    { p: [0.1], information: [1], spending },
  ];
  const graphOfSix = [
    [0, 1, 0, 0, 0, 0],
    [0, 0, 0.5, 0.5, 0, 0],
    [0, 0, 0, 1, 0, 0],
    [0, 0, 0, 0, 0.5, 0.5],
    [0, 0, 0, 0, 0, 1],
    [0.5, 0.5, 0, 0, 0, 0],
  ];
  const alphasOfSix = [0.01, 0.01, 0.004, 0, 0.0005, 0.0005];

  it('of three endpoints in two populations rejects what was published, at the alpha published', () => {
    const { rejectedAt, alphas } = tested(alphasOfSix, graphOfSix, six);
    expect(rejectedAt).toEqual([1, -1, 1, -1, 0, -1]);
    expect(alphas.map((one) => Number(one.toFixed(12)))).toEqual([0.01, 0.02, 0.004, 0.004, 0.0005, 0.001]);
  });

  it('has no rejection where all its p values are .03', () => {
    const all = six.map((one) => ({ ...one, p: one.p.map(() => 0.03) }));
    expect(tested(alphasOfSix, graphOfSix, all).rejectedAt).toEqual([-1, -1, -1, -1, -1, -1]);
  });

  it('has the boundaries that R has at the alpha that each hypothesis has at the end', () => {
    const { steps } = tested(alphasOfSix, graphOfSix, six);
    const last = (hypothesis: number, look: number) =>
      steps.filter((step) => step.hypothesis === hypothesis && step.look === look).at(-1)!.boundary;
    expect(last(0, 0)).toBeCloseTo(3.050265699146, 9);
    expect(last(0, 1)).toBeCloseTo(2.6237964873, 9);
    expect(last(1, 2)).toBeCloseTo(2.109754435718, 5);
    expect(last(2, 0)).toBeCloseTo(2.902289395537, 9);
    expect(last(2, 1)).toBeCloseTo(2.7017065964, 9);
    expect(last(3, 1)).toBeCloseTo(2.6840047488, 9);
    expect(last(4, 0)).toBeCloseTo(normalQuantileOfUpper(0.0005), 9);
    expect(last(5, 0)).toBeCloseTo(normalQuantileOfUpper(0.001), 9);
  });

  /*
   * Two primary and two secondary hypotheses, two analyses: the example of the R package gsMCP (Zhang), whose weighted Bonferroni
   * tests reject nothing. p of .012 at an alpha of .0125 is not enough, since the interim look has spent a part of it.
   */
  it('of four hypotheses rejects nothing where the looks before have spent what would be needed', () => {
    const [early, late] = [hwangShihDeCani.make(-4), hwangShihDeCani.make(-2)];
    const four: Observed[] = [
      { p: [0.062, 0.012], information: [0.76, 1], spending: early },
      { p: [0.086, 0.013], information: [0.76, 1], spending: early },
      { p: [0.155, 0.019], information: [0.7, 1], spending: late },
      { p: [0.102, 0.018], information: [0.7, 1], spending: late },
    ];
    const graph = [
      [0, 0.5, 0.5, 0],
      [0.5, 0, 0, 0.5],
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ];
    const alphas = [0.0125, 0.0125, 0, 0];
    expect(tested(alphas, graph, four).rejectedAt).toEqual([-1, -1, -1, -1]);
    // with one look each, H1 falls, then H2; .0125 is left for each of the others
    const once = four.map(({ p, spending }) => ({ p: [p[1]!], information: [1], spending }));
    expect(tested(alphas, graph, once).rejectedAt).toEqual([0, 0, -1, -1]);
  });
});
