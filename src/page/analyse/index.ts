import type { AnalysisFile } from '../../report/analyse/analysis.ts';
import { number, probability } from '../../report/analyse/numbers.ts';
import { testTitle } from '../../report/analyse/words.ts';
import { plain, whole } from '../../report/numbers.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { type Html, html, type Value } from '../html.ts';
import { figureBlock } from '../sections/figure.ts';
import { exactly, tableBlock } from '../sections/table.ts';
import type { AnalysisFigures, AnalysisReport } from './figures.ts';

export { type AnalysisFigures, type AnalysisReport, analysisFigures } from './figures.ts';

/** The report of an analysis of patients. */
export function analysisPage(report: AnalysisReport, figures: AnalysisFigures): Page {
  const { answer, command } = report;
  const { provenance } = answer;
  const section = (id: string, title: string, all: readonly Figure[]): Section[] =>
    all.length === 0 ? [] : [{ id, title, body: html`${all.map((figure) => figureBlock(figure))}` }];
  const patients = `${whole(provenance.data.rows)} patients`;
  return {
    title: `Survival in ${provenance.data.file}`,
    kind: 'Analysis of patients',
    lead: html`<p>${patients}; time <bdi>${provenance.columns.time}</bdi>, status <bdi>${provenance.columns.status}</bdi>${provenance.columns.group !== null && html`, groups <bdi>${provenance.columns.group}</bdi>`}${provenance.columns.strata !== null && html`, strata <bdi>${provenance.columns.strata}</bdi>`}.</p>`,
    sections: [
      {
        id: 'curves',
        title: 'Survival',
        body: html`${figures.survival.map((figure) => figureBlock(figure))}${survivalTables(answer)}`,
      },
      ...section('causes', 'Causes', figures.incidence),
      ...(Object.keys(answer.groups).length > 1
        ? [
            {
              id: 'tests',
              title: 'Differences',
              body: html`${tests(answer)}${figures.ratios.map((figure) => figureBlock(figure))}${means(answer)}`,
            },
          ]
        : []),
      { id: 'methods', title: 'Methods', body: methods(answer) },
      { id: 'provenance', title: 'How to repeat it', body: provenanceOf(answer, command) },
    ],
    foot: html`Estimates equal those of R’s survival and cmprsk. Made by sojourn ${provenance.version}.`,
  };
}

const shown = (value: number | null): Value => exactly(value, number(value));
const chance = (p: number | null): Value => exactly(p, probability(p));
const columns = (word: string, ...numbers: string[]) => [
  { heading: word, isWord: true },
  ...numbers.map((heading) => ({ heading })),
];

function survivalTables({ groups, level, interval }: AnalysisFile): Html {
  const percent = `${plain(level * 100)}%`;
  const entries = Object.entries(groups);
  const limits = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
    lower === null && upper === null ? '-' : html`${shown(lower)} to ${shown(upper)}`;
  return html`${tableBlock({
    caption: `Median and its ${percent} intervals by the kind of the curve’s`,
    columns: columns('group', 'n', 'events', 'median', 'plain', 'log', 'log-log'),
    rows: entries.map(([name, { n, events, median }]) => [
      name,
      whole(n),
      whole(events),
      median.value === null ? 'not reached' : shown(median.value),
      limits(median.plain),
      limits(median.log),
      limits(median['log-log']),
    ]),
  })}${tableBlock({
    caption: `Survival with ${interval} ${percent} intervals`,
    columns: columns('group', 'time', 'at risk', 'survival', 'se', 'lower', 'upper'),
    rows: entries.flatMap(([name, { survival }]) =>
      survival.map(({ at, atRisk, value, se, lower, upper }) => [
        name,
        plain(at),
        whole(atRisk),
        ...[value, se, lower, upper].map(shown),
      ]),
    ),
  })}`;
}

function tests({ tests: results, cox }: AnalysisFile): Html {
  const rows = Object.entries(results).map(([name, { statistic, df, p }]) => [
    testTitle(name),
    shown(statistic),
    df === null ? '-' : String(df),
    chance(p),
  ]);
  if (cox) {
    const { statistic, df, p } = cox.proportionalHazards;
    rows.push([
      'proportional hazards (score test)',
      shown(statistic),
      df === null ? '-' : String(df),
      chance(p),
    ]);
  }
  return html`${tableBlock({
    caption: 'Tests of no difference between the groups, and of one hazard ratio for all times',
    columns: columns('test', 'statistic', 'df', 'P'),
    rows,
  })}${cox?.problems.map((problem) => html`<p>${problem}</p>`)}`;
}

function means({ groups, rmst, tau, level }: AnalysisFile): Html {
  const names = Object.keys(groups);
  const rows: Value[][] = Object.entries(groups).map(([name, { rmst: mean }]) => [
    name,
    ...[mean.value, mean.se, mean.lower, mean.upper].map(shown),
    ...(rmst ? [''] : []),
  ]);
  if (rmst) {
    const { difference, ratio } = rmst;
    const cells = ({ value, se, lower, upper, p }: typeof difference) => [
      ...[value, se, lower, upper].map(shown),
      chance(p),
    ];
    rows.push(
      [`${names[1]} - ${names[0]}`, ...cells(difference)],
      [`${names[1]} / ${names[0]}`, ...cells(ratio)],
    );
  }
  return tableBlock({
    caption: `Restricted mean survival time up to ${plain(tau)}, ${plain(level * 100)}% intervals`,
    columns: columns('group', 'mean', 'se', 'lower', 'upper', ...(rmst ? ['P'] : [])),
    rows,
  });
}

function methods({
  provenance,
  level,
  interval,
  tau,
  groups,
  tests: results,
  cox,
  rmst,
}: AnalysisFile): Html {
  const { columns: named, version, data } = provenance;
  const percent = `${plain(level * 100)}%`;
  const several = Object.values(groups).some(({ causes }) => causes);
  const parts = [
    `Survival of ${whole(data.rows)} patients was estimated by Kaplan and Meier's method, with ${percent} intervals from Greenwood's variance on the ${interval} scale, and cumulative hazards by Nelson and Aalen's.`,
    several ? "Cumulative incidences by cause were estimated by Aalen and Johansen's method." : '',
    Object.keys(groups).length > 1
      ? `Groups (${named.group}) were compared by ${Object.keys(results).length} test${Object.keys(results).length === 1 ? '' : 's'} (${Object.keys(
          results,
        )
          .map((name) => testTitle(name))
          .join('; ')})${named.strata === null ? '' : `, stratified by ${named.strata}`}.`
      : '',
    cox
      ? `Hazard ratios are from Cox's model, ties by Efron's and Breslow's methods, with Wald intervals; proportional hazards were tested by the score test of Grambsch and Therneau.`
      : '',
    rmst
      ? `Restricted mean survival times up to ${plain(tau)} were compared by their difference and ratio.`
      : '',
    `All P values are two-sided. The analysis was done with sojourn ${version}.`,
  ];
  return html`<p>${parts.filter((part) => part !== '').join(' ')}</p>`;
}

function provenanceOf({ provenance }: AnalysisFile, command: string): Html {
  const { version, data } = provenance;
  return html`<pre><code>${command}</code></pre>
<dl><dt>program</dt><dd>sojourn ${version}</dd><dt>data</dt><dd>${data.file}, SHA-256 ${data.sha256}, ${whole(data.rows)} rows</dd></dl>`;
}
