import { normalQuantile } from '../../math/normal.ts';
import { factorise } from '../../math/symmetric.ts';
import type { UncertaintyLaw } from '../law.ts';
import { type Joint, streamOf } from './joint.ts';

/** One of the numbers that go together. */
export interface Member {
  name: string;
  key: string;
  /** by itself */
  law: UncertaintyLaw;
  /** its value where a standard normal number is z; rises with z */
  ofNormal(z: number): number;
}

/**
 * Numbers that are correlated by a Gaussian copula: standard normal numbers with these correlations, of which each gives the
 * value of one number. Random numbers are those of each number alone, so that the first has the same draws as by itself, and
 * one more at the end moves none of those before it. A number that is not correlated with those before it keeps its own draws.
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
  // the rows of Cholesky's factor with square roots
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
