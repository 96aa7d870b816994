import type { EndpointEstimate, Questions } from '../../estimates/index.ts';
import type { EvaluatedTarget } from '../../estimates/targets.ts';
import type { StrategyResult } from '../../run/run.ts';
import { figure, percent, plain, publishedPercent, standardError, whole } from '../numbers.ts';
import { table } from '../table.ts';
import { medianError } from './median.ts';

/** The printed answer of one strategy: proportions, survival, time in states, targets. */
export function strategyTables(
  name: string,
  result: StrategyResult,
  questions: Questions,
  unit: string,
): string {
  const heading = result.title === name ? name : `${result.title} (${name})`;
  return [
    underlined(`Strategy: ${heading}`),
    result.caveat === undefined ? '' : `Caveat: ${result.caveat.trim()}`,
    proportionTable(result),
    survivalTable(result, questions, unit),
    timeTable(result, unit),
    incidenceTable(result, questions, unit),
    stateTable(result, questions, unit),
    observedTable(result, questions, unit),
    targetTable(result.targets),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function underlined(text: string): string {
  return `${text}\n${'='.repeat([...text].length)}`;
}

function proportionTable({ proportions }: StrategyResult): string {
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
    [{ heading: 'proportion', align: 'left' }, { heading: '%' }, { heading: 'MCSE' }, { heading: 'among' }],
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

function survivalTable(result: StrategyResult, { at }: Questions, unit: string): string {
  const rows = groupsOf(result).map(({ group, endpoint, found }) => [
    endpoint,
    group,
    whole(found.n),
    ...found.survival.flatMap(({ value, mcse }) => [percent(value, mcse), standardError(mcse, 100)]),
  ]);
  if (rows.length === 0) return '';
  const times = at.flatMap((time) => [{ heading: `% at ${plain(time)}` }, { heading: 'MCSE' }]);
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

function timeTable(result: StrategyResult, unit: string): string {
  const rows = groupsOf(result).map(({ group, endpoint, found }) => {
    const median = found.quantiles.find(({ p }) => p === 0.5)!;
    const error = medianError(median);
    const show = (value: number | null) => (value === null ? 'not reached' : figure(value, error));
    return [
      endpoint,
      group,
      show(median.value),
      median.lower === null ? '-' : `${show(median.lower)} to ${show(median.upper)}`,
      ...found.rmst.flatMap(({ tau, value, mcse }) => [
        figure(value, atLeast(tau / found.n, mcse)),
        standardError(mcse),
      ]),
    ];
  });
  if (rows.length === 0) return '';
  const taus = Object.values(result.endpoints)[0]!.rmst.flatMap(({ tau }) => [
    { heading: `RMST(${plain(tau)})` },
    { heading: 'MCSE' },
  ]);
  return `Median and restricted mean survival time, in ${unit}s\n\n${table(
    [
      { heading: 'endpoint', align: 'left' },
      { heading: 'group', align: 'left' },
      { heading: 'median' },
      { heading: '95% Monte Carlo interval' },
      ...taus,
    ],
    rows,
  )}`;
}

/** A mean time is known to no less than what one patient more would change, even when all agree. */
function atLeast(least: number, mcse: number | null): number | null {
  return mcse === null ? null : Math.max(least, mcse);
}

function incidenceTable(result: StrategyResult, { at }: Questions, unit: string): string {
  const rows = Object.entries(result.endpoints).flatMap(([endpoint, { incidence = {} }]) =>
    Object.entries(incidence).map(([cause, figures]) => [
      endpoint,
      cause,
      ...figures.flatMap(({ value, mcse }) => [percent(value, mcse), standardError(mcse, 100)]),
    ]),
  );
  if (rows.length === 0) return '';
  const times = at.flatMap((time) => [{ heading: `% at ${plain(time)}` }, { heading: 'MCSE' }]);
  return `Cumulative incidence by cause, time in ${unit}s\n\n${table(
    [{ heading: 'endpoint', align: 'left' }, { heading: 'cause', align: 'left' }, ...times],
    rows,
  )}`;
}

/** Only states that anybody was in. */
function stateTable({ occupancy, meanTimes, n }: StrategyResult, { at }: Questions, unit: string): string {
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
      { heading: 'MCSE' },
    ],
    rows,
  )}`;
}

function observedTable(result: StrategyResult, { at }: Questions, unit: string): string {
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
    { heading: 'SE' },
    { heading: 'at risk' },
  ]);
  return `As the follow-up of the scenario shows it: Kaplan-Meier, Greenwood's standard error, time in ${unit}s\n\n${table(
    [{ heading: 'endpoint', align: 'left' }, ...times],
    rows,
  )}`;
}

function targetTable(targets: EvaluatedTarget[]): string {
  if (targets.length === 0) return '';
  const rows = targets.map((target) => {
    const isTime = target.kind === 'median';
    const published = isTime ? plain : publishedPercent;
    return [
      target.name + (target.calibration ? ' *' : ''),
      published(target.published),
      target.interval?.map((limit) => published(limit)).join(' to ') ?? '-',
      (isTime ? figure : percent)(target.simulated, target.mcse),
      standardError(target.mcse, isTime ? 1 : 100),
      target.inside === null ? '' : target.inside ? 'inside' : 'OUTSIDE',
    ];
  });
  const judged = targets.filter(({ inside }) => inside !== null);
  const inside = judged.filter(({ inside: is }) => is).length;
  const fitted = judged.filter(({ calibration }) => calibration);
  const note =
    fitted.length > 0
      ? `\n* calibration target: ${fitted.filter(({ inside: is }) => is).length} of ${fitted.length} inside`
      : '';
  return `Targets: published figures beside the simulated ones; shares in percent\n\n${table(
    [
      { heading: 'target', align: 'left' },
      { heading: 'published' },
      { heading: '95% interval' },
      { heading: 'simulated' },
      { heading: 'MCSE' },
      { heading: '', align: 'left' },
    ],
    rows,
  )}\n\n${inside} of ${judged.length} inside their intervals${note}`;
}
