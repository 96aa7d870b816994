import { whole } from '../../media/numbers.ts';
import type { PsaAnswer, PsaEndpoint, PsaFigures } from '../psa/schema.ts';
import type { CompareAnswer, CompareEndpoint, CompareStrategy } from './schema.ts';

/** Comparisons with what the evidence leaves uncertain of each difference and ratio. @param psa of the same questions */
export function withUncertainty(
  comparisons: Record<string, CompareStrategy>,
  psa: PsaAnswer,
): Record<string, CompareStrategy> {
  return Object.fromEntries(
    Object.entries(comparisons).map(([name, one]) => [name, ofStrategy(one, psa.comparisons[name]!)]),
  );
}

/** What was drawn, in short. */
export function uncertaintyOf(psa: PsaAnswer): CompareAnswer['uncertainty'] {
  const { draws, n, seconds } = psa.provenance;
  return {
    ...{ draws, n, seconds },
    drawn: [...Object.keys(psa.parameters), ...Object.keys(psa.counts)],
    fixed: psa.fixed.map(({ name, basis }) => ({ name, isAssumption: basis === 'assumption' })),
    best: psa.best,
    impossible: psa.impossible.length,
  };
}

/** What the uncertainty intervals are of, and what they leave out. */
export function uncertaintyLine({
  draws,
  n,
  drawn,
  fixed,
  impossible,
}: NonNullable<CompareAnswer['uncertainty']>): string {
  const assumptions = fixed.filter(({ isAssumption }) => isAssumption).length;
  const left =
    impossible === 0
      ? ''
      : ` ${whole(impossible)} draws gave numbers that cannot be together and were left out.`;
  return `MCSE, the Monte Carlo standard error, is of the simulation. 95% uncertainty intervals are of the evidence, from ${whole(draws)} parameter draws of ${whole(n)} patients: drawn ${drawn.length}, held fixed ${fixed.length}, of them ${assumptions} assumptions, whose uncertainty is in no interval.${left}`;
}

function ofStrategy(one: CompareStrategy, drawn: PsaFigures): CompareStrategy {
  const { title: _, ...first } = ofEndpoint(
    { title: one.endpointTitle, ...pick(one) },
    drawn.endpoints[one.endpoint]!,
  );
  return {
    ...one,
    ...first,
    endpoints: ofEndpoints(one.endpoints, drawn.endpoints),
    subgroups: Object.fromEntries(
      Object.entries(one.subgroups).map(([group, found]) => [
        group,
        { ...found, endpoints: ofEndpoints(found.endpoints, drawn.subgroups[group]!.endpoints) },
      ]),
    ),
    proportions: Object.fromEntries(
      Object.entries(one.proportions).map(([name, found]) => {
        const figure = drawn.proportions[name];
        if (!figure) return [name, found];
        const { title: _, ...uncertainty } = figure;
        return [name, { ...found, uncertainty }];
      }),
    ),
  };
}

function pick({ survival, rmst, medians, hazardRatio, lives }: CompareStrategy): CompareEndpoint {
  return { survival, rmst, medians, hazardRatio, lives };
}

function ofEndpoints(
  endpoints: CompareStrategy['endpoints'],
  drawn: Record<string, PsaEndpoint>,
): CompareStrategy['endpoints'] {
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, endpoint]) => [name, ofEndpoint(endpoint, drawn[name]!)]),
  );
}

/** Figures of both stand in the order of the questions that both were asked. */
function ofEndpoint(
  endpoint: CompareStrategy['endpoints'][string],
  drawn: PsaEndpoint,
): CompareStrategy['endpoints'][string] {
  const { periods, ...ratio } = drawn.hazardRatio!;
  return {
    ...endpoint,
    survival: endpoint.survival.map((one, i) => {
      const { at: _, ...uncertainty } = drawn.survival[i]!;
      return { ...one, uncertainty };
    }),
    rmst: endpoint.rmst.map((one, i) => {
      const { tau: _, ...uncertainty } = drawn.rmst[i]!;
      return { ...one, uncertainty };
    }),
    medians: endpoint.medians.map((one) => (one.p === 0.5 ? { ...one, uncertainty: drawn.median } : one)),
    lives: endpoint.lives && drawn.lives ? livesWith(endpoint.lives, drawn.lives) : endpoint.lives,
    hazardRatio: {
      ...endpoint.hazardRatio,
      uncertainty: ratio,
      periods: endpoint.hazardRatio.periods.map((one, i) => {
        const { from: _, to: __, ...uncertainty } = periods[i]!;
        return { ...one, uncertainty };
      }),
    },
  };
}

type Shares = NonNullable<CompareEndpoint['lives']>;

function livesWith({ longer, same, shorter }: Shares, drawn: NonNullable<PsaEndpoint['lives']>): Shares {
  return {
    longer: { ...longer, uncertainty: drawn.longer },
    same: { ...same, uncertainty: drawn.same },
    shorter: { ...shorter, uncertainty: drawn.shorter },
  };
}
