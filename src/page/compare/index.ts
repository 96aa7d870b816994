import { coarseInComparison } from '../../answers/compare/coarse-medians.ts';
import { compareKeyFigures } from '../../answers/compare/key-figures.ts';
import type { CompareStrategy } from '../../answers/compare/schema.ts';
import { uncertaintyLine } from '../../answers/compare/uncertainty.ts';
import { rowNotes } from '../../answers/within-rows.ts';
import { type Html, html } from '../../media/html/html.ts';
import { plain, whole } from '../../media/numbers.ts';
import { ledgerOf } from '../../scenario/ledger.ts';
import { nameOf } from '../../study/compare/vary.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { methodsOf } from '../methods.ts';
import { figureBlock, smallBlock } from '../sections/figure.ts';
import { keyFiguresBlock } from '../sections/key-figures.ts';
import { leftOutBlock } from '../sections/left-out.ts';
import { livesBlock } from '../sections/lives.ts';
import { methodsBlock } from '../sections/methods.ts';
import { caveatsBlock, notesBlock } from '../sections/note.ts';
import { parametersBlock } from '../sections/parameters.ts';
import { provenanceBlock } from '../sections/provenance.ts';
import { referencesOf } from '../sections/references.ts';
import type { CompareFigures, CompareReport } from './figures.ts';

export { type CompareFigures, type CompareReport, compareFigures } from './figures.ts';

/**
 * The page of a comparison: first differences, then the curves behind them, then the evidence and methods.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, compare, compareQuestions, inlineExecutor, questionsOf } from 'sojourn';
 * import { compareFigures, comparePage, documentOf } from 'sojourn/page';
 *
 * const endpoints = ['survival'];
 * const text = readFileSync('scenarios/illness-death.yaml', 'utf8');
 * const { scenario, plans } = checkScenario(text, { asked: () => ({ endpoints, times: { endpoints } }) });
 * const { 'usual-care': reference, prevention } = plans;
 * const result = await compare({
 *   reference: reference!,
 *   plans: [prevention!],
 *   endpoints,
 *   seed: '1',
 *   n: 10_000,
 *   questions: compareQuestions(questionsOf(scenario!), scenario!.time.horizon),
 *   executor: inlineExecutor(),
 * });
 * const provenance = {
 *   program: 'sojourn' as const,
 *   version: '1',
 *   seed: '1',
 *   n: 10_000,
 *   threads: 1,
 *   seconds: 1,
 *   patientsPerSecond: 20_000,
 *   scenario: { file: 'illness-death.yaml', sha256: '', title: scenario!.scenario },
 *   fingerprint: result.fingerprint,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   batches: result.batches,
 * };
 * const comparisons = { prevention: { ...result.comparisons.prevention!, title: 'Prevention' } };
 * const answer = { provenance, reference: { name: 'usual-care', title: 'Usual care' }, set: [], comparisons };
 * const report = {
 *   scenario: scenario!,
 *   answer,
 *   curves: [],
 *   command: 'sojourn compare illness-death.yaml -n 10k',
 * };
 * console.log(documentOf(comparePage(report, compareFigures(report))).startsWith('<!doctype html>'));
 * // true
 * ```
 */
export function comparePage(report: CompareReport, figures: CompareFigures): Page {
  const { scenario, answer, command } = report;
  const { provenance, reference } = answer;
  const comparisons = answer.comparisons ?? answer.points![0]!.comparisons;
  const strategies = [reference.name, ...Object.keys(comparisons)].filter((name) =>
    Object.hasOwn(scenario.strategies, name),
  );
  const ledger = ledgerOf(scenario, strategies);
  const errors = `are from ${provenance.batches} batches of paired patients`;
  const section = (id: string, title: string, all: readonly Figure[]): Section[] =>
    all.length === 0 ? [] : [{ id, title, body: blocks(all) }];
  const pairs = figures.pairs.map(
    ({ strategy, figure }) =>
      html`<details class="part"><summary><bdi>${comparisons[strategy]!.title}</bdi></summary>${smallBlock(figure)}</details>`,
  );
  return {
    title: scenario.scenario,
    kind: 'Comparison of strategies',
    lead: lead(report),
    sections: [
      ...section('response', 'Responses', figures.response),
      ...section('survival', 'Survival', figures.survival),
      ...section('uncertainty', 'Uncertainty of the evidence', figures.uncertainty),
      ...figures.forests.map(({ title, figures: own }, i) => ({
        id: `differences-${i + 1}`,
        title: `Differences: ${title}`,
        body: blocks(own),
      })),
      ...(answer.comparisons
        ? [
            {
              id: 'lives',
              title: 'Number needed to treat',
              body: livesBlock(comparisons, scenario.time.unit),
            },
          ]
        : []),
      ...section('subgroups', 'Subgroups', figures.subgroups),
      ...(pairs.length === 0
        ? []
        : [{ id: 'pairs', title: 'Each strategy compared with the reference', body: html`${pairs}` }]),
      ...section('model', 'The model', figures.model),
      {
        id: 'parameters',
        title: 'Numbers and evidence',
        body: parametersBlock(ledger, referencesOf(ledger)),
      },
      {
        id: 'methods',
        title: 'Methods',
        body: methodsBlock(
          methodsOf({ scenario, strategies, ledger, reference: reference.name, provenance, errors }),
        ),
      },
      { id: 'provenance', title: 'Reproducibility', body: provenanceBlock(provenance, command) },
    ],
    foot: html`Differences are strategy minus reference, with the Monte Carlo standard error (MCSE) of the paired difference. Made by sojourn ${provenance.version}.`,
  };
}

function blocks(figures: readonly Figure[]): Html {
  return html`${figures.map((figure) => figureBlock(figure))}`;
}

function lead({ scenario, answer }: CompareReport): Html {
  const { unit, origin, horizon, 'data-until': until } = scenario.time;
  const entries = Object.values(answer.comparisons ?? answer.points![0]!.comparisons);
  const { set, vary, reference, provenance } = answer;
  const own = scenario.strategies[reference.name]?.caveat;
  const coarse = answer.comparisons ? coarseInComparison(answer.comparisons, reference.name) : [];
  const [{ survival, rmst }] = entries as [CompareStrategy, ...CompareStrategy[]];
  const times = [...survival.map(({ at }) => at), ...rmst.map(({ tau }) => tau)];
  return html`<p>${entries.length === 1 ? html`<bdi>${entries[0]!.title}</bdi>` : `${entries.length} strategies`} compared with <bdi>${reference.title}</bdi>, using common random numbers for the same ${whole(provenance.n)} simulated patients. Time in ${unit}s from <bdi>${origin}</bdi>, up to ${plain(horizon)}.${until !== undefined && ` Beyond ${until} ${unit}s the curves are dashed: extrapolated beyond the observed data.`}</p>
${set.length > 0 && html`<p>Set for this comparison: ${set.map((one) => `${nameOf(one)} = ${one.value}`).join(', ')}.</p>`}
${vary && html`<p>Varied: ${vary.map((one) => `${nameOf(one)} from ${plain(one.values[0]!)} to ${plain(one.values.at(-1)!)} in ${one.values.length} values`).join(', ')}. The table of numbers below shows the first value of each.</p>`}
${caveatsBlock([{ title: reference.title, caveat: own }, ...entries])}
${notesBlock(rowNotes(coarse, times, scenario))}
${answer.comparisons && keyFiguresBlock(compareKeyFigures(answer.comparisons, unit))}
${answer.uncertainty ? html`<p class="soft small">${uncertaintyLine(answer.uncertainty)}</p>` : leftOutBlock(provenance.scenario.file)}`;
}
