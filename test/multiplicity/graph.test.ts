import { describe, expect, it } from 'vitest';
import { adjustedP, checkGraph, weightsAfter, withoutHypothesis } from '../../src/multiplicity/graph.ts';
import { hochbergLevel, hochbergP } from '../../src/multiplicity/hochberg.ts';
import { namedGraph, namedGraphs } from '../../src/multiplicity/procedures.ts';
import { closedTest, randomGraph, randomNumbers } from './closed-test.ts';

/** Two primary and two secondary hypotheses: Bretz et al. (2011), and the vignette "shortcut testing" of graphicalMCP. */
const parallel = {
  weights: [1 / 2, 1 / 2, 0, 0],
  transitions: [
    [0, 1 / 2, 1 / 2, 0],
    [1 / 2, 0, 0, 1 / 2],
    [0, 1, 0, 0],
    [1, 0, 0, 0],
  ],
};

describe('a graph of hypotheses', () => {
  it('gives the adjusted p values of graphicalMCP', () => {
    const adjusted = adjustedP(parallel, [0.018, 0.01, 0.105, 0.006]);
    expect(adjusted.map((p) => Number(p.toFixed(12)))).toEqual([0.024, 0.02, 0.105, 0.024]);
    expect(adjusted.map((p) => p <= 0.025)).toEqual([true, true, false, true]);
  });

  it('passes weights and transitions on', () => {
    const after = withoutHypothesis(parallel, 1);
    expect(after.weights).toEqual([0.75, 0, 0, 0.25]);
    // from H1: to H3 (1/2 + 0) / (1 - 1/4), to H4 (0 + 1/4) / (1 - 1/4)
    expect(after.transitions[0]).toEqual([0, 0, 2 / 3, 1 / 3]);
    expect(after.transitions[2]).toEqual([1 / 2, 0, 0, 1 / 2]);
  });

  it('rejects what the closed test rejects, whatever the graph', () => {
    const random = randomNumbers(17);
    let rejections = 0;
    for (let trial = 0; trial < 400; trial++) {
      const count = 2 + (trial % 4);
      const graph = randomGraph(count, random);
      checkGraph(graph);
      const p = Array.from({ length: count }, () => random() ** 4);
      const adjusted = adjustedP(graph, p);
      const isRejected = adjusted.map((one) => one <= 0.1);
      expect(isRejected).toEqual(closedTest(graph, p, 0.1));
      rejections += isRejected.filter(Boolean).length;
    }
    expect(rejections).toBeGreaterThan(200);
  });

  it('has the same weights after the same rejections in any order', () => {
    const random = randomNumbers(3);
    for (let trial = 0; trial < 50; trial++) {
      const graph = randomGraph(5, random);
      const weights = weightsAfter(graph)(0b10110);
      const other = [4, 1, 2].reduce(withoutHypothesis, graph).weights;
      weights.forEach((weight, i) => {
        expect(weight).toBeCloseTo(other[i]!, 12);
      });
    }
  });

  it.each([
    [
      {
        weights: [0.7, 0.6],
        transitions: [
          [0, 1],
          [1, 0],
        ],
      },
      'the weights add up to 1.3, must be at most 1',
    ],
    [
      {
        weights: [0.5, 0.5],
        transitions: [
          [0, 1.5],
          [1, 0],
        ],
      },
      'one of the transitions of hypothesis 1 is 1.5, must be from 0 to 1',
    ],
    [
      {
        weights: [0.5, 0.5],
        transitions: [
          [0, 1],
          [0, 1],
        ],
      },
      'hypothesis 2 has a transition of 1 to itself, must be to another hypothesis',
    ],
    [
      { weights: [0.5, 0.5], transitions: [[0, 1]] },
      'there are 2 weights, must be as many rows and columns of transitions',
    ],
  ])('is refused: %#', (graph, message) => expect(() => adjustedP(graph, [0.1, 0.1])).toThrow(message));
});

describe('a procedure with a name', () => {
  // adjusted by hand
  it.each([
    ['hierarchical', [1, 1, 1], [0.01, 0.03, 0.02], [0.01, 0.03, 0.03]],
    ['bonferroni', [1 / 3, 1 / 3, 1 / 3], [0.01, 0.03, 0.4], [0.03, 0.09, 1]],
    ['holm', [1 / 3, 1 / 3, 1 / 3], [0.01, 0.03, 0.02], [0.03, 0.04, 0.04]],
    // weighted Holm: .005 / .5, then .02 / (.3 / .5), then .5
    ['holm', [0.5, 0.3, 0.2], [0.005, 0.02, 0.5], [0.01, 0.1 / 3, 0.5]],
    ['fallback', [0.5, 0.5], [0.004, 0.02], [0.008, 0.02]],
  ] as const)('%s', (name, weights, p, adjusted) => {
    adjustedP(namedGraph(name, weights), p).forEach((one, i) => {
      expect(one).toBeCloseTo(adjusted[i]!, 12);
    });
  });

  it('is a graph', () => {
    for (const name of namedGraphs) expect(() => checkGraph(namedGraph(name, [0.2, 0.3, 0.5]))).not.toThrow();
  });
});

describe('the procedure of Hochberg', () => {
  it('adjusts p values as R does', () => {
    // p.adjust(c(.01, .024, .02, .3), "hochberg")
    const known = [0.04, 0.048, 0.048, 0.3];
    hochbergP([0.01, 0.024, 0.02, 0.3]).forEach((p, i) => {
      expect(p).toBeCloseTo(known[i]!, 12);
    });
  });

  it('rejects the same by the number of hypotheses significant at each level', () => {
    const random = randomNumbers(5);
    for (let trial = 0; trial < 200; trial++) {
      const p = Array.from({ length: 4 }, () => random() ** 3);
      const level = hochbergLevel(4, (one) => p.filter((own) => own <= 0.1 / one).length);
      expect(p.map((own) => level > 0 && own <= 0.1 / level)).toEqual(hochbergP(p).map((own) => own <= 0.1));
    }
  });
});
