import { coarseInRun } from '../../answers/run/coarse-medians.ts';
import { runKeyFigures } from '../../answers/run/key-figures.ts';
import type { RunStrategy } from '../../answers/run/schema.ts';
import { proportionsSideBySide, proportionTable } from '../../answers/run/tables.ts';
import { rowNotes } from '../../answers/within-rows.ts';
import { type Html, html } from '../../media/html/html.ts';
import { tableHtml } from '../../media/html/table-html.ts';
import { plain, whole } from '../../media/numbers.ts';
import { type Entry, ledgerOf, targetEntry } from '../../scenario/ledger.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { targetsOf } from '../../scenario/targets.ts';
import type { Page, Section } from '../document.ts';
import { methodsOf } from '../methods.ts';
import { estimatesBlock } from '../sections/estimates.ts';
import { figureBlock } from '../sections/figure.ts';
import { keyFiguresBlock } from '../sections/key-figures.ts';
import { leftOutBlock } from '../sections/left-out.ts';
import { methodsBlock } from '../sections/methods.ts';
import { caveatsBlock, notesBlock } from '../sections/note.ts';
import { parametersBlock } from '../sections/parameters.ts';
import { provenanceBlock } from '../sections/provenance.ts';
import { type References, referencesOf } from '../sections/references.ts';
import { chip } from '../sections/source.ts';
import { targetsBlock } from '../sections/targets.ts';
import { MOST_APART, type Placed, type RunFigures, type RunReport } from './figures.ts';

export { type RunFigures, type RunReport, runFigures } from './figures.ts';

/**
 * The page of a run: results, then model and evidence, then how to reproduce it.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, type Curve, curvesOf, inlineExecutor, run } from 'sojourn';
 * import { documentOf, runFigures, runPage } from 'sojourn/page';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const curves: Curve[] = [];
 * const result = await run({
 *   scenario: scenario!,
 *   plans: [plans['usual-care']!],
 *   n: 10_000,
 *   seed: '1',
 *   executor: inlineExecutor(),
 *   onStrategy: (plan, tally) => curves.push(...curvesOf(plan, tally, ['survival'])),
 * });
 * const provenance = {
 *   program: 'sojourn' as const,
 *   version: '1',
 *   seed: '1',
 *   n: 10_000,
 *   threads: 1,
 *   seconds: 1,
 *   patientsPerSecond: 10_000,
 *   scenario: { file: 'illness-death.yaml', sha256: '', title: scenario!.scenario },
 *   fingerprint: result.fingerprint,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 * };
 * const answer = { provenance, strategies: result.strategies };
 * const report = { scenario: scenario!, answer, curves, command: 'sojourn run illness-death.yaml -n 10k' };
 * const page = documentOf(runPage(report, runFigures(report)));
 * console.log(page.startsWith('<!doctype html>'));
 * // true
 * ```
 */
export function runPage(report: RunReport, figures: RunFigures): Page {
  const { scenario, answer, command } = report;
  const { provenance, strategies } = answer;
  const names = Object.keys(strategies);
  const ledger = ledgerOf(scenario, names);
  const references = referencesOf([...ledger, ...targetEntries(report)]);
  const errors = 'are by Greenwood’s formula for survival and binomial for shares';
  const section = (id: string, title: string, placed: readonly Placed[]): Section[] =>
    placed.length === 0 ? [] : [{ id, title, body: blocks(placed, report) }];
  return {
    title: scenario.scenario,
    kind: 'Simulation report',
    lead: lead(report),
    sections: [
      ...(figures.survival.length === 0
        ? []
        : [
            {
              id: 'survival',
              title: 'Survival',
              body: html`${blocks(figures.survival, report)}${estimatesBlock(strategies, scenario.time.unit)}`,
            },
          ]),
      ...proportions(answer),
      ...section('subgroups', 'Subgroups', figures.subgroups),
      ...section('causes', 'Causes', figures.incidence),
      ...section('states', 'States over time', figures.occupancy),
      ...section('ways', 'Patient pathways', figures.flow),
      ...targets(report, references),
      ...section('model', 'The model', figures.model),
      {
        id: 'parameters',
        title: 'Numbers and evidence',
        body: parametersBlock(ledger, references),
      },
      {
        id: 'methods',
        title: 'Methods',
        body: methodsBlock(methodsOf({ scenario, strategies: names, ledger, provenance, errors })),
      },
      { id: 'provenance', title: 'Reproducibility', body: provenanceBlock(provenance, command) },
    ],
    foot: html`Every simulated figure has its Monte Carlo standard error (MCSE) beside it or in its caption, and shows no digit that it does not support. Made by sojourn ${provenance.version}.`,
  };
}

/** The shares that the terminal prints; of many strategies those of the first alone, as its figures are. */
function proportions({ strategies }: RunReport['answer']): Section[] {
  const entries = Object.entries(strategies);
  const shown = entries.slice(0, entries.length > MOST_APART ? 1 : MOST_APART);
  const table =
    shown.length === 1 ? proportionTable(shown[0]![1]) : proportionsSideBySide(Object.fromEntries(shown));
  if (table.rows.length === 0) return [];
  return [{ id: 'proportions', title: 'Proportions', body: tableHtml(table) }];
}

function lead({ scenario, answer }: RunReport): Html {
  const { unit, origin, horizon, 'data-until': until } = scenario.time;
  const strategies = Object.values(answer.strategies);
  const count = strategies.length === 1 ? `${strategies[0]!.title}:` : `${strategies.length} strategies,`;
  return html`<p><bdi>${count}</bdi> ${whole(answer.provenance.n)} simulated patients${strategies.length > 1 && ' each'}. Time in ${unit}s from <bdi>${origin}</bdi>, up to ${plain(horizon)}.${until !== undefined && ` Beyond ${until} ${unit}s the curves are dashed: extrapolated beyond the observed data.`}</p>
${scenario.about !== undefined && html`<p><bdi>${scenario.about.trim()}</bdi></p>`}
${strategies.length > MOST_APART && html`<p>Subgroups, causes, states and pathways are drawn for the first strategy; <code>--strategy</code> with up to ${MOST_APART} names draws them for those.</p>`}
${strategies.length > 1 && strategies.length <= MOST_APART && html`<p>Subgroups and causes are drawn for every endpoint of the first strategy, and for the first endpoint of the others.</p>`}
${caveatsBlock(strategies)}
${notesBlock(rowNotes(coarseInRun(answer.strategies), timesIn(strategies), scenario))}
${keyFiguresBlock(runKeyFigures(answer.strategies, unit))}
${leftOutBlock(answer.provenance.scenario.file)}`;
}

/** The times at which curves are read. */
function timesIn(strategies: readonly RunStrategy[]): number[] {
  return Object.values(strategies[0]?.endpoints ?? {}).flatMap(({ survival, rmst }) => [
    ...survival.map(({ at }) => at),
    ...rmst.map(({ tau }) => tau),
  ]);
}

function targetEntries({ scenario, answer }: RunReport): Entry[] {
  return Object.keys(answer.strategies).flatMap((name) =>
    targetsOf(scenario, name).map((target) => targetEntry(scenario, target, '')),
  );
}

function targets({ scenario, answer }: RunReport, references: References): Section[] {
  const spokenOf = Object.entries(answer.strategies).filter(([, strategy]) => strategy.targets.length > 0);
  if (spokenOf.length === 0) return [];
  const body = spokenOf.map(
    ([name, { title, targets }]) =>
      html`${spokenOf.length > 1 && html`<h3 dir="auto">${title}</h3>`}${targetsBlock(scenario, name, targets, references)}`,
  );
  return [{ id: 'targets', title: 'Beside published figures', body: html`${body}` }];
}

function blocks(placed: readonly Placed[], { scenario, answer }: RunReport): Html {
  return html`${placed.map(({ figure, targets = [] }) => figureBlock(figure, sources(scenario, answer, targets)))}`;
}

/** The sources of the published points in a figure, shown on hovering or tapping. */
function sources(
  scenario: Scenario,
  { strategies }: RunReport['answer'],
  targets: NonNullable<Placed['targets']>,
): Html | undefined {
  if (targets.length === 0) return undefined;
  const chips = targets.map(({ strategy, target }) => {
    const raw = targetsOf(scenario, strategy)[strategies[strategy]!.targets.indexOf(target)]!;
    return chip(targetEntry(scenario, raw, target.name));
  });
  return html`<span class="screen">Published: ${chips.map((one, i) => html`${i > 0 && '; '}${one}`)}.</span>`;
}
