import type { TrialDesign } from '../../trial/design.ts';
import { drawnArms } from '../draws/drawn-arms.ts';
import { inlineDraws } from '../draws/executor.ts';
import { type Driver, driversOf } from '../psa/drivers.ts';
import { meanOf } from '../psa/summary.ts';
import type { AssuranceOptions } from './options.ts';
import { noiseOf, type PowerOverDraws, powerOver, ratioOf, type Share } from './shares.ts';
import { underDraws } from './under-draws.ts';

export { type DrawnArms, drawnArms } from '../draws/drawn-arms.ts';
export { type HypothesesAssurance, type HypothesisAssurance, hypothesesAssuranceOf } from './hypotheses.ts';
export type { AssuranceOptions } from './options.ts';
export type { PowerOverDraws, Share } from './shares.ts';

/** Assurance of a trial: the probability that it claims benefit, averaged over the uncertainty of its arms. */
export interface Assurance {
  patients: number;
  /** the mean of the power over draws */
  assurance: Share;
  /** the mean of the closed-form power over the same draws; null without a closed form */
  closedForm: number | null;
  /** for each look except the last: probability of a claim, given that the trial did not stop there */
  passed: Share[];
  /** by the closed form if there is one, else from the trials of each draw, less their Monte Carlo variance; null without either */
  power: PowerOverDraws | null;
  /** if the closed form gives the sign of the effect in each draw; otherwise null */
  effect: {
    /** share of the draws with an effect in favour of treatment, the limit of the assurance as the trial grows */
    exists: Share;
    /** probability of a claim in these draws, and in the others */
    claimIfExists: Share;
    claimIfNot: Share;
  } | null;
  /** of a design with a rule of decision */
  decision?: AssuredDecision;
  drivers: Driver[];
}

/** Verdicts of a rule of decision, and how often they are wrong. */
export interface AssuredDecision {
  go: Share;
  consider: Share;
  noGo: Share;
  /** if the closed form gives the sign of the effect in each draw; otherwise null */
  errors: {
    /** probability of go in draws without an effect, and of no-go in draws with one */
    falseGo: Share;
    falseNoGo: Share;
    /** probability that there is an effect, given go, and given no-go */
    effectIfGo: Share;
    effectIfNoGo: Share;
  } | null;
}

/**
 * Assurance by simulation: each draw gives the arms their numbers, and trials of the planned design are simulated under it. A
 * smaller trial has the first patients of a larger one.
 *
 * @throws OverrideError if a draw gives impossible arms
 * @throws RangeError as `simulateTrial`, and if no number of the arms is uncertain
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { assuranceOf, readTrial, resolveTrial } from 'sojourn';
 *
 * const { trial } = readTrial(readFileSync('scenarios/trials/phase-three.yaml', 'utf8'));
 * const { design } = resolveTrial(trial!);
 * const [found] = await assuranceOf({ raw: trial!, designs: [design!], draws: 50, trials: 4, seed: '1' });
 * console.log(found!.assurance.value, found!.closedForm);
 * // 0.605 0.598...
 * ```
 *
 * Source: O'Hagan, Stevens & Campbell (2005), Pharmaceutical Statistics 4:187.
 */
export async function assuranceOf(options: AssuranceOptions): Promise<Assurance[]> {
  const { raw, scenario, designs, draws, trials, seed, executor = inlineDraws() } = options;
  const arms = drawnArms(raw, scenario, seed);
  if (!arms) throw new RangeError('no number of the arms is uncertain');
  const { engine, generator, onProgress, signal } = options;
  const { sizes, columns } = await underDraws(
    {
      ...{ kind: 'assured', raw, seed, trials, engine, generator },
      ...(scenario && { scenario }),
      sizes: { of: 'one endpoint', designs: designs.map(({ arms: _, ...design }) => design) },
    },
    { draws, executor, onProgress, signal },
  );
  return designs.map((design, d) => assuranceFrom(design, sizes[d]!, { trials, names: arms.names, columns }));
}

function assuranceFrom(
  { patients, looks, decision }: TrialDesign,
  counts: Record<string, Float64Array>,
  { trials, names, columns }: { trials: number; names: readonly string[]; columns: readonly Float64Array[] },
): Assurance {
  const [claims, closed, z] = [counts.claims!, counts.closedForm!, counts.z!];
  const all = new Float64Array(claims.length).fill(trials);
  const shares = claims.map((count) => count / trials);
  const noise = noiseOf(shares, trials);
  const hasEffect = z.some(Number.isNaN) ? null : z.map((value) => (value > 0 ? 1 : 0));
  /** the share of trials in the draws with an effect, or without one */
  const among = (hits: Float64Array, effect: 0 | 1) => {
    const only = (column: Float64Array) =>
      column.map((count, draw) => (hasEffect![draw] === effect ? count : 0));
    return ratioOf(only(hits), only(all));
  };
  return {
    patients,
    assurance: ratioOf(claims, all),
    closedForm: closed.some(Number.isNaN) ? null : meanOf(closed),
    passed: looks.slice(1).map((_, k) => ratioOf(counts[`claims after ${k}`]!, counts[`passed ${k}`]!)),
    power:
      powerOver(closed, { noise: 0, by: 'closed form' }) ??
      (trials > 1 ? powerOver(shares, { noise, by: 'trials', trials }) : null),
    effect: hasEffect && {
      exists: ratioOf(hasEffect, new Float64Array(z.length).fill(1)),
      claimIfExists: among(claims, 1),
      claimIfNot: among(claims, 0),
    },
    ...(decision && { decision: decisionFrom(counts, { all, hasEffect, among }) }),
    drivers:
      trials > 1
        ? driversOf(
            names.map((name, i) => ({ name, columns: [columns[i]!] })),
            [{ values: shares, variance: noise }],
          )[0]!
        : [],
  };
}

function decisionFrom(
  { go, noGo }: Record<string, Float64Array>,
  {
    all,
    hasEffect,
    among,
  }: {
    all: Float64Array;
    hasEffect: Float64Array | null;
    among: (hits: Float64Array, effect: 0 | 1) => Share;
  },
): AssuredDecision {
  const withEffect = (hits: Float64Array) => hits.map((count, draw) => count * hasEffect![draw]!);
  return {
    go: ratioOf(go!, all),
    consider: ratioOf(
      all.map((count, draw) => count - go![draw]! - noGo![draw]!),
      all,
    ),
    noGo: ratioOf(noGo!, all),
    errors: hasEffect && {
      falseGo: among(go!, 0),
      falseNoGo: among(noGo!, 1),
      effectIfGo: ratioOf(withEffect(go!), go!),
      effectIfNoGo: ratioOf(withEffect(noGo!), noGo!),
    },
  };
}
