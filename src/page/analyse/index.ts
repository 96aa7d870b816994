import { readingLines } from '../../answers/analyse/reading.ts';
import type { AnalysisAnswer } from '../../answers/analyse/schema.ts';
import {
  incidenceTable,
  meansTable,
  medianTable,
  survivalTable,
} from '../../answers/analyse/survival-tables.ts';
import { causeTable, coxTable, observedTable, testTable } from '../../answers/analyse/test-tables.ts';
import { hasCauses, percentOf, testTitle } from '../../answers/analyse/words.ts';
import { type Html, html } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Page } from '../document.ts';
import { figureBlock } from '../sections/figure.ts';
import type { AnalysisFigures, AnalysisReport } from './figures.ts';

export { type AnalysisFigures, type AnalysisReport, analysisFigures } from './figures.ts';

/**
 * The page of an analysis of patients.
 *
 * @internal
 */
export function analysisPage(report: AnalysisReport, figures: AnalysisFigures): Page {
  const { answer, command } = report;
  const { provenance } = answer;
  const patients = `${whole(provenance.data.rows)} patients`;
  return {
    title: `Survival in ${provenance.data.file}`,
    kind: 'Analysis of patients',
    lead: html`<p>${patients}; time <bdi>${provenance.columns.time}</bdi>, status <bdi>${provenance.columns.status}</bdi>${provenance.columns.group !== null && html`, groups <bdi>${provenance.columns.group}</bdi>`}${provenance.columns.strata !== null && html`, strata <bdi>${provenance.columns.strata}</bdi>`}.</p><p>${readingLines(answer).join(' ')}</p>`,
    sections: [
      {
        id: 'curves',
        title: hasCauses(answer) ? 'Free of events of any cause' : 'Survival',
        body: html`${figures.survival.map((figure) => figureBlock(figure))}${tableHtml(medianTable(answer))}${tableHtml(survivalTable(answer))}`,
      },
      ...(figures.incidence.length > 0
        ? [
            {
              id: 'causes',
              title: 'Causes',
              body: html`${figures.incidence.map((figure) => figureBlock(figure))}${tableHtml(incidenceTable(answer))}`,
            },
          ]
        : []),
      ...(answer.order.length > 1
        ? [
            {
              id: 'tests',
              title: 'Differences',
              body: html`${[observedTable, testTable].map((table) => tableHtml(table(answer)))}${figures.ratios.map((figure) => figureBlock(figure))}${[coxTable, causeTable].map((table) => tableHtml(table(answer)))}`,
            },
          ]
        : []),
      { id: 'means', title: 'Restricted means', body: tableHtml(meansTable(answer)) },
      { id: 'methods', title: 'Methods', body: methods(answer) },
      { id: 'provenance', title: 'Reproducibility', body: provenanceOf(answer, command) },
    ],
    foot: html`Estimates equal those of R’s survival and cmprsk. Made by sojourn ${provenance.version}.`,
  };
}

function methods(answer: AnalysisAnswer): Html {
  const { provenance, interval, tau, order, tests: results, cox, rmst } = answer;
  const { columns: named, version, data, nearTies } = provenance;
  const percent = percentOf(answer);
  const several = hasCauses(answer);
  const count = Object.keys(results).length;
  const parts = [
    `${several ? 'Survival free of events of any cause' : 'Survival'} of ${whole(data.rows)} patients was estimated by Kaplan and Meier's method, with ${percent} intervals from Greenwood's variance on the ${interval} scale, and cumulative hazards${several ? ' of events of any cause' : ''} by Nelson and Aalen's.`,
    nearTies === null ? 'Only exactly equal times were treated as ties.' : '',
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
