import { weightsAfter } from '../../multiplicity/graph.ts';
import { hochbergLevel } from '../../multiplicity/hochberg.ts';
import { boundariesAtAnyAlpha, type SeenLooks } from '../../sequential/at-any-alpha.ts';
import type { HypothesesDesign } from './design.ts';

/** What one hypothesis has seen; the object is reused for the next trial. */
export interface Evidence extends SeenLooks {
  information: Float64Array;
  times?: Float64Array;
  isFinal: boolean;
  count: number;
  /** z at its last look so far; it stands until the next one */
  z: number;
  /** the look at which it was rejected; -1: not rejected */
  rejectedAt: number;
}

/** A test that was made, in the order of a trial. */
export interface TestStep {
  look: number;
  hypothesis: number;
  alpha: number;
  /** on z, at that alpha and the information seen */
  boundary: number;
  z: number;
  isRejected: boolean;
  /** alpha that its rejection gives to others */
  passedOn: { to: number; alpha: number }[];
}

/**
 * Tests all hypotheses at a look, until no more fall, and marks those that do.
 *
 * @param trace receives each test, whose boundaries are then solved exactly
 */
export interface Procedure {
  begin(): void;
  test(look: number, evidence: readonly Evidence[], trace?: (step: TestStep) => void): void;
  /** the alpha of a hypothesis now, or at which it was rejected; NaN where it is not its own alone, as in Hochberg's procedure */
  alphaOf(hypothesis: number): number;
}

/** The parts of a design that say how its hypotheses are tested. */
export interface TestedHypotheses extends Pick<HypothesesDesign, 'procedure' | 'alpha'> {
  hypotheses: readonly Pick<HypothesesDesign['hypotheses'][number], 'spending' | 'planned'>[];
}

/**
 * The multiple testing procedure of a design.
 *
 * Of a graph, each hypothesis is tested at its present alpha, with boundaries for what it has seen. One that falls gives its alpha
 * on, and the others are tested again, also those whose own last look is over: their last z stands. Hochberg's procedure takes a
 * hypothesis as significant at a level if it crossed the boundary of that level at any look so far.
 *
 * Source: Maurer & Bretz (2013), Statistics in Biopharmaceutical Research 5, 311-320, algorithm 1, with Bonferroni tests.
 */
export function procedureOf({ procedure, hypotheses, alpha }: TestedHypotheses): Procedure {
  const boundaries = hypotheses.map(({ spending, planned }) => boundariesAtAnyAlpha(spending, planned));
  return procedure.kind === 'graph'
    ? ofGraph(procedure.graph, alpha, boundaries)
    : hochberg(hypotheses.length, alpha, boundaries);
}

type Boundaries = ReturnType<typeof boundariesAtAnyAlpha>;

function ofGraph(
  graph: Parameters<typeof weightsAfter>[0],
  alpha: number,
  boundaries: readonly Boundaries[],
): Procedure {
  const weightsOf = weightsAfter(graph);
  let rejected = 0;
  const testedAt = new Float64Array(boundaries.length);
  const countAt = new Int32Array(boundaries.length);
  const alphaOf = (h: number) => weightsOf(rejected)[h]! * alpha;
  return {
    alphaOf: (h) => ((rejected >> h) & 1 ? testedAt[h]! : alphaOf(h)),
    begin() {
      rejected = 0;
      countAt.fill(0);
    },
    test(look, evidence, trace) {
      for (let h = 0; h < evidence.length; h++) {
        const seen = evidence[h]!;
        if (seen.rejectedAt >= 0 || seen.count === 0) continue;
        const own = alphaOf(h);
        // the same data at the same alpha give the same answer
        if (countAt[h] === seen.count && testedAt[h] === own) continue;
        countAt[h] = seen.count;
        testedAt[h] = own;
        const isRejected = boundaries[h]!.isReached(seen.z, own, seen);
        const before = trace && weightsOf(rejected);
        if (isRejected) {
          seen.rejectedAt = look;
          rejected |= 1 << h;
        }
        trace?.({
          ...{ look, hypothesis: h, alpha: own, z: seen.z, isRejected },
          boundary: boundaries[h]!.at(own, seen),
          passedOn: weightsOf(rejected).flatMap((weight, to) => {
            const gained = (weight - before![to]!) * alpha;
            return isRejected && to !== h && gained > 0 ? [{ to, alpha: gained }] : [];
          }),
        });
        // begin again from the first: others have more alpha now
        if (isRejected) h = -1;
      }
    },
  };
}

function hochberg(count: number, alpha: number, boundaries: readonly Boundaries[]): Procedure {
  /** significant[h * count + level - 1]: whether h has crossed the boundary at alpha / level */
  const significant = new Uint8Array(count * count);
  const countAt = new Int32Array(count);
  return {
    alphaOf: () => NaN,
    begin() {
      significant.fill(0);
      countAt.fill(0);
    },
    test(look, evidence, trace) {
      for (let h = 0; h < count; h++) {
        const seen = evidence[h]!;
        if (countAt[h] === seen.count) continue;
        countAt[h] = seen.count;
        for (let level = 1; level <= count; level++) {
          const isReached = boundaries[h]!.isReached(seen.z, alpha / level, seen);
          if (isReached) significant[h * count + level - 1] = 1;
          trace?.({
            ...{ look, hypothesis: h, alpha: alpha / level, z: seen.z, isRejected: false, passedOn: [] },
            boundary: boundaries[h]!.at(alpha / level, seen),
          });
        }
      }
      const at = (h: number, level: number) => significant[h * count + level - 1]!;
      const level = hochbergLevel(count, (one) => {
        let sum = 0;
        for (let h = 0; h < count; h++) sum += at(h, one);
        return sum;
      });
      for (let h = 0; level > 0 && h < count; h++) {
        const seen = evidence[h]!;
        if (seen.rejectedAt >= 0 || at(h, level) === 0) continue;
        seen.rejectedAt = look;
        trace?.({
          ...{ look, hypothesis: h, alpha: alpha / level, z: seen.z, isRejected: true, passedOn: [] },
          boundary: boundaries[h]!.at(alpha / level, seen),
        });
      }
    },
  };
}
