import type { DsaFigures, DsaResult } from '../../study/dsa/index.ts';
import type { DsaAnswer, DsaVariant } from './schema.ts';

/** The whole answer of `dsa`. @param outcome the outcome of the printed tornado */
export function dsaAnswer(
  { outcomes, base, oneWay, analyses, thresholds, joints, fixed }: DsaResult,
  rest: Pick<DsaAnswer, 'provenance' | 'reference' | 'outcome'>,
): DsaAnswer {
  const named = (figures: DsaFigures): DsaVariant =>
    Object.fromEntries(
      Object.entries(figures).map(([strategy, found]) => [
        strategy,
        Object.fromEntries(found.map((figure, k) => [outcomes[k]!.name, figure])),
      ]),
    );
  const variant = <T extends { figures?: DsaFigures; impossible?: string }>({
    figures,
    impossible,
    ...one
  }: T) => ({
    ...one,
    ...(figures && { figures: named(figures) }),
    ...(impossible !== undefined && { impossible }),
  });
  return {
    ...rest,
    base: named(base),
    oneWay: oneWay.map(({ low, high, ...one }) => ({ ...one, low: variant(low), high: variant(high) })),
    analyses: analyses.map(variant),
    thresholds,
    joints: joints.map(({ kind, title, names: own }) => ({ kind, title, names: [...own] })),
    fixed: fixed.map(({ name, basis, value, why }) => ({ name, basis, value, why })),
  };
}
