import { conditionalError, remainingBoundaries } from '../../../combination/conditional-error.ts';
import { fisherCriticalValues } from '../../../combination/fisher.ts';
import { inverseNormal } from '../../../combination/inverse-normal.ts';
import { normalCdf, normalQuantileOfUpper, normalSurvival } from '../../../math/normal.ts';
import { conditionalPower, driftGiven, predictivePower } from '../../../sequential/conditional-power.ts';
import { crossingProbabilities } from '../../../sequential/crossing.ts';
import type { TrialDesign } from '../../design.ts';

/** The stages of one trial so far, and what they say together. Reused for the next trial. */
export interface Stages {
  begin(): void;
  /** a look with its events and the log-rank z of all patients so far */
  add(look: number, events: number, z: number): void;
  /** the statistic of the look; for Fisher's product, as z of its p value */
  statistic: number;
  /** the statistic at or above which the look claims efficacy */
  boundary: number;
  /** the trial is changed at the present look; events of later looks from now on */
  change(look: number, events: ArrayLike<number>): void;
  /**
   * The chance to claim efficacy at a later look.
   *
   * @param events of all looks from now on
   * @param drift expected z is drift x sqrt(events); undefined: what the data leave of it (predictive power)
   */
  chance(look: number, events: ArrayLike<number>, drift: number | undefined): number;
}

type Planned = Pick<TrialDesign, 'boundaries' | 'adaptation'>;

/** The stages of a design's method. */
export function stagesOf(design: Planned): Stages {
  const method = design.adaptation!.method;
  if (method === 'fisher') return productStages(design);
  if (method === 'conditional-error') return conditionalStages(design);
  return method === 'none' ? plainStages(design) : weightedStages(design);
}

/** z of the events since the look before: increments of the log-rank score are independent. */
function increments(looks: number) {
  const score = new Float64Array(looks);
  const seen = new Float64Array(looks);
  return {
    score,
    seen,
    add(k: number, events: number, z: number): number {
      score[k] = Number.isNaN(z) ? 0 : Math.sqrt(events) * z;
      seen[k] = events;
      const before = k === 0 ? 0 : seen[k - 1]!;
      // without new events there is nothing to test
      return events > before ? (score[k]! - (k === 0 ? 0 : score[k - 1]!)) / Math.sqrt(events - before) : 0;
    },
  };
}

/** Inverse normal: increments with the weights that were planned. */
function weightedStages({ boundaries: { fractions, efficacy } }: Planned): Stages {
  const weights = fractions.map((fraction, k) => fraction - (fractions[k - 1] ?? 0));
  const own = increments(fractions.length);
  let z: number[] = [];
  const self: Stages = {
    ...{ statistic: NaN, boundary: NaN },
    begin() {
      z = [];
    },
    add(k, events, all) {
      z.push(own.add(k, events, all));
      self.statistic = Number.isNaN(all) ? NaN : inverseNormal(z, weights);
      self.boundary = efficacy[k]!;
    },
    change() {},
    chance(k, events, drift) {
      const last = fractions.length - 1;
      const now = { fraction: fractions[k]!, z: self.statistic };
      const left = { now, fractions: fractions.slice(k + 1), efficacy: efficacy.slice(k + 1) };
      // z of what is to come grows with the root of its events, whatever its weight
      const stretched = Math.sqrt((events[last]! - own.seen[k]!) / (1 - fractions[k]!));
      if (drift !== undefined && k === last - 1) {
        const [fraction, more] = [fractions[k]!, events[last]! - own.seen[k]!];
        const needed = (efficacy[last]! - Math.sqrt(fraction) * self.statistic) / Math.sqrt(1 - fraction);
        return normalSurvival(needed - drift * Math.sqrt(more));
      }
      if (drift !== undefined) return conditionalPower(left, drift * stretched);
      const seen = driftGiven({ fraction: own.seen[k]!, z: own.score[k]! / Math.sqrt(own.seen[k]!) });
      return predictivePower(left, { mean: seen.mean * stretched, sd: seen.sd * stretched });
    },
  };
  return self;
}

/** The statistic of all data against the planned boundaries, as if nothing had changed. */
function plainStages({ boundaries: { efficacy } }: Planned): Stages {
  const own = increments(efficacy.length);
  const self: Stages = {
    ...{ statistic: NaN, boundary: NaN },
    begin() {},
    add(k, events, z) {
      own.add(k, events, z);
      self.statistic = z;
      self.boundary = efficacy[k]!;
    },
    change() {},
    chance(k, events, drift) {
      const all = events[efficacy.length - 1]!;
      const now = { fraction: own.seen[k]! / all, z: self.statistic };
      const fractions = efficacy.slice(k + 1).map((_, j) => events[k + 1 + j]! / all);
      const left = { now, fractions, efficacy: efficacy.slice(k + 1) };
      return drift === undefined
        ? predictivePower(left, driftGiven(now))
        : conditionalPower(left, drift * Math.sqrt(all));
    },
  };
  return self;
}

/** As planned until a change; then the events to come alone, at the conditional error, spent as the plan would have. */
function conditionalStages(design: Planned): Stages {
  const { fractions, efficacy } = design.boundaries;
  const planned = weightedStages(design);
  const own = increments(fractions.length);
  let changed: { look: number; boundaries: readonly number[] } | undefined;
  const sinceChange = (k: number) => {
    const { look } = changed!;
    return (own.score[k]! - own.score[look]!) / Math.sqrt(own.seen[k]! - own.seen[look]!);
  };
  const self: Stages = {
    ...{ statistic: NaN, boundary: NaN },
    begin() {
      changed = undefined;
      planned.begin();
    },
    add(k, events, z) {
      own.add(k, events, z);
      planned.add(k, events, z);
      self.statistic = Number.isNaN(z) || !changed ? planned.statistic : sinceChange(k);
      self.boundary = changed ? changed.boundaries[k - changed.look - 1]! : efficacy[k]!;
    },
    change(k, events) {
      if (changed) return;
      const now = { fraction: fractions[k]!, z: planned.statistic };
      const left = { now, fractions: fractions.slice(k + 1), efficacy: efficacy.slice(k + 1) };
      const level = conditionalError(left);
      const seen = own.seen[k]!;
      const all = events[fractions.length - 1]! - seen;
      const shares = left.fractions.map((_, j) => (events[k + 1 + j]! - seen) / all);
      changed = { look: k, boundaries: spentAsPlanned(left, level, shares) };
    },
    chance: (k, events, drift) => planned.chance(k, events, drift),
  };
  return self;
}

/** Boundaries that spend at each remaining look what the plan would have spent there, given the present look. */
function spentAsPlanned(
  left: { now: { fraction: number; z: number }; fractions: number[]; efficacy: number[] },
  level: number,
  shares: number[],
): readonly number[] {
  if (!(level > 1e-300 && level < 1)) return shares.map(() => (level < 1 ? Infinity : -Infinity));
  const spent = left.fractions.map((_, j) =>
    j === left.fractions.length - 1
      ? level
      : conditionalError({
          now: left.now,
          fractions: left.fractions.slice(0, j + 1),
          efficacy: left.efficacy.slice(0, j + 1),
        }),
  );
  return remainingBoundaries(level, shares, (_, share) => spent[shares.indexOf(share)]!);
}

/** Fisher's product of the increments' p values. */
function productStages({ boundaries: { fractions, efficacy, futility } }: Planned): Stages {
  const stopping = crossingProbabilities({ sides: 1, fractions, efficacy, futility }, 0, {
    obeyFutility: false,
  });
  let sum = 0;
  const critical = fisherCriticalValues(
    stopping.efficacy.map((own) => {
      sum += own;
      return sum;
    }),
  );
  const own = increments(fractions.length);
  let product = 1;
  const self: Stages = {
    ...{ statistic: NaN, boundary: NaN },
    begin() {
      product = 1;
    },
    add(k, events, z) {
      product *= normalSurvival(own.add(k, events, z));
      self.statistic = Number.isNaN(z) ? NaN : normalQuantileOfUpper(product);
      self.boundary = critical[k] === 0 ? Infinity : normalQuantileOfUpper(critical[k]!);
    },
    change() {},
    chance(k, events, drift) {
      const needed = critical[k + 1]! / product;
      if (needed >= 1) return 1;
      const more = events[k + 1]! - own.seen[k]!;
      const [mean, sd] =
        drift === undefined ? [own.score[k]! / own.seen[k]!, Math.sqrt(1 / own.seen[k]!)] : [drift, 0];
      return normalCdf(
        (mean * Math.sqrt(more) - normalQuantileOfUpper(needed)) / Math.sqrt(1 + sd * sd * more),
      );
    },
  };
  return self;
}
