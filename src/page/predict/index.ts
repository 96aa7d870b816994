import type { PredictAnswer, PredictedFigure } from '../../answers/predict/schema.ts';
import { predictSections } from '../../answers/predict/sections.ts';
import { blocksHtml } from '../../media/html/blocks.ts';
import { html } from '../../media/html/html.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Page, Section } from '../document.ts';
import type { Figure } from '../figures/figure.ts';
import { linesFigure } from '../figures/lines.ts';
import { figureBlock } from '../sections/figure.ts';
import { capitalised } from '../words.ts';

/**
 * The figure of `predict`: events over calendar time.
 *
 * @internal
 */
export function predictFigures({ eventsByTime, dates, at, unit, provenance }: PredictAnswer): Figure[] {
  const end = (figure: PredictedFigure, share: number) =>
    figure.quantiles.find(({ p }) => p === share)!.value;
  const band = (name: string, colour: number, lower: number, upper: number) => ({
    ...{ name, title: name, colour },
    points: eventsByTime.map(({ time, events }) => ({
      ...{ x: time, y: events.median.value!, lower: end(events, lower), upper: end(events, upper) },
    })),
  });
  const asked = dates.filter(({ events }) => events > at.events).map(({ events }) => whole(events));
  const last = eventsByTime.at(-1)!.time;
  return [
    linesFigure({
      id: 'events',
      title: 'Events over time',
      caption: `The line is the median of ${whole(Math.min(provenance.draws, 2000))} draws of the course of the trial, the bands hold 80% and 95% of them, from the data cut at ${unit} ${plain(at.cut, 2)} on, with ${whole(at.events)} events.${asked.length > 0 ? ` Asked: ${asked.join(', ')} events.` : ''} By ${unit} ${plain(last, 1)}, ${plain(end(eventsByTime.at(-1)!.events, 0.025)!)} to ${plain(end(eventsByTime.at(-1)!.events, 0.975)!)} events.`,
      x: { label: `${capitalised(unit)}s since the first patient could enter` },
      y: { label: 'Events', shown: whole },
      series: [band('Median and 95% interval', 0, 0.025, 0.975), band('80% interval', 1, 0.1, 0.9)],
    }),
  ];
}

/**
 * The page of `predict`.
 *
 * @internal
 */
export function predictPage(answer: PredictAnswer, figures: readonly Figure[], command: string): Page {
  const { provenance, sentence, notes } = answer;
  const [, dates, ...more] = predictSections(answer);
  return {
    title: provenance.design.title,
    kind: 'Prediction of a running trial',
    lead: html`<p><bdi>${sentence}</bdi></p>`,
    sections: [
      {
        id: 'dates',
        title: 'Dates',
        body: html`${blocksHtml(dates!.blocks)}${figures.map((one) => figureBlock(one))}`,
      },
      {
        id: 'figures',
        title: 'What the data say',
        body: blocksHtml(more.slice(0, -1).flatMap(({ blocks }) => blocks)),
      },
      ...(notes.length === 0 ? [] : [{ id: 'notes', title: 'Notes', body: blocksHtml([{ list: notes }]) }]),
      provenanceSection(answer, command),
    ],
    foot: html`Made by sojourn ${provenance.version}.`,
  };
}

function provenanceSection({ provenance }: PredictAnswer, command: string): Section {
  const { version, design, data, seed, draws } = provenance;
  return {
    id: 'provenance',
    title: 'Reproducibility',
    body: html`<p>This command reproduces every figure of this page, on any machine:</p>
<pre><code>${command}</code></pre>
<dl>
<dt>program</dt><dd>sojourn ${version}</dd>
<dt>design</dt><dd><bdi>${design.file}</bdi>, SHA-256 ${design.sha256}</dd>
<dt>data</dt><dd><bdi>${data.file}</bdi>, SHA-256 ${data.sha256}</dd>
<dt>seed</dt><dd><bdi>${seed}</bdi></dd>
<dt>draws</dt><dd>${whole(draws)}</dd>
</dl>`,
  };
}
