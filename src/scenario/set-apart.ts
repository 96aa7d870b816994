import type { Scenario } from './schema/index.ts';

/**
 * A scenario in which a number goes with no others: no column of the posterior, coefficient of a fit, correlation or order
 * speaks of it. A number that a user sets is known, whatever the evidence says of it.
 *
 * @param name as lists of names have it: `death-rate`, or `strategy.death-rate`
 */
export function setApart(scenario: Scenario, name: string): Scenario {
  const { posterior, posteriorRows, fits, together, ordered } = scenario;
  const others = (names: readonly string[]) => names.filter((one) => one !== name);
  const beside = <T>(list: T[], names: readonly string[]) => list.filter((_, i) => names[i] !== name);
  const inMatrix = (stated: number | number[][], names: readonly string[]) =>
    typeof stated === 'number' ? stated : beside(stated, names).map((row) => beside(row, names));
  return {
    ...scenario,
    ...(posterior?.parameters && {
      posterior: { ...posterior, parameters: others(posterior.parameters) },
    }),
    ...(posteriorRows && {
      posteriorRows: {
        ...posteriorRows,
        columns: Object.fromEntries(Object.entries(posteriorRows.columns).filter(([one]) => one !== name)),
      },
    }),
    ...(fits && {
      fits: Object.fromEntries(
        Object.entries(fits).flatMap(([key, fit]) => {
          const { parameters, scale, covariance, correlation, 'standard-errors': errors } = fit;
          const left = others(parameters);
          if (left.length === 0) return [];
          const own = {
            ...fit,
            parameters: left,
            scale: Array.isArray(scale) ? beside(scale, parameters) : scale,
            ...(covariance && { covariance: inMatrix(covariance, parameters) as number[][] }),
            ...(errors && { 'standard-errors': beside(errors, parameters) }),
            ...(correlation !== undefined && { correlation: inMatrix(correlation, parameters) }),
          };
          return [[key, own] as const];
        }),
      ),
    }),
    ...(together && {
      together: together.flatMap((group) => {
        const { parameters, correlation, pairs } = group;
        const left = others(parameters);
        if (left.length < 2) return [];
        return {
          ...group,
          parameters: left,
          ...(correlation !== undefined && { correlation: inMatrix(correlation, parameters) }),
          ...(pairs && { pairs: pairs.filter(([one, other]) => one !== name && other !== name) }),
        };
      }),
    }),
    ...(ordered && { ordered: ordered.map(others).filter((names) => names.length >= 2) }),
  };
}
