import { html, nothing, type TemplateResult } from 'lit-html';
import { choices, sliders } from './controls.ts';
import { figures } from './figures.ts';
import type { App } from './model.ts';
import { takeAway } from './take-away.ts';

export function view(app: App): TemplateResult {
  const { described, problems, failure, phase, isSlow } = app;
  return html`
    <a class="skip" href="#figures">Skip to the figures</a>
    <header>
      <h1 dir="auto">${described?.title ?? app.data.file}</h1>
      <p class="status" id="status">
        <span class="dot ${phase}"></span>${statusOf(app)}
        ${isSlow ? html`<button type="button" id="stop" @click=${app.stop}>Stop</button>` : nothing}
      </p>
      <p class="unseen" role="status" aria-live="polite">${app.said}</p>
    </header>
    ${
      problems.length > 0
        ? html`<section class="note" id="problems" role="alert"><h2>The file has errors</h2>
          <ul>${problems.map(
            ({ line, column, message }) =>
              html`<li><code>${app.data.file}:${line}:${column}</code> <bdi>${message}</bdi></li>`,
          )}</ul></section>`
        : nothing
    }
    ${failure === undefined ? nothing : html`<p class="note" id="failure" role="alert">${failure}</p>`}
    ${
      described && app.state.strategies
        ? html`<div class="columns">
            <div class="what">${choices(app)}${sliders(app)}</div>
            <main id="figures" tabindex="-1">${figures(app)}${takeAway(app)}</main>
          </div>`
        : nothing
    }`;
}

function statusOf({ phase, shown, state }: App): string {
  const patients = (n: number) => `${n.toLocaleString('en')} patients of each strategy`;
  if (phase === 'stopped') return 'Stopped. Change anything to go on.';
  if (!shown) return 'Reading the scenario';
  if (phase === 'done') return patients(shown.n);
  return `${patients(shown.n)}, going on to ${state.n.toLocaleString('en')}`;
}
