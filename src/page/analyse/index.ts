import { number, probability } from '../../answers/analyse/numbers.ts';
import { readingLines } from '../../answers/analyse/reading.ts';
import type { AnalysisAnswer } from '../../answers/analyse/schema.ts';
import { hasCauses, testTitle, titled } from '../../answers/analyse/words.ts';
import { type Html, html, type Value } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { GroupAnalysis, TestResult } from '../../study/analyse/index.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { figureBlock } from '../sections/figure.ts';
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
    lead: html`<p>${patients}; time <bdi>${provenance.columns.time}</bdi>, status <bdi>${provenance.columns.status}</bdi>${provenance.columns.group !== null && html`, groups <bdi>${provenance.columns.group}</bdi>`}${provenance.columns.strata !== null && html`, strata <bdi>${provenance.columns.strata}</bdi>`}.</p><p>${readingLines(answer).join(' ')}</p>`,
    sections: [
      {
        id: 'curves',
        title: hasCauses(answer) ? 'Free of events of any cause' : 'Survival',
        body: html`${figures.survival.map((figure) => figureBlock(figure))}${survivalTables(answer)}`,
      },
      ...section('causes', 'Causes', figures.incidence),
      ...(answer.order.length > 1
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

function survivalTables(answer: AnalysisAnswer): Html {
  const { level, interval } = answer;
  const several = hasCauses(answer);
  const percent = `${plain(level * 100)}%`;
  const entries = groupsOf(answer);
  const limits = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
    lower === null && upper === null ? '-' : html`${shown(lower)} to ${shown(upper)}`;
  return html`${tableBlock({
    caption: titled(`median (${percent} CI by transformation: plain, log, log-log)`, several),
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
    caption: titled(
      `${several ? 'event-free survival' : 'survival'} with ${interval} ${percent} intervals`,
      several,
    ),
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

function groupsOf({ order, groups }: AnalysisAnswer): [name: string, GroupAnalysis][] {
  return order.map((name) => [name, groups[name]!]);
}

function tests(answer: AnalysisAnswer): Html {
  const { tests: results, cox, causeSpecific = {} } = answer;
  const several = hasCauses(answer);
  const row = (title: string, { statistic, df, p }: TestResult): Value[] => [
    title,
    shown(statistic),
    df === null ? '-' : String(df),
    chance(p),
  ];
  const rows = Object.entries(results).map(([name, test]) => row(testTitle(name, several), test));
  const of = several ? ', events of any cause' : '';
  if (cox) rows.push(row(`proportional hazards (score test)${of}`, cox.proportionalHazards));
  for (const [cause, one] of Object.entries(causeSpecific))
    rows.push(
      row(`log-rank, hazard of cause ${cause}`, one.logRank),
      row(`proportional hazards (score test), cause ${cause}`, one.cox.proportionalHazards),
    );
  return html`${tableBlock({
    caption: 'Tests of no difference between the groups, and of one hazard ratio for all times',
    columns: columns('test', 'statistic', 'df', 'P'),
    rows,
  })}${[...(cox?.problems ?? []), ...Object.entries(causeSpecific).flatMap(([cause, one]) => one.cox.problems.map((problem) => `Cause ${cause}: ${problem}`))].map((problem) => html`<p>${problem}</p>`)}`;
}

function means(answer: AnalysisAnswer): Html {
  const { order: names, rmst, tau, level } = answer;
  const several = hasCauses(answer);
  const mean = several ? 'restricted mean event-free time' : 'restricted mean survival time';
  const rows: Value[][] = groupsOf(answer).map(([name, { rmst: mean }]) => [
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
    caption: titled(`${mean} up to ${plain(tau)}, ${plain(level * 100)}% intervals`, several),
    columns: columns('group', 'mean', 'se', 'lower', 'upper', ...(rmst ? ['P'] : [])),
    rows,
  });
}

function methods(answer: AnalysisAnswer): Html {
  const { provenance, level, interval, tau, order, tests: results, cox, rmst } = answer;
  const { columns: named, version, data, nearTies } = provenance;
  const percent = `${plain(level * 100)}%`;
  const several = hasCauses(answer);
  const count = Object.keys(results).length;
  const parts = [
    `${several ? 'Survival free of events of any cause' : 'Survival'} of ${whole(data.rows)} patients was estimated by Kaplan and Meier's method, with ${percent} intervals from Greenwood's variance on the ${interval} scale, and cumulative hazards${several ? ' of events of any cause' : ''} by Nelson and Aalen's.`,
    nearTies === null ? 'Times were tied only where they are the same number.' : '',
    several ? "Cumulative incidences by cause were estimated by Aalen and Johansen's method." : '',
    order.length > 1
      ? `Groups (${named.group}) were compared by ${count} test${count === 1 ? '' : 's'} (${Object.keys(
          results,
        )
          .map((name) => testTitle(name, several))
          .join('; ')})${named.strata === null ? '' : `, stratified by ${named.strata}`}.`
      : '',
    cox
      ? `Hazard ratios${several ? ' of events of any cause' : ''} are over ${order[0]}, from Cox's model, ties by Efron's and Breslow's methods, with Wald intervals; proportional hazards were tested by the score test of Grambsch and Therneau.`
      : '',
    cox && several
      ? 'Cause-specific hazards were compared by the log-rank test and by Cox’s model (Efron), events of other causes being censored.'
      : '',
    rmst
      ? `Restricted mean ${several ? 'times free of events of any cause' : 'survival times'} up to ${plain(tau)} were compared by their difference and ratio.`
      : '',
    `All P values are two-sided. The analysis was done with sojourn ${version}.`,
  ];
  return html`<p>${parts.filter((part) => part !== '').join(' ')}</p>`;
}

function provenanceOf({ provenance }: AnalysisAnswer, command: string): Html {
  const { version, data } = provenance;
  return html`<pre><code>${command}</code></pre>
<dl><dt>program</dt><dd>sojourn ${version}</dd><dt>data</dt><dd>${data.file}, SHA-256 ${data.sha256}, ${whole(data.rows)} rows</dd></dl>`;
}
