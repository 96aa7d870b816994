import type { PsaAnswer } from '../../answers/psa/schema.ts';
import {
  bestTables,
  differenceTable,
  driverTables,
  neededTable,
  notesOf,
  strategyTables,
  subgroupTables,
  titleOfDifference,
  uncorrectedTables,
} from '../../answers/psa/tables.ts';
import { type Html, html } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { tableHtml } from '../../media/html/table-html.ts';
import { plain, whole } from '../../media/numbers.ts';
import { type Entry, ledgerOf } from '../../scenario/ledger.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { figureBlock } from '../sections/figure.ts';
import { caveatsBlock } from '../sections/note.ts';
import { posteriorEntry } from '../sections/posterior.ts';
import { type References, referencesBlock, referencesOf, restsOn } from '../sections/references.ts';
import { chip, intervalShown, valueShown } from '../sections/source.ts';
import { densityHtml } from './density.ts';
import type { PsaFigures, PsaReport } from './figures.ts';

export { type PsaFigures, type PsaReport, psaFigures } from './figures.ts';

/**
 * The report of an analysis by parameter draws: what differs and how sure the evidence is of it, then what it rests on.
 *
 * @internal
 */
export function psaPage(report: PsaReport, figures: PsaFigures): Page {
  const { scenario, answer, command } = report;
  const { provenance, strategies, comparisons } = answer;
  const { unit } = scenario.time;
  const names = Object.keys(strategies);
  const ledger = ledgerOf(scenario, names);
  const references = referencesOf(ledger);
  const section = (id: string, title: string, body: Html | false): Section[] =>
    body === false ? [] : [{ id, title, body }];
  const isCompared = names.length > 1;
  return {
    title: scenario.scenario,
    kind: 'What the evidence leaves uncertain',
    lead: lead(report),
    sections: [
      ...section(
        'differences',
        'Differences',
        isCompared &&
          html`${blocks(figures.intervals)}${Object.entries(comparisons).map(([name, found]) => [
            tableHtml(differenceTable(answer, name, unit)),
            tableHtml(neededTable(answer, name, unit)),
            subgroupTables(`difference_${name}`, titleOfDifference(answer, name), found, unit, true).map(
              (one) => tableHtml(one),
            ),
          ])}`,
      ),
      ...section(
        'survival',
        'Survival',
        html`${blocks(figures.bands)}${!isCompared && blocks(figures.intervals)}${names.map((name) =>
          strategyTables(answer, name, unit).map((one) => tableHtml(one)),
        )}`,
      ),
      ...section(
        'best',
        'Who is best',
        isCompared &&
          html`${blocks(figures.best)}${[...bestTables(answer), ...uncorrectedTables(answer)].map((one) => tableHtml(one))}${evpiTable(answer, unit)}`,
      ),
      ...section(
        'drivers',
        'What drives the uncertainty',
        answer.drivers[answer.advice.outcome] !== undefined &&
          html`${blocks(figures.tornado)}${driverTables(answer).map((one) => tableHtml(one))}`,
      ),
      ...section('two-outcomes', 'Two outcomes', figures.scatter.length > 0 && blocks(figures.scatter)),
      ...section('convergence', 'Convergence', figures.convergence.length > 0 && blocks(figures.convergence)),
      ...section('distributions', 'What is drawn', distributions(report, ledger, references)),
      ...section('fixed', 'What is held fixed', heldFixed(report, ledger, references)),
      ...section('methods', 'Methods', methods(report)),
      ...section('provenance', 'Reproducibility', reproducibility(report, command)),
    ],
    foot: html`Intervals are of the evidence; MCSE is the Monte Carlo standard error, of the simulation. Made by sojourn ${provenance.version}.`,
  };
}

function blocks(figures: readonly Figure[]): Html {
  return html`${figures.map((figure) => figureBlock(figure))}`;
}

function lead({ scenario, answer }: PsaReport): Html {
  const { unit, origin, horizon, 'data-until': until } = scenario.time;
  const { draws, n } = answer.provenance;
  return html`<p>${whole(draws)} parameter draws of ${whole(n)} simulated patients each, the same ones under every strategy. Time in ${unit}s from <bdi>${origin}</bdi>, up to ${plain(horizon)}.${until !== undefined && ` Beyond ${until} ${unit}s the curves are dashed: extrapolated beyond the observed data.`}</p>
${caveatsBlock(Object.values(answer.strategies))}
<ul>${notesOf(answer, unit).map((note) => html`<li><bdi>${note}</bdi></li>`)}</ul>`;
}

/** In the unit of each outcome, for each patient. */
function evpiTable({ best }: PsaAnswer, unit: string): Html {
  const rows = Object.entries(best).flatMap(([outcome, found]) =>
    found ? [{ outcome, ...found.evpi }] : [],
  );
  if (rows.length === 0) return html``;
  return tableHtml({
    name: 'evpi',
    title: `Expected value of perfect information, in ${unit}s or a share for each patient: the chance of the patients taken out, and left in`,
    columns: [
      { key: 'outcome', heading: 'outcome', isWord: true },
      { key: 'evpi', heading: 'taken out', error: 'MCSE' },
      { key: 'uncorrected', heading: 'left in' },
    ],
    rows: rows.map(({ outcome, value, mcse, uncorrected }) => ({
      key: outcome,
      cells: [
        outcome,
        { value, mcse, form: { as: 'figure' } },
        { value: uncorrected, mcse, form: { as: 'figure' } },
      ],
    })),
  });
}

const number = (value: number) => String(Number(value.toPrecision(4)));

/** The ledger's entry of a number, by the name that the uncertainty has for it. */
function entryOf(ledger: readonly Entry[], name: string): Entry | undefined {
  return ledger.find(
    (entry) => name === (entry.strategy === undefined ? entry.name : `${entry.strategy}.${entry.name}`),
  );
}

/** Each law as a small density beside its evidence. */
function distributions(
  { result, answer }: PsaReport,
  ledger: readonly Entry[],
  references: References,
): Html {
  const numbers = result.drawn.flatMap((one) => (one.kind === 'number' ? [one] : []));
  const rows = numbers.map(({ name, law, value }, i) => {
    const { lower, upper } = answer.parameters[name]!;
    const entry = entryOf(ledger, name);
    const interval = entry ? intervalShown(entry) : '-';
    return [
      entry ? chip(entry, name) : name,
      html`${densityHtml(law, value, name, `density-${i + 1}`)} <small class="soft">${law.name}</small>`,
      html`${entry ? valueShown(entry) : exactly(value, number(value))}${interval !== '-' && ` (${interval})`}`,
      html`${exactly(law.mean, number(law.mean))} (${number(lower)} to ${number(upper)})`,
      entry ? restsOn(entry, references) : '-',
    ];
  });
  const counts = Object.entries(answer.counts).flatMap(([name, levels]) => {
    const total = Object.values(levels).reduce((sum, count) => sum + count, 0);
    return Object.entries(levels).map(([level, count]) => [
      name,
      level,
      number(count),
      `${number((100 * count) / total)}`,
    ]);
  });
  return html`<p>Filled: the 95% interval; dashed: the value of the file. <span class="screen">Point at a name, tap it or move the focus to it for the citation and the caveats.</span></p>
${
  rows.length > 0 &&
  tableBlock({
    columns: [
      { heading: 'number', isWord: true },
      { heading: 'distribution', isWord: true },
      { heading: 'evidence (interval)' },
      { heading: 'mean (95%)' },
      { heading: 'rests on', isWord: true },
    ],
    rows,
  })
}${
  counts.length > 0 &&
  tableBlock({
    caption: 'Counts whose levels are drawn together by a Dirichlet distribution',
    columns: [
      { heading: 'counts', isWord: true },
      { heading: 'level', isWord: true },
      { heading: 'patients' },
      { heading: '%' },
    ],
    rows: counts,
  })
}${referencesBlock(references)}`;
}

function heldFixed({ answer }: PsaReport, ledger: readonly Entry[], references: References): Html {
  if (answer.fixed.length === 0) return html`<p>No number is held fixed.</p>`;
  return html`<p>Their uncertainty is in no interval of this page. A range, quantiles or a distribution in the scenario makes an assumption one of the numbers that are drawn.</p>
${tableBlock({
  columns: [
    { heading: 'number', isWord: true },
    { heading: 'value' },
    { heading: 'why it is held', isWord: true },
    { heading: 'rests on', isWord: true },
  ],
  rows: answer.fixed.map(({ name, value, why }) => {
    const entry = entryOf(ledger, name);
    return [
      entry ? chip(entry, name) : name,
      value === null ? '-' : exactly(value, number(value)),
      why,
      entry ? restsOn(entry, references) : '-',
    ];
  }),
})}`;
}

function methods({ answer }: PsaReport): Html {
  const { draws, n, seed } = answer.provenance;
  const [drawn, sets] = [Object.keys(answer.parameters).length, Object.keys(answer.counts).length];
  return html`<p>We made ${whole(draws)} draws of ${drawn} uncertain numbers${sets > 0 && ` and ${sets} sets of counts`} of the model from distributions that follow from their published counts, intervals and ranges; ${answer.fixed.length} numbers without such evidence were held at their values. With each draw ${whole(n)} patients were simulated under every strategy, using common random numbers (seed ${seed}). The variance over draws is the sum of a part of the parameters and a part of the patients; the second was estimated from batches of patients and taken out of intervals, of the chance of being best and of the expected value of perfect information. What drives the uncertainty was found by regression of the figures on penalised splines of the numbers.</p>`;
}

function reproducibility({ answer }: PsaReport, command: string): Html {
  const { version, scenario, posterior, seed, draws, n, generator } = answer.provenance;
  return html`<p>This command reproduces every figure of this page, on any machine and any number of threads:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>scenario</dt><dd><bdi>${scenario.file}</bdi>, SHA-256 ${scenario.sha256}</dd>
${posteriorEntry(posterior)}<dt>seed</dt><dd><bdi>${seed}</bdi></dd>
<dt>parameter draws</dt><dd>${whole(draws)}</dd>
<dt>patients of each draw</dt><dd>${whole(n)}</dd>
<dt>random numbers</dt><dd>${generator}</dd>
</dl>`;
}
