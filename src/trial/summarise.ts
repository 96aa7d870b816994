import type { DecisionRule } from './decision.ts';
import { isSelective, type TrialDesign, type TrialTest } from './design.ts';
import type {
  Distributed,
  LookCharacteristics,
  OperatingCharacteristics,
  Simulated,
  Truth,
} from './operating-characteristics.ts';
import { simulatedQuantile } from './quantiles.ts';
import { EFFICACY, FUTILITY, isClaim, OPPOSITE } from './replicate/conduct.ts';
import type { TrialRecord } from './replicate/record.ts';
import { CONSIDER, GO, NO_GO, verdictOf } from './verdict.ts';

/** Probabilities of the quantiles reported for the estimate. */
const QUANTILES = [0.025, 0.25, 0.5, 0.75, 0.975];

/** Summarises the replicates so far, in their order. */
export function summarise(design: TrialDesign, record: TrialRecord, truth: Truth): OperatingCharacteristics {
  const { looks, test, arms, strata, patients, adaptation, decision: rule } = design;
  const { replicates, decision, stopped } = record;
  const width = looks.length;
  const isDecided = (why: number, k?: number) => (r: number) =>
    decision[r] === why && (k === undefined || stopped[r] === k);
  const share = (holds: (r: number) => boolean, among?: (r: number) => boolean) =>
    shareOf(replicates, holds, among);
  const last = (column: Float64Array) => (r: number) => column[r * width + stopped[r]!]!;
  // where a rule may raise patients, more are drawn than are screened
  const selects =
    (adaptation?.mostPatients ?? patients) === patients &&
    (strata.some(({ enrolled }) => !enrolled) ||
      arms.some((arm) => arm.kind === 'strategy' && isSelective(arm)));
  return {
    truth,
    replicates,
    rejected: share((r) => isClaim(decision[r]!)),
    benefit: share(isDecided(EFFICACY)),
    opposite: share(isDecided(OPPOSITE)),
    futility: share(isDecided(FUTILITY)),
    withoutStatistic: share((r) => Number.isNaN(last(record.z)(r))),
    looks: looks.map(({ skipBelow }, k): LookCharacteristics => {
      const isSkipped = (r: number) => record.skipped[r * width + k] === 1;
      const isHere = (r: number) => stopped[r]! >= k && !isSkipped(r);
      const mean = (column: Float64Array) => meanOf(replicates, (r) => column[r * width + k]!, isHere);
      return {
        efficacy: share(isDecided(EFFICACY, k)),
        futility: share(isDecided(FUTILITY, k)),
        opposite: share(isDecided(OPPOSITE, k)),
        reached: share(isHere),
        time: mean(record.time),
        events: mean(record.events),
        patients: mean(record.patients),
        short: share((r) => record.short[r * width + k] === 1, isHere),
        withoutStatistic: share((r) => Number.isNaN(record.z[r * width + k]), isHere),
        ...(skipBelow !== undefined && { skipped: share((r) => stopped[r]! >= k && isSkipped(r)) }),
      };
    }),
    expected: {
      time: meanOf(replicates, last(record.time)),
      events: meanOf(replicates, last(record.events)),
      patients: meanOf(replicates, last(record.patients)),
    },
    ...(rule && { decision: decisionsOf(verdictsOf(design, rule, record)) }),
    screened: selects ? meanOf(replicates, (r) => record.screened[r]!) : null,
    estimate: {
      kind: kindOf(test),
      ...estimatesOf(record.estimate.subarray(0, replicates)),
    },
  };
}

/** How the estimates of replicates are distributed: the mean of those that are finite, and quantiles. @param estimates NaN for none */
export function estimatesOf(estimates: ArrayLike<number>): Distributed {
  const sorted = Float64Array.from(estimates)
    .filter((estimate) => !Number.isNaN(estimate))
    .sort();
  return {
    mean: meanOf(
      sorted.length,
      (i) => sorted[i]!,
      (i) => sorted[i]! < Infinity,
    ),
    quantiles: QUANTILES.map((p) => simulatedQuantile(sorted, p)),
  };
}

/** The verdict on each replicate. */
function verdictsOf(design: TrialDesign, rule: DecisionRule, record: TrialRecord): Uint8Array {
  const verdict = verdictOf(design, rule);
  const { estimate, z, events, patients, stopped, decision, replicates } = record;
  return Uint8Array.from({ length: replicates }, (_, r) => {
    const at = r * design.looks.length + stopped[r]!;
    return verdict({
      ...{ estimate: estimate[r]!, z: z[at]!, events: events[at]!, patients: patients[at]! },
      isClaimed: decision[r] === EFFICACY,
    });
  });
}

function decisionsOf(verdicts: Uint8Array): NonNullable<OperatingCharacteristics['decision']> {
  const share = (one: number) => shareOf(verdicts.length, (r) => verdicts[r] === one);
  return { go: share(GO), consider: share(CONSIDER), noGo: share(NO_GO) };
}

/** What the estimate of a test is. */
export function kindOf(test: TrialTest): OperatingCharacteristics['estimate']['kind'] {
  const { kind } = test;
  if (test.kind === 'proportion') {
    if (test.null !== undefined) return 'share';
    return test.by === 'ratio' ? 'ratio of shares' : 'difference in share';
  }
  if (kind === 'milestone') return 'difference in survival';
  if (kind === 'rmst') return 'difference in restricted mean';
  return kind === 'binomial' ? 'share' : 'hazard ratio';
}

/** The MCSE of a share is at least one replicate: 0 and 1 are not known exactly. */
export function shareOf(
  count: number,
  holds: (r: number) => boolean,
  among: (r: number) => boolean = () => true,
): Simulated {
  let hits = 0;
  let of = 0;
  for (let r = 0; r < count; r++) {
    if (!among(r)) continue;
    of++;
    if (holds(r)) hits++;
  }
  const value = hits / of;
  return { value, mcse: Math.max(Math.sqrt((value * (1 - value)) / of), 1 / of) };
}

/** A mean over replicates; NaN over none. */
export function meanOf(
  count: number,
  read: (r: number) => number,
  among: (r: number) => boolean = () => true,
): Simulated {
  // Welford's algorithm: sums of squares of large numbers would cancel
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (let r = 0; r < count; r++) {
    if (!among(r)) continue;
    const value = read(r);
    n++;
    const from = value - mean;
    mean += from / n;
    squares += from * (value - mean);
  }
  return { value: n === 0 ? Number.NaN : mean, mcse: n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1) / n) };
}
