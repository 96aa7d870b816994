import type { EndpointEstimate, Questions } from '../../estimates/index.ts';
import { figure, percent, plain, standardError, whole } from '../../media/numbers.ts';
import { type Column, MCSE, table } from '../../media/text/table.ts';
import type { StrategyResult } from '../../run/run.ts';
import { medianError } from './median.ts';

export function proportionTable({ proportions }: StrategyResult): string {
  const rows = Object.entries(proportions)
    .filter(([, { of }]) => of > 0)
    .map(([name, { title, value, mcse, of }]) => [
      title === name ? name : `${title}`,
      percent(value, mcse),
      standardError(mcse, 100),
      whole(of),
    ]);
  if (rows.length === 0) return '';
  return `Proportions\n\n${table(
    [{ heading: 'proportion', align: 'left' }, { heading: '%' }, MCSE, { heading: 'among' }],
    rows,
  )}`;
}

/** Everybody first, then each subgroup. */
function groupsOf({
  endpoints,
  subgroups,
}: StrategyResult): { group: string; endpoint: string; found: EndpointEstimate }[] {
  const groups = [
    { group: 'all', endpoints },
    ...Object.entries(subgroups).map(([group, { endpoints: own }]) => ({ group, endpoints: own })),
  ];
  const names = Object.keys(endpoints);
  return names.flatMap((endpoint) =>
    groups.flatMap(({ group, endpoints: own }) =>
      own[endpoint] ? [{ group, endpoint, found: own[endpoint] }] : [],
    ),
  );
}

export function survivalTable(result: StrategyResult, { at }: Questions, unit: string): string {
  const rows = groupsOf(result).map(({ group, endpoint, found }) => [
    endpoint,
    group,
    whole(found.n),
    ...found.survival.flatMap(({ value, mcse }) => [percent(value, mcse), standardError(mcse, 100)]),
  ]);
  if (rows.length === 0) return '';
  const times = at.flatMap((time) => [{ heading: `% at ${plain(time)}` }, MCSE]);
  return `Survival, time in ${unit}s\n\n${table(
    [
      { heading: 'endpoint', align: 'left' },
      { heading: 'group', align: 'left' },
      { heading: 'patients' },
      ...times,
    ],
    rows,
  )}`;
}

export function timeTable(result: StrategyResult, unit: string): string {
  const rows = groupsOf(result).map(({ group, endpoint, found }) => {
    return [endpoint, group, ...timeCells(found)];
  });
  if (rows.length === 0) return '';
  return `Median and restricted mean survival time, in ${unit}s\n\n${table(
    [
      { heading: 'endpoint', align: 'left' },
      { heading: 'group', align: 'left' },
      ...timeColumns(Object.values(result.endpoints)[0]!),
    ],
    rows,
  )}`;
}

/** Of the median with its interval, and of restricted means. */
export function timeColumns({ rmst }: EndpointEstimate): Column[] {
  return [
    { heading: 'median' },
    { heading: '95% Monte Carlo interval', joined: true },
    ...rmst.flatMap(({ tau }) => [{ heading: `RMST(${plain(tau)})` }, MCSE]),
  ];
}

export function timeCells({ quantiles, rmst, n }: EndpointEstimate): string[] {
  const median = quantiles.find(({ p }) => p === 0.5)!;
  const error = medianError(median);
  const show = (value: number | null) => (value === null ? 'not reached' : figure(value, error));
  return [
    show(median.value),
    median.lower === null ? '-' : `${show(median.lower)} to ${show(median.upper)}`,
    ...rmst.flatMap(({ tau, value, mcse }) => [figure(value, atLeast(tau / n, mcse)), standardError(mcse)]),
  ];
}

/** A mean time is known to no less than what one patient more would change, even when all agree. */
function atLeast(least: number, mcse: number | null): number | null {
  return mcse === null ? null : Math.max(least, mcse);
}

export function incidenceTable(result: StrategyResult, { at }: Questions, unit: string): string {
  const rows = Object.entries(result.endpoints).flatMap(([endpoint, { incidence = {} }]) =>
    Object.entries(incidence).map(([cause, figures]) => [
      endpoint,
      cause,
      ...figures.flatMap(({ value, mcse }) => [percent(value, mcse), standardError(mcse, 100)]),
    ]),
  );
  if (rows.length === 0) return '';
  const times = at.flatMap((time) => [{ heading: `% at ${plain(time)}` }, MCSE]);
  return `Cumulative incidence by cause, time in ${unit}s\n\n${table(
    [{ heading: 'endpoint', align: 'left' }, { heading: 'cause', align: 'left' }, ...times],
    rows,
  )}`;
}

/** Only states that anybody was in. */
export function stateTable(
  { occupancy, meanTimes, n }: StrategyResult,
  { at }: Questions,
  unit: string,
): string {
  const times = at.filter((time) => occupancy.times.includes(time));
  const rows = Object.entries(meanTimes)
    .filter(([, { value }]) => value > 0)
    .map(([state, { value, mcse }]) => [
      state,
      ...times.map((time) => {
        const share = occupancy.states[state]![occupancy.times.indexOf(time)]!;
        return percent(share, Math.max(1 / n, Math.sqrt((share * (1 - share)) / n)));
      }),
      figure(value, atLeast((occupancy.times.at(-1) ?? 0) / n, mcse)),
      standardError(mcse),
    ]);
  if (rows.length === 0) return '';
  return `States: share of all patients in each, and mean time there up to the horizon (its MCSE is an upper bound), in ${unit}s\n\n${table(
    [
      { heading: 'state', align: 'left' },
      ...times.map((time) => ({ heading: `% at ${plain(time)}` })),
      { heading: 'mean time' },
      MCSE,
    ],
    rows,
  )}`;
}

export function observedTable(result: StrategyResult, { at }: Questions, unit: string): string {
  const rows = groupsOf(result)
    .filter(({ group }) => group === 'all')
    .flatMap(({ endpoint, found }) =>
      found.observed
        ? [
            [
              endpoint,
              ...found.observed.survival.flatMap(({ value, mcse, atRisk }) => [
                percent(value, mcse),
                standardError(mcse, 100),
                whole(atRisk),
              ]),
            ],
          ]
        : [],
    );
  if (rows.length === 0) return '';
  const times = at.flatMap((time) => [
    { heading: `% at ${plain(time)}` },
    { heading: 'SE', joined: true },
    { heading: 'at risk', joined: true },
  ]);
  return `As the follow-up of the scenario shows it: Kaplan-Meier, Greenwood's standard error, time in ${unit}s\n\n${table(
    [{ heading: 'endpoint', align: 'left' }, ...times],
    rows,
  )}`;
}
