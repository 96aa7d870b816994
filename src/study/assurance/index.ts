import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import { sampleQuantile } from '../../math/sample-quantile.ts';
import type { Executor } from '../../run/executor.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { expectedBenefit } from '../../trial/expected/index.ts';
import { EFFICACY } from '../../trial/replicate/conduct.ts';
import { simulateReplicates } from '../../trial/simulate.ts';
import { type Driver, driversOf } from '../psa/drivers.ts';
import { meanOf, momentsOf, shrunk } from '../psa/summary.ts';
import type { DrawnArms } from './drawn-arms.ts';

export { type DrawnArms, drawnArms } from './drawn-arms.ts';

export interface AssuranceOptions {
  /** the planned design at one or several sizes; its looks and boundaries do not depend on the draw */
  designs: readonly TrialDesign[];
  arms: DrawnArms;
  draws: number;
  /** trials simulated under each draw */
  trials: number;
  seed: string;
  executor: Executor;
  engine?: EngineName;
  generator?: GeneratorName;
  /** called after each draw */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** A share with its Monte Carlo standard error, over draws and their trials; null if its denominator is 0. */
export interface Share {
  value: number | null;
  mcse: number | null;
}

/** Assurance of a trial: the probability that it claims benefit, averaged over the uncertainty of its arms. */
export interface Assurance {
  patients: number;
  /** the mean of the power over draws */
  assurance: Share;
  /** the mean of the closed-form power over the same draws; null without a closed form */
  closedForm: number | null;
  /** for each look except the last: probability of a claim, given that the trial did not stop there */
  passed: Share[];
  /**
   * Distribution of the power over draws: by the closed form if there is one, else from the trials of each draw, less their Monte
   * Carlo variance; null without either. With few trials in each draw there are no quantiles.
   */
  power: { by: 'closed form' | 'trials'; sd: number; quantiles: { p: number; value: number }[] } | null;
  /** if the closed form gives the sign of the effect in each draw; otherwise null */
  effect: {
    /** share of the draws with an effect in favour of treatment, the limit of the assurance as the trial grows */
    exists: Share;
    /** probability of a claim in these draws, and in the others */
    claimIfExists: Share;
    claimIfNot: Share;
  } | null;
  drivers: Driver[];
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
/** With fewer trials in each draw, shares are too coarse for quantiles. */
const LEAST_TRIALS = 20;

/**
 * Assurance by simulation: each draw gives the arms their numbers, and trials of the planned design are simulated under it. A
 * smaller trial has the first patients of a larger one.
 *
 * @throws OverrideError if a draw gives impossible arms
 * @throws RangeError as `simulateTrial`
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { assuranceOf, drawnArms, inlineExecutor, readTrial, resolveTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/phase-three.yaml', 'utf8'));
 * const { design } = resolveTrial(trial!);
 * const [found] = await assuranceOf({
 *   designs: [design!],
 *   arms: drawnArms(trial!, undefined, '1')!,
 *   draws: 50,
 *   trials: 4,
 *   seed: '1',
 *   executor: inlineExecutor(),
 * });
 * console.log(found!.assurance.value, found!.closedForm);
 * // 0.605 0.598...
 * ```
 *
 * Source: O'Hagan, Stevens & Campbell (2005), Pharmaceutical Statistics 4:187.
 */
export async function assuranceOf(options: AssuranceOptions): Promise<Assurance[]> {
  const { designs, arms, draws, trials, seed, onProgress, ...how } = options;
  const counts = designs.map(({ looks }) => ({
    claims: new Float64Array(draws),
    passed: looks.slice(1).map(() => new Float64Array(draws)),
    claimsAfter: looks.slice(1).map(() => new Float64Array(draws)),
    closed: new Float64Array(draws).fill(NaN),
    z: new Float64Array(draws).fill(NaN),
  }));
  const columns = arms.names.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const { arms: drawn, values } = arms.draw(draw);
    values.forEach((value, i) => {
      columns[i]![draw] = value;
    });
    const drawnDesigns = designs.map((design) => ({ ...design, arms: drawn }));
    await simulateReplicates(
      drawnDesigns,
      {
        ...how,
        ...{ seed: JSON.stringify(['assurance', seed]), truth: 'alternative', estimate: false },
        ...{ first: draw * trials, replicates: (draw + 1) * trials },
      },
      undefined,
      ({ design, course: { decision, stopped } }) => {
        const count = counts[design]!;
        const claims = decision === EFFICACY ? 1 : 0;
        count.claims[draw]! += claims;
        count.passed.forEach((passed, k) => {
          if (stopped <= k) return;
          passed[draw]! += 1;
          count.claimsAfter[k]![draw]! += claims;
        });
      },
    );
    drawnDesigns.forEach((design, d) => {
      const expected = expectedBenefit(design);
      if (!expected) return;
      counts[d]!.closed[draw] = expected.benefit;
      counts[d]!.z[draw] = expected.z;
    });
    onProgress?.(draw + 1, draws);
  }
  return designs.map((design, d) =>
    assuranceFrom(design, counts[d]!, { trials, names: arms.names, columns }),
  );
}

interface DrawCounts {
  claims: Float64Array;
  passed: Float64Array[];
  claimsAfter: Float64Array[];
  closed: Float64Array;
  z: Float64Array;
}

function assuranceFrom(
  { patients }: TrialDesign,
  { claims, passed, claimsAfter, closed, z }: DrawCounts,
  { trials, names, columns }: { trials: number; names: readonly string[]; columns: readonly Float64Array[] },
): Assurance {
  const all = new Float64Array(claims.length).fill(trials);
  const shares = claims.map((count) => count / trials);
  // mean Monte Carlo variance of a draw's share of claims
  const noise = trials > 1 ? meanOf(shares.map((share) => (share * (1 - share)) / (trials - 1))) : NaN;
  const hasEffect = z.map((value) => (value > 0 ? 1 : 0));
  const of = (which: (draw: number) => boolean) =>
    ratioOf(
      claims.map((count, draw) => (which(draw) ? count : 0)),
      all.map((count, draw) => (which(draw) ? count : 0)),
    );
  return {
    patients,
    assurance: ratioOf(claims, all),
    closedForm: closed.some(Number.isNaN) ? null : meanOf(closed),
    passed: passed.map((count, k) => ratioOf(claimsAfter[k]!, count)),
    power:
      powerOver(closed, { noise: 0, by: 'closed form' }) ??
      (trials > 1 ? powerOver(shares, { noise, by: 'trials', trials }) : null),
    effect: z.some(Number.isNaN)
      ? null
      : {
          exists: ratioOf(hasEffect, new Float64Array(z.length).fill(1)),
          claimIfExists: of((draw) => hasEffect[draw] === 1),
          claimIfNot: of((draw) => hasEffect[draw] === 0),
        },
    drivers:
      trials > 1
        ? driversOf(
            names.map((name, i) => ({ name, columns: [columns[i]!] })),
            [{ values: shares, variance: noise }],
          )[0]!
        : [],
  };
}

/** A ratio of two sums over draws, with its standard error by the delta method. */
function ratioOf(hits: Float64Array, among: Float64Array): Share {
  const draws = hits.length;
  const [sum, total] = [meanOf(hits) * draws, meanOf(among) * draws];
  if (!(total > 0)) return { value: null, mcse: null };
  const value = sum / total;
  const residuals = hits.map((count, draw) => count - value * among[draw]!);
  const mcse = draws > 1 ? Math.sqrt(draws * momentsOf(residuals).spread) / total : NaN;
  return { value, mcse: Number.isNaN(mcse) ? null : mcse };
}

function powerOver(
  shares: Float64Array,
  {
    noise,
    by,
    trials = Infinity,
  }: { noise: number; by: NonNullable<Assurance['power']>['by']; trials?: number },
): Assurance['power'] {
  if (shares.some(Number.isNaN)) return null;
  const { spread } = momentsOf(shares);
  const corrected = shrunk(shares, noise)
    .map((share) => Math.max(0, Math.min(1, share)))
    .sort();
  return {
    by,
    sd: Math.sqrt(Math.max(0, spread - noise)),
    quantiles:
      trials < LEAST_TRIALS ? [] : QUANTILES.map((p) => ({ p, value: sampleQuantile(corrected, p) })),
  };
}
