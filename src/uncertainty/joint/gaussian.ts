import { normalQuantile } from '../../math/normal.ts';
import { factorise } from '../../math/symmetric.ts';
import type { UncertaintyLaw } from '../law.ts';
import { type Joint, streamOf } from './joint.ts';

/** One of the correlated numbers. */
export interface Member {
  name: string;
  key: string;
  /** its marginal law */
  law: UncertaintyLaw;
  /** its value if its standard normal number is z; increases with z */
  ofNormal(z: number): number;
}

/**
 * Numbers correlated by a Gaussian copula: each is a function of a standard normal number, and these have the given
 * correlations. Each number uses the random numbers that it would use alone: the first has the same draws as alone, and
 * adding a number at the end changes no earlier one. A number without correlation to earlier ones keeps its own draws.
 *
 * @param correlation positive definite
 */
export function gaussian(
  kind: Joint['kind'],
  title: string,
  members: readonly Member[],
  correlation: readonly number[][],
): Joint {
  const { size, entries } = factorise(correlation);
  // rows of the Cholesky factor
  const roots = Array.from({ length: size }, (_, i) => Math.sqrt(entries[i * size + i]!));
  const lower = members.map((_, i) =>
    Float64Array.from({ length: i + 1 }, (__, k) => (k === i ? 1 : entries[i * size + k]!) * roots[k]!),
  );
  const isAlone = lower.map((row, i) => row.every((entry, k) => k === i || entry === 0));
  return {
    kind,
    title,
    names: members.map(({ name }) => name),
    keys: members.map(({ key }) => key),
    streams: members.map(({ key }) => streamOf(key)),
    valuesOf(draw, visit, even) {
      const evens = members.map((_, i) => even(i, draw, visit));
      const normals = evens.map(normalQuantile);
      return members.map(({ law, ofNormal }, i) => {
        if (isAlone[i]) return law.quantile(evens[i]!);
        let z = 0;
        for (let k = 0; k <= i; k++) z += lower[i]![k]! * normals[k]!;
        return ofNormal(z);
      });
    },
  };
}
