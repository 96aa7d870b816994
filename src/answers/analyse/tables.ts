import plot from 'simple-ascii-chart';
import { plain, whole } from '../../media/numbers.ts';
import { type Column, table } from '../../media/text/table.ts';
import type {
  Analysis,
  CauseComparison,
  CoxComparison,
  GroupAnalysis,
  TestResult,
} from '../../study/analyse/index.ts';
import { number, probability } from './numbers.ts';
import { hasCauses, ratiosByGroup, testTitle, titled } from './words.ts';

const words = (text: string): Column => ({ heading: text, align: 'left' });
const numbers = (...headings: string[]): Column[] => headings.map((heading) => ({ heading }));

/** With more groups than this, curves in letters show nothing. */
const MOST_CURVES = 6;

/** The printed answer, in the manner of R's survfit and survdiff. */
export function analysisTables(analysis: Analysis): string {
  const groups = analysis.order.map((name): [string, GroupAnalysis] => [name, analysis.groups[name]!]);
  const several = hasCauses(analysis);
  const all: Told = { analysis, groups, several, percent: `${plain(analysis.level * 100)}%` };
  return [
    medianTable(all),
    survivalTable(all),
    incidenceTable(all),
    testTable(all),
    coxTable(all),
    causeTable(all),
    rmstTable(all),
    ...curves(all),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

interface Told {
  analysis: Analysis;
  groups: [label: string, GroupAnalysis][];
  /** causes */
  several: boolean;
  percent: string;
}

function medianTable({ groups, several, percent }: Told): string {
  const limits = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
    lower === null && upper === null ? '-' : `${number(lower)} to ${number(upper)}`;
  return `${titled(`median (${percent} CI by transformation: plain, log, log-log)`, several)}\n\n${table(
    [words('group'), ...numbers('n', 'events', 'median', 'plain', 'log', 'log-log')],
    groups.map(([name, { n, events, median }]) => [
      name,
      whole(n),
      whole(events),
      number(median.value),
      limits(median.plain),
      limits(median.log),
      limits(median['log-log']),
    ]),
  )}`;
}

function survivalTable({ groups, several, percent, analysis }: Told): string {
  const rows = groups.flatMap(([name, { survival, cumulativeHazard }]) =>
    survival.map(({ at, atRisk, value, se, lower, upper }, i) => [
      name,
      plain(at),
      whole(atRisk),
      number(value),
      number(se),
      number(lower),
      number(upper),
      number(cumulativeHazard[i]!.value),
      number(cumulativeHazard[i]!.se),
    ]),
  );
  const survival = several ? 'event-free' : 'survival';
  const title = `${survival} (Kaplan-Meier, ${analysis.interval} ${percent} CI), cumulative hazard (Nelson-Aalen)`;
  const ended = rows.some(([, , atRisk]) => atRisk === '0')
    ? '\n\nAt risk 0: nobody of the group was followed so far; what was known at its last time stands.'
    : '';
  return `${titled(title, several)}\n\n${table(
    [words('group'), ...numbers('time', 'at risk', 'survival', 'se', 'lower', 'upper', 'hazard', 'se')],
    rows,
  )}${ended}`;
}

function incidenceTable({ groups }: Told): string {
  const rows = groups.flatMap(([name, { incidence = {} }]) =>
    Object.entries(incidence).flatMap(([cause, points]) =>
      points.map(({ at, value, se }) => [name, cause, plain(at), number(value), number(se)]),
    ),
  );
  if (rows.length === 0) return '';
  return `Cumulative incidence by cause (Aalen-Johansen)\n\n${table(
    [words('group'), words('cause'), ...numbers('time', 'incidence', 'se')],
    rows,
  )}`;
}

function testTable({ groups, several, analysis: { tests, causeSpecific = {} } }: Told): string {
  const entries = Object.entries(tests).map(([name, test]): [string, TestResult] => [
    testTitle(name, several),
    test,
  ]);
  if (entries.length === 0) return '';
  for (const [cause, { logRank }] of Object.entries(causeSpecific))
    entries.push([`log-rank, hazard of cause ${cause}`, logRank]);
  const observed = table(
    [words('group'), ...numbers('n', 'observed', 'expected', '(O-E)^2/E')],
    groups.map(([name, { n, events, expected }]) => [
      name,
      whole(n),
      whole(events),
      number(expected),
      expected === null ? '-' : number((events - expected) ** 2 / expected),
    ]),
  );
  const results = table(
    [words('test'), ...numbers('statistic', 'df', 'P')],
    entries.map(([title, { statistic, df, p }]) => [
      title,
      number(statistic),
      df === null ? '-' : String(df),
      probability(p),
    ]),
  );
  const of = several ? ' (observed, expected: events of any cause)' : '';
  return `Tests of no difference between the groups${of}\n\n${observed}\n\n${results}`;
}

function coxTable({ analysis: { cox, order }, several, percent }: Told): string {
  if (!cox) return '';
  const rows = (['efron', 'breslow'] as const).flatMap((ties) =>
    ratioRows(cox, ties, order).map(([groups, ...cells]) => [
      groups!,
      ties === 'efron' ? 'Efron' : 'Breslow',
      ...cells,
    ]),
  );
  const { statistic, df, p } = cox.proportionalHazards;
  return [
    `${titled(`Cox's hazard ratio, Wald ${percent} interval`, several)}\n\n${table(
      [words('groups'), words('ties'), ...numbers('ratio', 'lower', 'upper', 'coef', 'se', 'P')],
      rows,
    )}`,
    `Proportional hazards (score test${several ? ', events of any cause' : ''}): chi-square ${number(statistic)} on ${df ?? '-'} df, P ${probability(p)}`,
    ...cox.problems,
  ].join('\n\n');
}

function causeTable({ analysis: { causeSpecific, order }, percent }: Told): string {
  if (!causeSpecific) return '';
  const causes: [string, CauseComparison][] = Object.entries(causeSpecific);
  const rows = causes.flatMap(([cause, { cox }]) =>
    ratioRows(cox, 'efron', order).map((cells) => [cause, ...cells]),
  );
  const proportional = causes.map(([cause, { cox }]) => {
    const { statistic, df, p } = cox.proportionalHazards;
    return `Proportional hazards (score test, cause ${cause}): chi-square ${number(statistic)} on ${df ?? '-'} df, P ${probability(p)}`;
  });
  return [
    `Cause-specific hazards: Cox's ratio (Efron, Wald ${percent} interval), events of other causes censored\n\n${table(
      [words('cause'), words('groups'), ...numbers('ratio', 'lower', 'upper', 'coef', 'se', 'P')],
      rows,
    )}`,
    proportional.join('\n'),
    ...causes.flatMap(([cause, { cox }]) => cox.problems.map((problem) => `Cause ${cause}: ${problem}`)),
  ].join('\n\n');
}

/** Groups, ratio, limits, coefficient, standard error, P; a row for each group but the reference. */
function ratioRows(cox: CoxComparison, ties: 'efron' | 'breslow', order: readonly string[]): string[][] {
  return ratiosByGroup(cox[ties], order).map(([name, { coef, se, hr, lower, upper, p }]) => [
    `${name} over ${order[0]!}`,
    ...[hr, lower, upper, coef, se].map(number),
    probability(p),
  ]);
}

function rmstTable({ groups, several, percent, analysis: { rmst, tau } }: Told): string {
  const rows = groups.map(([name, { rmst: mean }]) => [
    name,
    ...[mean.value, mean.se, mean.lower, mean.upper].map(number),
    '',
  ]);
  if (rmst) {
    const [first, second] = groups.map(([name]) => name);
    const { difference, ratio } = rmst;
    const cells = ({ value, se, lower, upper, p }: typeof difference) => [
      ...[value, se, lower, upper].map(number),
      probability(p),
    ];
    rows.push([`${second} - ${first}`, ...cells(difference)], [`${second} / ${first}`, ...cells(ratio)]);
  }
  const mean = several ? 'restricted mean event-free time' : 'restricted mean survival time';
  return `${titled(`${mean} up to ${plain(tau)}, ${percent} interval`, several)}\n\n${table(
    [words('group'), ...numbers('mean', 'se', 'lower', 'upper', 'P')],
    rows,
  )}`;
}

function curves({ groups, several }: Told): string[] {
  if (groups.length > MOST_CURVES)
    return [`Curves of ${groups.length} groups are not drawn here: --report page.html draws them.`];
  return groups.map(([name, group]) => curve(name, group, groups, several));
}

type Groups = Told['groups'];

/** The steps of a group, on axes that all groups share. */
function curve(
  name: string,
  { curve: { times, survival } }: GroupAnalysis,
  groups: Groups,
  several: boolean,
): string {
  const last = Math.max(...groups.map(([, group]) => group.curve.times.at(-1)!));
  if (!(last > 0)) return '';
  const columns = 64;
  const heightAt = (time: number) => {
    let height = 1;
    for (let i = 0; i < times.length && times[i]! <= time; i++) height = survival[i]!;
    return height;
  };
  const end = times.at(-1)!;
  const points = Array.from({ length: columns + 1 }, (_, i) => (i * last) / columns)
    .filter((time) => time <= end)
    .map((time): [number, number] => [time, heightAt(time)]);
  if (points.length < 2) return '';
  // a point in the far corner, so that every group has the same axes
  const drawn = plot([points, [[last, 0]]], {
    width: columns,
    height: 12,
    yRange: [0, 1],
    customXAxisTicks: [0, 1, 2, 3, 4].map((k) => Number(((k * last) / 4).toPrecision(3))),
    customYAxisTicks: [0, 0.25, 0.5, 0.75, 1],
    formatter: (value) => plain(value, 3),
  });
  const lines = drawn.split('\n').map((text) => text.trimEnd().replace(/ ━$/, '').trimEnd());
  return `${name}${several ? ', free of events of any cause' : ''}\n${lines.filter((text) => text !== '').join('\n')}`;
}
