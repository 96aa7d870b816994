import { binomialShares } from './two-proportions.ts';

/** A trial of one arm with looks at numbers of patients, which stops by the number of events. */
export interface BinomialLooks {
  /** patients by each look, increasing */
  patients: readonly number[];
  /** so many events or more claim benefit; more than the patients if the look cannot */
  efficacy: readonly number[];
  /** so many events or fewer stop the trial; -1 if the look does not */
  futility: readonly number[];
}

/**
 * The chance to stop at each look, exactly, by the number of events so far.
 *
 * @param share of patients with the event
 *
 * @example
 * ```ts
 * import { binomialCrossing } from 'sojourn';
 *
 * // Simon's optimal design for .1 against .3
 * const simon = { patients: [18, 35], efficacy: [19, 7], futility: [2, 6] };
 * console.log(binomialCrossing(simon, 0.1).efficacy[1], binomialCrossing(simon, 0.3).efficacy[1]);
 * // 0.047... 0.901...
 * ```
 *
 * Source: Schultz, Nichol, Elfring & Weed (1973), Biometrics 29, 293-300, for the recursion.
 */
export function binomialCrossing(
  { patients, efficacy, futility }: BinomialLooks,
  share: number,
): { efficacy: number[]; futility: number[] } {
  let going = Float64Array.of(1);
  let before = 0;
  const found = { efficacy: [] as number[], futility: [] as number[] };
  patients.forEach((n, k) => {
    const added = binomialShares(n - before, share);
    const all = new Float64Array(n + 1);
    going.forEach((chance, x) => {
      if (chance > 0) for (let more = 0; more < added.length; more++) all[x + more]! += chance * added[more]!;
    });
    let [up, down] = [0, 0];
    all.forEach((chance, x) => {
      if (x >= efficacy[k]!) up += chance;
      else if (x <= futility[k]!) down += chance;
      else return;
      all[x] = 0;
    });
    found.efficacy.push(up);
    found.futility.push(down);
    going = all;
    before = n;
  });
  return found;
}
