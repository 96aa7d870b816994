import plot from 'simple-ascii-chart';
import type { Analysis, GroupAnalysis, TestResult } from '../../study/analyse/index.ts';
import { plain, whole } from '../numbers.ts';
import { type Column, table } from '../table.ts';
import { number, probability } from './numbers.ts';
import { ratiosByGroup, testTitle } from './words.ts';

const words = (text: string): Column => ({ heading: text, align: 'left' });
const numbers = (...headings: string[]): Column[] => headings.map((heading) => ({ heading }));

/** The printed answer, in the manner of R's survfit and survdiff. */
export function analysisTables(analysis: Analysis): string {
  const groups = Object.entries(analysis.groups);
  return [
    medianTable(groups, analysis.level),
    survivalTable(groups, analysis),
    incidenceTable(groups),
    testTable(groups, analysis.tests),
    coxTable(groups, analysis),
    rmstTable(groups, analysis),
    ...groups.map(([name, group]) => curve(name, group, groups)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

type Groups = [string, GroupAnalysis][];

function medianTable(groups: Groups, level: number): string {
  const limits = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
    lower === null && upper === null ? '-' : `${number(lower)} to ${number(upper)}`;
  const percent = `${plain(level * 100)}%`;
  return `Median, and its ${percent} intervals by the kind of the curve's\n\n${table(
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

function survivalTable(groups: Groups, { level, interval }: Analysis): string {
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
  const percent = `${plain(level * 100)}%`;
  return `Survival (Kaplan-Meier, ${interval} ${percent} interval) and cumulative hazard (Nelson-Aalen)\n\n${table(
    [words('group'), ...numbers('time', 'at risk', 'survival', 'se', 'lower', 'upper', 'hazard', 'se')],
    rows,
  )}`;
}

function incidenceTable(groups: Groups): string {
  const rows = groups.flatMap(([name, { incidence = {} }]) =>
    Object.entries(incidence).flatMap(([cause, points]) =>
      points.map(({ at, value, se }) => [name, cause, plain(at), number(value), number(se)]),
    ),
  );
  if (rows.length === 0) return '';
  return `Cumulative incidence (Aalen-Johansen)\n\n${table(
    [words('group'), words('cause'), ...numbers('time', 'incidence', 'se')],
    rows,
  )}`;
}

function testTable(groups: Groups, tests: Record<string, TestResult>): string {
  const entries = Object.entries(tests);
  if (entries.length === 0) return '';
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
    entries.map(([name, { statistic, df, p }]) => [
      testTitle(name),
      number(statistic),
      df === null ? '-' : String(df),
      probability(p),
    ]),
  );
  return `Tests of no difference between the groups\n\n${observed}\n\n${results}`;
}

function coxTable(groups: Groups, { cox, level }: Analysis): string {
  if (!cox) return '';
  const [first, second] = groups.map(([name]) => name);
  const rows = (['efron', 'breslow'] as const).flatMap((ties) => {
    return Object.entries(ratiosByGroup(cox[ties], second!)).map(
      ([name, { coef, se, hr, lower, upper, p }]) => [
        `${name} over ${first}`,
        ties === 'efron' ? 'Efron' : 'Breslow',
        ...[hr, lower, upper, coef, se].map(number),
        probability(p),
      ],
    );
  });
  const { statistic, df, p } = cox.proportionalHazards;
  const percent = `${plain(level * 100)}%`;
  return [
    `Cox's hazard ratio, Wald ${percent} interval\n\n${table(
      [words('groups'), words('ties'), ...numbers('ratio', 'lower', 'upper', 'coef', 'se', 'P')],
      rows,
    )}`,
    `Proportional hazards (score test): chi-square ${number(statistic)} on ${df ?? '-'} df, P ${probability(p)}`,
    ...cox.problems,
  ].join('\n\n');
}

function rmstTable(groups: Groups, { rmst, tau, level }: Analysis): string {
  const percent = `${plain(level * 100)}%`;
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
  return `Restricted mean survival time up to ${plain(tau)}, ${percent} interval\n\n${table(
    [words('group'), ...numbers('mean', 'se', 'lower', 'upper', 'P')],
    rows,
  )}`;
}

/** The steps of a group, on axes that all groups share. */
function curve(name: string, { curve: { times, survival } }: GroupAnalysis, groups: Groups): string {
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
  return `${name}\n${lines.filter((text) => text !== '').join('\n')}`;
}
