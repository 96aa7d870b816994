import type { Curve } from '../estimates/curves.ts';
import { limitsOfShare } from '../estimates/intervals.ts';
import type { EvaluatedTarget } from '../estimates/targets.ts';
import { standardError } from '../media/numbers.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { SurvivalFigure, SurvivalSeries } from './figures/survival.ts';

/** A simulated curve as a series of a figure. */
export function seriesOf(
  { points }: Curve,
  {
    name,
    title,
    colour,
    published = [],
  }: Pick<SurvivalSeries, 'name' | 'title' | 'colour'> & Partial<Pick<SurvivalSeries, 'published'>>,
): SurvivalSeries {
  return {
    ...{ name, title, colour, published },
    points: points.map(({ time, value, mcse }) => ({ time, value, ...limitsOfShare(value, mcse) })),
    step: false,
    rows: points.map(({ time, atRisk, events, censored }) => ({ time, atRisk, events, censored })),
  };
}

/** Published points of survival and medians that belong to a curve. */
export function publishedOf(
  targets: readonly EvaluatedTarget[],
  endpoint: string,
  subgroup: string | undefined,
): SurvivalSeries['published'] {
  return targets
    .filter((target) => isDrawn(target, endpoint, subgroup))
    .map(({ at, published, interval }) => ({
      at: at!,
      value: published,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      label: '',
    }));
}

/** The largest Monte Carlo standard error along curves, for captions: `0.05 percentage points`. */
export function largestError(curves: readonly Curve[]): string {
  const errors = curves
    .flatMap(({ points }) => points.map(({ mcse }) => mcse))
    .filter((mcse) => !Number.isNaN(mcse));
  const most = errors.reduce((largest, mcse) => Math.max(largest, mcse), 0);
  return `${standardError(most, 100)} percentage points`;
}

/** The time axis of a scenario's figures. */
export function timeOf({ time }: Scenario): Pick<SurvivalFigure, 'unit' | 'origin' | 'horizon' | 'until'> {
  const { unit, origin, horizon, 'data-until': until } = time;
  return { unit, origin, horizon, until };
}

/** The curve of one cause (`survival` unless given) and one group of patients. */
export function curveOf(
  curves: readonly Curve[],
  strategy: string,
  endpoint: string,
  group: string,
  cause = 'survival',
): Curve | undefined {
  return curves.find(
    (curve) =>
      curve.strategy === strategy &&
      curve.endpoint === endpoint &&
      curve.group === group &&
      curve.cause === cause,
  );
}

/** The title of an endpoint. */
export function endpointTitle({ endpoints }: Scenario, endpoint: string): string {
  return endpoints[endpoint]?.title ?? endpoint;
}

/** Whether a published figure belongs to the curve of an endpoint. @param subgroup undefined: all patients */
export function isDrawn(target: EvaluatedTarget, endpoint: string, subgroup: string | undefined): boolean {
  return target.kind === 'survival' && target.endpoint === endpoint && target.subgroup === subgroup;
}
