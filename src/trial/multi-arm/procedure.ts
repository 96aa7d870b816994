import { type Evidence, procedureOf, type TestStep } from '../hypotheses/procedure.ts';
import { ACTIVE, type MultiArmDesign } from './design.ts';

/** What the comparisons of a trial have shown at a look. */
export interface ArmsEvidence {
  /** by comparison: whether it is still in the trial */
  state: Uint8Array;
  /** by comparison: z of all its data so far */
  z: Float64Array;
}

/** A test of one look: of a comparison at its alpha, or of a set of comparisons together. */
export interface ArmsStep {
  look: number;
  /** comparisons that are tested together; one for a graph */
  of: readonly number[];
  alpha: number;
  boundary: number;
  /** of the comparison, or the largest of the set */
  z: number;
  isRejected: boolean;
}

/** Tests all comparisons of a trial, look by look. */
export interface ArmsTests {
  begin(): void;
  /** marks those that are rejected at a look in `rejected` */
  test(look: number, evidence: ArmsEvidence, rejected: Uint8Array, trace?: (step: ArmsStep) => void): void;
}

/**
 * The multiple testing procedure of a design with several experimental arms.
 *
 * Of Dunnett's, a set of comparisons is rejected when the largest z of its arms in the trial reaches the boundary of the set; a comparison
 * is rejected when all sets that hold it are (closed test). Arms may be dropped for any reason: a set has then fewer chances.
 */
export function armsTests(design: MultiArmDesign): ArmsTests {
  const { procedure } = design;
  return procedure.kind === 'dunnett' ? closedTests(design, procedure) : graphTests(design, procedure);
}

function graphTests(
  { names, alpha, fractions }: MultiArmDesign,
  procedure: Exclude<MultiArmDesign['procedure'], { kind: 'dunnett' }>,
): ArmsTests {
  const { spending } = procedure;
  const tests = procedureOf({
    procedure: procedure.kind === 'graph' ? { kind: 'graph', graph: procedure.graph } : { kind: 'hochberg' },
    alpha,
    hypotheses: names.map(() => ({ spending, planned: 1 })),
  });
  const evidence = names.map(
    (): Evidence => ({
      ...{ count: 0, isFinal: false, z: NaN, rejectedAt: -1 },
      information: Float64Array.from(fractions),
    }),
  );
  return {
    begin() {
      tests.begin();
      for (const one of evidence) {
        one.count = 0;
        one.z = NaN;
        one.rejectedAt = -1;
      }
    },
    test(look, { state, z }, rejected, trace) {
      evidence.forEach((one, i) => {
        if (state[i] !== ACTIVE) {
          // a comparison that was dropped cannot be rejected with the alpha of others
          if (one.rejectedAt < 0) one.z = NaN;
          return;
        }
        one.z = z[i]!;
        one.count = look + 1;
        one.isFinal = look === fractions.length - 1;
      });
      tests.test(
        look,
        evidence,
        trace &&
          ((step: TestStep) =>
            trace({
              ...{ look, of: [step.hypothesis], alpha: step.alpha },
              ...{ boundary: step.boundary, z: step.z, isRejected: step.isRejected },
            })),
      );
      evidence.forEach((one, i) => {
        if (state[i] === ACTIVE && one.rejectedAt === look) rejected[i] = 1;
      });
    },
  };
}

function closedTests(
  { names, alpha }: MultiArmDesign,
  { isClosed, efficacy }: Extract<MultiArmDesign['procedure'], { kind: 'dunnett' }>,
): ArmsTests {
  const count = names.length;
  const everything = 2 ** count - 1;
  const sets = isClosed ? Array.from({ length: everything }, (_, s) => everything - s) : [everything];
  const members = (set: number) => names.flatMap((_, i) => ((set >> i) & 1 ? [i] : []));
  const list = new Map(sets.map((set) => [set, members(set)]));
  const isOver = new Uint8Array(everything + 1);
  return {
    begin() {
      isOver.fill(0);
    },
    test(look, { state, z }, rejected, trace) {
      for (const set of sets) {
        if (isClosed && isOver[set] === 1) continue;
        let largest = -Infinity;
        for (let i = 0; i < count; i++)
          if ((set >> i) & 1 && state[i] === ACTIVE && z[i]! > largest) largest = z[i]!;
        if (largest === -Infinity) continue;
        const boundary = efficacy.get(set)![look]!;
        const isReached = largest >= boundary;
        if (isReached) isOver[set] = 1;
        trace?.({ look, of: list.get(set)!, alpha, boundary, z: largest, isRejected: isReached });
      }
      for (let i = 0; i < count; i++) {
        if (state[i] !== ACTIVE) continue;
        // of a single step each comparison has the boundary of all; it must reach it itself
        if (!isClosed) rejected[i] = Number(z[i]! >= efficacy.get(everything)![look]!);
        else if (sets.every((set) => !((set >> i) & 1) || isOver[set] === 1)) rejected[i] = 1;
      }
    },
  };
}
