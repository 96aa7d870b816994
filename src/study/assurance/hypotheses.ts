import type { RawTrial } from '../../trial/language/schema.ts';
import { drawnArms } from '../draws/drawn-arms.ts';
import { inlineDraws } from '../draws/executor.ts';
import { type Driver, driversOf } from '../psa/drivers.ts';
import type { AssuranceOptions } from './options.ts';
import { noiseOf, type PowerOverDraws, powerOver, ratioOf, type Share } from './shares.ts';
import { underDraws } from './under-draws.ts';

/** The assurance of something that a trial of several hypotheses may show. */
export interface HypothesisAssurance {
  assurance: Share;
  /** distribution of its power over draws, from their trials less their Monte Carlo variance; null with one trial a draw */
  power: PowerOverDraws | null;
  drivers: Driver[];
}

/** Assurance of a trial of several hypotheses: the chance of each rejection, of any, of all and of a success, over draws of its arms. */
export interface HypothesesAssurance {
  hypotheses: HypothesisAssurance[];
  any: HypothesisAssurance;
  all: HypothesisAssurance;
  /** undefined if the design does not say what a success is */
  success?: HypothesisAssurance;
}

/**
 * Assurance of a design with several hypotheses, at the size of each file.
 *
 * @param raws the file of the design at each size
 * @throws OverrideError if a draw gives impossible arms
 * @throws RangeError if no number of the arms is uncertain
 *
 * @example
 * ```ts
 * import { hypothesesAssuranceOf, readTrial } from 'sojourn';
 *
 * const { trial } = readTrial(`
 * trial: Two endpoints
 * unit: month
 * arms:
 *   control: { progression: { median: 9 }, death-after-progression: { median: 12 } }
 *   treatment: { progression: { hazard-ratio: { value: 0.7, interval: [0.5, 0.98] } } }
 * hypotheses: { PFS: {}, OS: {} }
 * graph: hierarchical
 * patients: 300
 * accrual: { duration: 12 }
 * follow-up: 24
 * test: log-rank
 * `);
 * const [found] = await hypothesesAssuranceOf([trial!], { draws: 20, trials: 5, seed: '1' });
 * console.log(found!.hypotheses.map(({ assurance }) => assurance.value));
 * // [ 0.66, 0.39 ]
 * ```
 */
export async function hypothesesAssuranceOf(
  raws: readonly [RawTrial, ...RawTrial[]],
  {
    draws,
    trials,
    seed,
    scenario,
    executor = inlineDraws(),
    ...how
  }: Omit<AssuranceOptions, 'designs' | 'raw'>,
): Promise<HypothesesAssurance[]> {
  const [raw] = raws;
  const arms = drawnArms(raw, scenario, seed);
  if (!arms) throw new RangeError('no number of the arms is uncertain');
  const { engine, generator, onProgress, signal } = how;
  const { sizes, columns } = await underDraws(
    {
      ...{ kind: 'assured', raw, seed, trials, engine, generator, sizes: { of: 'hypotheses', raws } },
      ...(scenario && { scenario }),
    },
    { draws, executor, onProgress, signal },
  );
  const all = new Float64Array(draws).fill(trials);
  const of = (counts: Float64Array): HypothesisAssurance => {
    const shares = counts.map((count) => count / trials);
    const noise = noiseOf(shares, trials);
    return {
      assurance: ratioOf(counts, all),
      power: trials > 1 ? powerOver(shares, { noise, by: 'trials', trials }) : null,
      drivers:
        trials > 1
          ? driversOf(
              arms.names.map((name, i) => ({ name, columns: [columns[i]!] })),
              [{ values: shares, variance: noise }],
            )[0]!
          : [],
    };
  };
  return sizes.map((counts) => ({
    hypotheses: Object.keys(raw.hypotheses!).map((name) => of(counts[`rejected ${name}`]!)),
    any: of(counts.any!),
    all: of(counts.all!),
    ...(counts.success && { success: of(counts.success) }),
  }));
}
