import { eigenOf } from '../../math/eigen.ts';
import { ln } from '../../math/elementary.ts';
import type { CalibrateResult } from './index.ts';
import { correlationOf, evenEnough, normalised } from './weighted-figures.ts';

/** Parameters, or a combination of them, on which the targets carry little information. */
export interface Unidentified {
  parameters: string[];
  /** posterior over prior standard deviation in this direction of the scores */
  ratio: number;
  words: string;
}

/** A direction whose posterior standard deviation is at least this share of the prior's is not identified. */
const OPEN = 0.8;
/** With this ratio or more, the targets say next to nothing. */
const NOTHING = 0.95;
/** Parameters with at least this coefficient in a direction are named. */
const LARGE_PART = 0.4;
/** With this correlation or more, only a combination of two parameters is identified. */
const TIED = 0.9;

/**
 * Directions of the scores that the targets hardly identify, since the curvature at the maximum is little more than that of the
 * prior, and pairs of parameters whose posterior is a narrow ridge.
 */
export function unidentifiedIn(
  { free, modes, posterior }: CalibrateResult,
  columns: readonly (readonly number[])[],
): Unidentified[] {
  const { values, vectors } = eigenOf(modes[0]!.covariance);
  const open = values.flatMap((value, i): Unidentified[] => {
    const ratio = Math.sqrt(value);
    if (ratio < OPEN) return [];
    const parts = vectors[i]!.map((part, k) => ({ name: free[k]!.name, part }))
      .filter(({ part }) => Math.abs(part) > LARGE_PART)
      .sort((a, b) => Math.abs(b.part) - Math.abs(a.part));
    return [{ parameters: parts.map(({ name }) => name), ratio, words: openWords(parts, ratio) }];
  });
  const tied = columns.flatMap((a, k) =>
    columns.slice(0, k).flatMap((b, l): Unidentified[] => {
      const r = correlationOf(a, b, posterior.weights);
      if (Math.abs(r) < TIED) return [];
      const parameters = [free[l]!.name, free[k]!.name];
      const known = r < 0 ? 'product or sum' : 'ratio or difference';
      const words = `${parameters[0]} and ${parameters[1]}: little but their ${known} is known (correlation ${r.toFixed(2)})`;
      return [{ parameters, ratio: Math.abs(r), words }];
    }),
  );
  return [...open, ...tied];
}

function openWords(parts: readonly { name: string; part: number }[], ratio: number): string {
  const names = parts.map(({ name }) => name);
  if (names.length === 1)
    return `the targets say ${ratio < NOTHING ? 'little' : 'next to nothing'} about ${names[0]}`;
  const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  if (names.length > 2) return `${all} can change together with the same fit`;
  const how = parts[0]!.part * parts[1]!.part < 0 ? 'one up and the other down' : 'both up or both down';
  return `${all} can change, ${how}, with the same fit: the targets tell only a combination of them`;
}

/** The weights of the points with each fitted target left out in turn. */
export function weightsWithout({ targets, points, posterior, likelihood }: CalibrateResult) {
  const fitted = targets.filter(({ isFitted }) => isFitted);
  if (fitted.length < 2) return [];
  const judged = points.map(({ evaluation }, i) => {
    if (!evaluation || !(posterior.weights[i]! > 0)) return undefined;
    const { log, without } = likelihood.at(evaluation);
    return { log: ln(posterior.weights[i]!) - log, without: without() };
  });
  return fitted.flatMap((target, k) => {
    const logs = judged.map((point) => (point ? point.log + point.without[k]! : Number.NEGATIVE_INFINITY));
    const weights = evenEnough(normalised(logs));
    return weights ? [{ target: target.title, weights }] : [];
  });
}
