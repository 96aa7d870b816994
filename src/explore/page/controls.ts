import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Slider } from '../sliders.ts';
import type { App } from './model.ts';

const MOST_STRATEGIES = 8;

/** Strategies as chips, endpoints as tabs, subgroups as a list. */
export function choices(app: App): TemplateResult {
  const { described, state } = app;
  const { strategies, endpoints, subgroups } = described!;
  const toggle = (name: string) => {
    const chosen = strategies.filter((one) =>
      one.name === name ? !state.strategies.includes(name) : state.strategies.includes(one.name),
    );
    if (chosen.length > 0 && chosen.length <= MOST_STRATEGIES)
      app.change({ strategies: chosen.map((one) => one.name) });
    else app.draw();
  };
  return html`
    <fieldset class="chips" id="strategies"><legend>Strategies</legend>
      ${strategies.map(({ name, title, caveat }) => {
        const at = state.strategies.indexOf(name);
        return html`<label class=${at < 0 ? 'chip' : `chip on s${at % 8}`} title=${caveat ?? ''}>
          <input type="checkbox" name="strategy" value=${name} .checked=${live(at >= 0)} @change=${() => toggle(name)}>
          <span dir="auto">${title}</span></label>`;
      })}
    </fieldset>
    <fieldset class="tabs" id="endpoints"><legend>Endpoint</legend>
      ${endpoints.map(
        ({ name, title }) => html`<label class=${state.endpoint === name ? 'tab on' : 'tab'}>
          <input type="radio" name="endpoint" value=${name} .checked=${live(state.endpoint === name)}
            @change=${() => app.change({ endpoint: name })}><span dir="auto">${title}</span></label>`,
      )}
    </fieldset>
    ${
      subgroups.length === 0
        ? nothing
        : html`<label class="pick">Patients
          <select id="group" @change=${(event: Event) => app.change({ group: (event.target as HTMLSelectElement).value })}>
            <option value="all" .selected=${state.group === 'all'}>all</option>
            ${subgroups.map(
              ({ name, title }) =>
                html`<option value=${name} .selected=${state.group === name}>${title}</option>`,
            )}
          </select></label>`
    }`;
}

/** The named numbers, in the groups of the file; those that were moved can be put back. */
export function sliders(app: App): TemplateResult {
  const { described, state, matters } = app;
  const moved = Object.keys(state.set).length;
  const all = described!.groups.flatMap(({ sliders }) => sliders);
  const ranked = matters?.flatMap(({ name }) => all.find((one) => one.name === name) ?? []);
  return html`
    <section class="numbers" aria-labelledby="numbers-title">
      <h2 id="numbers-title">Numbers</h2>
      <p class="row">
        <button type="button" id="matters" @click=${app.askMatters}>What matters most?</button>
        <button type="button" id="reset" ?disabled=${moved === 0} @click=${() => app.change({ set: {} })}>
          Put back${moved === 0 ? '' : ` ${moved}`}</button>
      </p>
      ${
        ranked
          ? html`<div class="group" id="ranked"><h3>In order of what they change</h3>
            ${ranked.map((slider, i) => sliderView(app, slider, changeOf(app, i)))}</div>`
          : described!.groups.map(
              ({ title, sliders }) => html`<div class="group">
              ${title === '' ? nothing : html`<h3 dir="auto">${title}</h3>`}
              ${sliders.map((slider) => sliderView(app, slider))}</div>`,
            )
      }
    </section>`;
}

function changeOf({ matters, described }: App, i: number): TemplateResult {
  const { figures, at, isDifference, ends } = matters![i]!;
  const [low, high] = figures.map((figure) => `${(100 * figure).toFixed(1)}%`);
  const what = isDifference ? 'difference' : 'survival';
  return html`<p class="soft small">${what} at ${at} ${described!.unit}s: ${low} at ${short(ends[0])}, ${high} at ${short(ends[1])}</p>`;
}

function sliderView(app: App, slider: Slider, change?: TemplateResult): TemplateResult {
  const { name, value, lowest, highest, step, basis, about } = slider;
  const isMoved = Object.hasOwn(app.state.set, name);
  const now = isMoved ? app.state.set[name]! : value;
  const id = `p-${name.replaceAll(/[^\w-]/g, '_')}`;
  const read = (event: Event) => Number((event.target as HTMLInputElement).value);
  // an input may not show the file's own value, whose digits are finer than its steps
  const moveTo = (to: number, isDone: boolean) => {
    if (Number.isFinite(to)) app.move(name, Math.abs(to - value) < step / 2 ? value : to, isDone);
  };
  const exactly = (event: Event) => {
    const box = event.target as HTMLInputElement;
    const to = Number(box.value);
    if (box.value !== '' && Number.isFinite(to)) app.move(name, to, true);
    else box.value = short(now);
  };
  // the box is not `live`: an answer that comes meanwhile would replace what is being typed
  return html`<div class=${isMoved ? 'slider moved' : 'slider'} data-name=${name}>
    <label for=${id}><bdi>${name}</bdi> <span class="basis">${basis}</span></label>
    <input class="exact" type="number" step="any" aria-label=${`${name}, exactly`} .value=${short(now)} @change=${exactly}>
    ${track(slider)}
    <input type="range" id=${id} min=${lowest} max=${highest} step=${step} .value=${live(String(now))}
      aria-describedby=${`${id}-about`}
      @input=${(event: Event) => moveTo(read(event), false)} @change=${(event: Event) => moveTo(read(event), true)}>
    ${change ?? nothing}
    <details class="about"><summary>${isMoved ? `file: ${short(value)}` : 'where from'}</summary>
      <div id=${`${id}-about`}>${about.map((line) => html`<p dir="auto">${line}</p>`)}</div></details>
  </div>`;
}

/** Behind a slider: the density of the evidence, its 95% interval, and a tick at the value of the file. */
function track({ value, lowest, highest, interval, density }: Slider): TemplateResult {
  const at = (one: number) => ((one - lowest) / (highest - lowest)) * 200;
  const shape = density?.map(([x, y]) => `${(200 * x).toFixed(1)} ${(22 - 20 * y).toFixed(1)}`);
  const [from, to] = interval ?? [value, value];
  return html`<svg class="track" viewBox="0 0 200 26" preserveAspectRatio="none" aria-hidden="true">
    ${shape && shape.length > 1 ? svg`<path class="density" d=${`M${shape[0]!.split(' ')[0]} 22L${shape.join('L')}L${shape.at(-1)!.split(' ')[0]} 22Z`}/>` : nothing}
    ${interval ? svg`<rect class="interval" x=${at(from).toFixed(1)} y="22" width=${Math.max(1, at(to) - at(from)).toFixed(1)} height="3"/>` : nothing}
    <rect class="tick" x=${(at(value) - 0.6).toFixed(1)} y="2" width="1.2" height="24"/></svg>`;
}

/** At most six digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
