import type { EndpointEstimate, Estimates } from '../../../src/estimates/index.ts';

/** A simulated figure by its name; a figure that does not exist is left out, such as a median that is not reached. */
export interface NamedFigure {
  name: string;
  value: number | null;
  mcse: number | null;
}

/** From a 95% interval to a standard error. */
const INTERVAL = 2 * 1.959963984540054;

/** All figures of a strategy's estimates in one list. */
export function figuresOf(estimates: Estimates): NamedFigure[] {
  const { n, endpoints, subgroups, proportions, occupancy, meanTimes } = estimates;
  return [
    ...Object.entries(endpoints).flatMap(([name, endpoint]) => endpointFigures(name, endpoint)),
    ...Object.entries(subgroups).flatMap(([group, subgroup]) => [
      { name: `share of ${group}`, ...subgroup.proportion },
      ...Object.entries(subgroup.endpoints).flatMap(([name, endpoint]) =>
        endpointFigures(`${name}, ${group}`, endpoint),
      ),
    ]),
    ...Object.entries(proportions).map(([name, { value, mcse }]) => ({ name, value, mcse })),
    ...Object.entries(occupancy.states).flatMap(([state, shares]) =>
      shares.map((value, i) => ({
        name: `share in ${state} at ${occupancy.times[i]}`,
        value,
        mcse: Math.sqrt((value * (1 - value)) / n),
      })),
    ),
    ...Object.entries(meanTimes).map(([state, { value, mcse }]) => ({
      name: `mean time in ${state}`,
      value,
      mcse,
    })),
  ];
}

function endpointFigures(
  endpoint: string,
  { survival, quantiles, rmst, incidence, observed }: EndpointEstimate,
): NamedFigure[] {
  return [
    ...survival.map(({ at, value, mcse }) => ({ name: `${endpoint} at ${at}`, value, mcse })),
    ...quantiles.map(({ p, value, lower, upper }) => ({
      name: `${endpoint}, quantile ${p}`,
      value,
      mcse: lower === null || upper === null ? null : (upper - lower) / INTERVAL,
    })),
    ...rmst.map(({ tau, value, mcse }) => ({ name: `${endpoint}, mean up to ${tau}`, value, mcse })),
    ...Object.entries(incidence ?? {}).flatMap(([cause, figures]) =>
      figures.map(({ at, value, mcse }) => ({ name: `${endpoint} by ${cause} at ${at}`, value, mcse })),
    ),
    ...(observed?.survival ?? []).map(({ at, value, mcse }) => ({
      name: `${endpoint} observed at ${at}`,
      value,
      mcse,
    })),
  ];
}
