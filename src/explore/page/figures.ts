import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { unsafeHTML } from 'lit-html/directives/unsafe-html.js';
import { bandOf, lineOf, type Plot, plotOf, valueAt } from '../plot.ts';
import type { ShownStrategy } from '../shown.ts';
import type { App } from './model.ts';
import { figuresTable, proportionsTable } from './tables.ts';

const Z_95 = 1.96;
const MOST_WIDTH = 900;

/** Everything that the answer shows, from curves to pathways. */
export function figures(app: App): TemplateResult {
  const { described, shown, whole, state } = app;
  if (!shown) return html`<p class="soft">The first patients are on their way.</p>`;
  const endpoint = described!.endpoints.find(({ name }) => name === state.endpoint);
  return html`
    <section aria-labelledby="curves-title">
      <h2 id="curves-title" dir="auto">${endpoint?.title ?? state.endpoint}</h2>
      <p class="row"><label><input type="checkbox" id="bands" .checked=${app.wantsBands} @change=${app.toggleBands}>
        Uncertainty of the evidence${bandsWords(app)}</label></p>
      ${survival(app)}
      <p class="soft small">Shaded: 95% Monte Carlo bands${app.wantsBands ? '; lighter: 95% uncertainty intervals of the evidence, of all patients' : ''}.
        ${whole && whole.published.length > 0 ? 'Circles with bars: published figures with their 95% intervals.' : nothing}
        ${app.ghost ? 'Dashed: before the last change.' : nothing}</p>
      ${figuresTable(app)}
    </section>
    ${shown.strategies.length > 1 ? html`<details open><summary>Difference in survival</summary>${difference(app)}</details>` : nothing}
    ${whole ? more(app) : nothing}`;
}

function bandsWords({ wantsBands, bands }: App): string {
  if (!wantsBands) return '';
  if (!bands) return ': drawing';
  return `: ${bands.draws} draws${bands.isLast ? '' : ' so far'}`;
}

function more(app: App): TemplateResult {
  const { occupancy, flows } = app.whole!;
  return html`
    <details id="proportions"><summary>Proportions</summary>${proportionsTable(app)}</details>
    <details id="states"><summary>States over time</summary>${occupancy.map((one) => occupied(app, one))}</details>
    <details id="pathways"><summary>Pathways of patients</summary>${flows.map(
      ({ title, svg: text }) =>
        html`<h3 dir="auto">${title}</h3><div class="scroll" tabindex="0">${unsafeHTML(text)}</div>`,
    )}</details>`;
}

function sizeOf({ width }: App): { width: number; height: number } {
  const columns = width >= 1000 ? width - 400 : width;
  const wide = Math.max(280, Math.min(MOST_WIDTH, columns - 32));
  return { width: wide, height: Math.round(Math.min(430, Math.max(250, wide * 0.55))) };
}

/** The survival curves, drawn in one go: a few paths whose texts change. */
function survival(app: App): TemplateResult {
  const { described, shown, whole, ghost, bands, cursor } = app;
  const { unit, origin, horizon } = described!;
  const plot = plotOf(sizeOf(app), { horizon, lowest: 0, highest: 1 });
  const strategies = shown!.strategies;
  const index = (name: string) => strategies.findIndex(({ strategy }) => strategy === name);
  return html`<svg id="curves" class="plot" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}"
      role="img" tabindex="0" aria-label=${spoken(app)} data-horizon=${horizon}
      data-left=${plot.x(0)} data-right=${plot.x(horizon)} data-top=${plot.y(1)} data-bottom=${plot.y(0)}
      @pointermove=${(event: PointerEvent) => point(app, plot, event)} @pointerleave=${() => unpoint(app)}
      @keydown=${(event: KeyboardEvent) => step(app, event)} @blur=${() => unpoint(app)}>
    ${axes(plot, `${unit}s since ${origin}`, (value) => `${Math.round(100 * value)}%`)}
    ${(bands?.strategies ?? []).map(({ strategy, lower, upper }) =>
      index(strategy) < 0
        ? nothing
        : svg`<path class="evidence s${index(strategy) % 8}" d=${bandOf(plot, bands!.times, lower, upper)}/>`,
    )}
    ${strategies.map((one, i) => svg`<path class="band s${i % 8}" d=${bandOf(plot, one.times, ...limits(one))}/>`)}
    ${(ghost ?? []).map(({ strategy, times, survival }) =>
      index(strategy) < 0
        ? nothing
        : svg`<path class="ghost s${index(strategy) % 8}" d=${lineOf(plot, times, survival)}/>`,
    )}
    ${strategies.map(
      ({ strategy, times, survival }, i) =>
        svg`<path class="line s${i % 8}" data-strategy=${strategy} d=${lineOf(plot, times, survival)}/>`,
    )}
    ${(whole?.published ?? []).map(
      ({
        strategy,
        at,
        value,
        lower,
        upper,
      }) => svg`<g class="published s${Math.max(0, index(strategy)) % 8}">
        ${lower === null || upper === null ? nothing : svg`<line x1=${plot.x(at)} x2=${plot.x(at)} y1=${plot.y(lower)} y2=${plot.y(upper)}/>`}
        <circle cx=${plot.x(at)} cy=${plot.y(value)} r="4"/></g>`,
    )}
    ${cursor === undefined ? nothing : reader(app, plot, cursor)}
  </svg>`;
}

function limits({ survival, errors }: ShownStrategy): [number[], number[]] {
  return [
    survival.map((value, i) => Math.max(0, value - Z_95 * errors[i]!)),
    survival.map((value, i) => Math.min(1, value + Z_95 * errors[i]!)),
  ];
}

/** Survival of each other strategy less that of the first. */
function difference(app: App): TemplateResult {
  const { shown, described } = app;
  const [first, ...others] = shown!.strategies;
  const gaps = others.map(({ survival }) => survival.map((value, i) => value - first!.survival[i]!));
  const most = Math.max(0.02, ...gaps.flat().filter(Number.isFinite).map(Math.abs));
  const end = Math.ceil(most * 50) / 50;
  const { width, height } = sizeOf(app);
  const plot = plotOf(
    { width, height: Math.round(height * 0.6) },
    { horizon: described!.horizon, lowest: -end, highest: end },
  );
  return html`<svg id="difference" class="plot" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}"
      role="img" aria-label=${`Difference in survival from ${first!.title}`}>
    ${axes(plot, `${described!.unit}s since ${described!.origin}`, (value) => `${Number((100 * value).toFixed(1))}`)}
    <line class="zero" x1=${plot.x(0)} x2=${plot.x(plot.horizon)} y1=${plot.y(0)} y2=${plot.y(0)}/>
    ${gaps.map((values, i) => svg`<path class="line s${(i + 1) % 8}" d=${lineOf(plot, others[i]!.times, values)}/>`)}
  </svg><p class="soft small">Percentage points, over <bdi>${first!.title}</bdi>; above 0: better survival.</p>`;
}

/** Shares of the patients in each state, one upon the other. */
function occupied(
  app: App,
  { title, times, states }: NonNullable<App['whole']>['occupancy'][number],
): TemplateResult {
  const { width, height } = sizeOf(app);
  const plot = plotOf(
    { width, height: Math.round(height * 0.7) },
    { horizon: app.described!.horizon, lowest: 0, highest: 1 },
  );
  let below = times.map(() => 0);
  const layers = states.map(({ title, shares }, i) => {
    const above = below.map((sum, t) => Math.min(1, sum + shares[t]!));
    const path = bandOf(plot, times, below, above);
    below = above;
    return { title, path, i };
  });
  return html`<h3 dir="auto">${title}</h3><svg class="plot" width=${plot.width} height=${plot.height}
      viewBox="0 0 ${plot.width} ${plot.height}" role="img" aria-label=${`States over time: ${title}`}>
    ${axes(plot, `${app.described!.unit}s since ${app.described!.origin}`, (value) => `${Math.round(100 * value)}%`)}
    ${layers.map(({ title, path, i }) => svg`<path class="area a${i % 16}" d=${path}><title>${title}</title></path>`)}
  </svg><ul class="key">${layers.map(({ title, i }) => html`<li><svg width="12" height="12" aria-hidden="true"><rect class="area a${i % 16}" width="12" height="12"/></svg><bdi>${title}</bdi></li>`)}</ul>`;
}

function axes(plot: Plot, label: string, shown: (value: number) => string) {
  const { left, width, right, height, timeTicks, valueTicks } = plot;
  const end = width - right;
  return svg`<g class="axes">
    ${valueTicks.map(
      (value) => svg`<line class="grid" x1=${left} x2=${end} y1=${plot.y(value)} y2=${plot.y(value)}/>
        <text x=${left - 6} y=${plot.y(value) + 4} text-anchor="end">${shown(value)}</text>`,
    )}
    ${timeTicks.map(
      (time) => svg`<text x=${plot.x(time)} y=${height - 22} text-anchor="middle">${time}</text>`,
    )}
    <text class="soft" x=${(left + end) / 2} y=${height - 4} text-anchor="middle">${label}</text></g>`;
}

function reader(app: App, plot: Plot, time: number) {
  const { strategies } = app.shown!;
  const isLeft = plot.x(time) > plot.width / 2;
  const x = plot.x(time) + (isLeft ? -8 : 8);
  return svg`<g class="reader"><line x1=${plot.x(time)} x2=${plot.x(time)} y1=${plot.y(1)} y2=${plot.y(0)}/>
    <text x=${x} y=${plot.y(1) + 12} text-anchor=${isLeft ? 'end' : 'start'}>${time} ${app.described!.unit}s</text>
    ${strategies.map(
      ({ times, survival }, i) =>
        svg`<text class="s${i % 8}" x=${x} y=${plot.y(1) + 28 + 16 * i} text-anchor=${isLeft ? 'end' : 'start'}>${(100 * valueAt(times, survival, time)).toFixed(1)}%</text>`,
    )}</g>`;
}

function point(app: App, plot: Plot, event: PointerEvent): void {
  const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect();
  const at = ((event.clientX - box.left) / box.width) * plot.width;
  const share = (at - plot.left) / (plot.width - plot.left - plot.right);
  app.cursor = Math.round(Math.min(1, Math.max(0, share)) * plot.horizon * 2) / 2;
  app.draw();
}

function unpoint(app: App): void {
  app.cursor = undefined;
  app.draw();
}

/** Arrow keys read the curves. */
function step(app: App, event: KeyboardEvent): void {
  const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: 12, PageDown: -12 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const { horizon, unit } = app.described!;
  app.cursor = Math.min(horizon, Math.max(0, (app.cursor ?? 0) + by));
  const read = app.shown!.strategies.map(
    ({ title, times, survival }) => `${title} ${(100 * valueAt(times, survival, app.cursor!)).toFixed(1)}%`,
  );
  app.said = `${app.cursor} ${unit}s: ${read.join(', ')}`;
  app.draw();
}

function spoken({ shown, described }: App): string {
  const read = shown!.strategies.map(({ title, landmarks }) => {
    const values = landmarks.map(({ at, value }) =>
      value === null ? '' : `${(100 * value).toFixed(1)}% at ${at}`,
    );
    return `${title}: ${values.filter(Boolean).join(', ')}`;
  });
  return `Survival by ${described!.unit}. ${read.join('. ')}. Arrow keys read the curves.`;
}
