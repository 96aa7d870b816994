import { type Estimates, estimate } from '../../src/estimates/index.ts';
import type { Plan } from '../../src/plan.ts';
import type { Tally } from '../../src/tally.ts';
import { type Cohort, EVERYBODY } from '../oracle/cohort.ts';

/** The engine's figures in the format of the oracle, so that the same code can compare both. */
export function cohortOf(plan: Plan, tally: Tally, times: number[]): Cohort {
  const figures = estimate(plan, tally, { at: times, quantiles: [], rmst: [] }, times);
  const groups = { [EVERYBODY]: figures, ...figures.subgroups };
  const curves = (kind: 'survival' | 'observed'): Cohort['survival'] =>
    mapValues(figures.endpoints, (_, endpoint) =>
      mapValues(groups, ({ endpoints }) => curveOf(endpoints[endpoint], kind, times)),
    );
  const hasFollowUp = Object.values(figures.endpoints).some(({ observed }) => observed !== undefined);
  return {
    patients: tally.n,
    times,
    sizes: mapValues(groups, ({ n }) => n),
    survival: curves('survival'),
    observed: hasFollowUp ? curves('observed') : {},
    incidence: mapValues(figures.endpoints, ({ incidence, survival }, endpoint) => {
      const { causes } = plan.readout.endpoints.find(({ name }) => name === endpoint)!;
      if (incidence) return mapValues(incidence, (curve) => curve.map(({ value }) => value));
      return { [causes[0]!]: survival.map(({ value }) => 1 - value) };
    }),
    proportions: mapValues(figures.proportions, ({ events, of }) => ({ events, of })),
    occupancy: figures.occupancy.states,
    meanTime: mapValues(figures.meanTimes, ({ value }) => value),
  };
}

function curveOf(
  endpoint: Estimates['endpoints'][string] | undefined,
  kind: 'survival' | 'observed',
  times: number[],
) {
  // a subgroup without patients has no figures
  const curve = kind === 'survival' ? endpoint?.survival : endpoint?.observed?.survival;
  return times.map((_, k) => ({
    value: curve?.[k]?.value ?? Number.NaN,
    standardError: curve?.[k]?.mcse ?? Number.NaN,
  }));
}

function mapValues<A, B>(record: Record<string, A>, f: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value, key)]));
}
